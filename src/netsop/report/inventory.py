"""The inventory as tables for people, and as one document for machines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from netsop.errors import NotFound
from netsop.model.intent import Port
from netsop.model.workspace import Workspace
from netsop.report.graph.network import short

SCHEMA = "netsop/inventory/1"
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the columns' names, and rows of texts. about: for each row, the names that it is found by."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    about: tuple[frozenset[str], ...]

    def lines(self) -> list[str]:
        """The columns' names and the rows, aligned, one line each."""
        cells = [self.columns, *self.rows]
        widths = [max(len(row[index]) for row in cells) for index in range(len(self.columns))]
        return [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def tables(workspace: Workspace, name: str | None = None) -> tuple[Table, ...]:
    """Sites, devices, links, circuits, sessions and services; with a name only what it is or touches.

    Raises NotFound when nothing has that name.
    """
    every = (_sites(workspace), _devices(workspace), _links(workspace), _circuits(workspace), _sessions(workspace),
             _services(workspace))
    if name is None:
        return every
    found = tuple(kept for each in every if (kept := _only(each, name)).rows)
    if not found:
        raise NotFound(f"nothing in the inventory is named {name!r}", do="`netsop inventory show` lists everything")
    return found


def _only(whole: Table, name: str) -> Table:
    rows = [(row, about) for row, about in zip(whole.rows, whole.about, strict=True) if name in about]
    return Table(whole.title, whole.columns, tuple(row for row, _ in rows), tuple(about for _, about in rows))


def table(title: str, columns: str, rows: Sequence[tuple[tuple[Any, ...], Collection[str | None]]]) -> Table:
    """A table of cells, with the names that each row is found by. `columns`: their names, parted by blanks."""
    texts = tuple(tuple("" if cell is None else " ".join(str(cell).split()) for cell in row) for row, _ in rows)
    about = tuple(frozenset(filter(None, names)) for _, names in rows)
    return Table(title, tuple(columns.split()), texts, about)


def _sites(workspace: Workspace) -> Table:
    return table("sites", "NAME KIND TITLE POWER TECHNICIAN LAN", [
        ((site.name, site.kind, site.title, site.power, site.technician, _port(site.lan)),
         {site.name, site.lan.device if site.lan else None})
        for site in workspace.intent.sites
    ])


def _devices(workspace: Workspace) -> Table:
    return table("devices", "NAME ROLE SITE PLATFORM ADDRESS LOOPBACK AS MODEL", [
        ((host.name, host.data.role, host.data.site, host.platform, f"{host.hostname}:{host.port}", host.data.loopback,
          host.data.local_as, host.data.model), {host.name, host.data.site, host.platform})
        for host in workspace.hosts.values()
    ])


def _links(workspace: Workspace) -> Table:
    return table("links", "NAME KIND A B SUBNET OSPF OPTICS CONDUIT", [
        ((link.name, link.kind, _port(link.a), _port(link.b),
          link.a.address.network if link.a.address else None,
          f"area {link.ospf.area} cost {link.ospf.cost}" if link.ospf else None, link.optics, link.conduit),
         {link.name, link.a.device, link.b.device, link.conduit})
        for link in workspace.intent.links
    ])


def _circuits(workspace: Workspace) -> Table:
    return table("circuits", "NAME ISP CIRCUIT_ID PORT ADDRESS PROVIDER MBPS DEMARCATION", [
        ((circuit.name, circuit.isp, circuit.circuit_id, _port(circuit.port), circuit.address,
          f"{circuit.provider_address} AS {circuit.provider_as}", circuit.bandwidth_mbps, circuit.demarcation),
         {circuit.name, circuit.device, circuit.circuit_id, circuit.isp})
        for circuit in workspace.intent.circuits
    ])


def _sessions(workspace: Workspace) -> Table:
    ends = {link.name: link.b.device for link in workspace.intent.links}
    return table("sessions", "NAME PROTOCOL DEVICE PEER REMOTE_AS OVER", [
        ((session.name, session.protocol, session.device, session.peer, session.remote_as, session.over),
         {session.name, session.device, session.over, ends.get(session.over)})
        for session in workspace.intent.all_sessions()
    ])


def _services(workspace: Workspace) -> Table:
    return table("services", "NAME KIND TARGET WHERE VANTAGES TITLE", [
        ((service.name, service.kind, service.query or service.target,
          f"on {service.on}" if service.on else f"beyond {service.beyond}", ",".join(service.vantages), service.title),
         {service.name, service.on, *service.vantages})
        for service in workspace.intent.services
    ])


def _port(port: Port | None) -> str | None:
    return f"{port.device} {short(port.interface)}" if port else None


def document(workspace: Workspace) -> dict[str, Any]:
    """Everything declared, for machines. References to secrets are left out."""
    hosts = [host.model_dump(mode="json", exclude={"password"}) for host in workspace.hosts.values()]
    intent = workspace.intent.model_dump(mode="json")
    intent["sessions"] = [session.model_dump(mode="json") for session in workspace.intent.all_sessions()]
    return {"schema": SCHEMA, "digest": workspace.digest, "devices": hosts, **intent}
