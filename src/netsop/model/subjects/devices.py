"""Devices, the management paths to them, and the default route that each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.host import Host
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace

DEFAULT = "0.0.0.0/0"


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Two subjects a device, and its default route where it has routes at all."""
    daemons = _daemons(workspace)
    clocked = {name for service in workspace.intent.services if service.kind == "ntp" for name in service.clients}
    shared = _limits(workspace)
    for name, host in workspace.hosts.items():
        attrs: dict[str, Any] = {"device": name, "role": host.data.role, **shared, **daemons.get(name, {})}
        if workspace.intent.budgets.clock and (name in clocked or not clocked):
            attrs["max_offset_ms"] = workspace.intent.budgets.clock.max_offset_ms
        yield Subject(Component(Kind.MANAGEMENT, name), name, attrs=attrs)
        yield Subject(Component(Kind.DEVICE, name), name, attrs=attrs)
        if routes(host):
            yield Subject(Component(Kind.ROUTE, f"{name}/{DEFAULT}"), name, attrs=_route(attrs, host))


def routes(host: Host) -> bool:
    """Whether a device forwards packets of IP, or sends its own by a gateway that we declare: not every switch does."""
    return host.data.role != "switch" or bool(host.data.loopback or host.data.gateway)


def _limits(workspace: Workspace) -> dict[str, Any]:
    budgets = workspace.intent.budgets
    return {**budgets.resources.model_dump(), **budgets.change.model_dump()}


def _route(attrs: dict[str, Any], host: Host) -> dict[str, Any]:
    route = {**attrs, "prefix": DEFAULT}
    return {**route, "gateway": str(host.data.gateway)} if host.data.gateway else route


def _daemons(workspace: Workspace) -> dict[str, dict[str, str]]:
    """The routing daemons that a router which runs them as processes must have (FRR's names)."""
    found: dict[str, dict[str, str]] = {}
    for link in workspace.intent.links:
        for port in link.ends if link.ospf else ():
            found.setdefault(port.device, {})["ospf_daemon"] = "ospfd"
    for session in workspace.intent.sessions:
        found.setdefault(session.device, {})["bgp_daemon"] = "bgpd"
    for daemons in found.values():
        daemons["route_daemon"] = "zebra"
    return found
