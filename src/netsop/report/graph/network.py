"""Workspace → nodes and edges, as a picture needs them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netsop.model.intent import Link
from netsop.model.workspace import Workspace

# From top to bottom. Servers hang one row below whatever they are attached to.
ROWS = {"isp": 0, "core": 1, "distribution": 2, "switch": 3, "office": 4}
_SHORT = re.compile(r"(?i)(gigabit|tengigabit|fast)?ethernet(?=\d)")
_SHORT_NAMES = {"gigabit": "Gi", "tengigabit": "Te", "fast": "Fa", "": "Et"}


@dataclass(frozen=True, slots=True)
class Node:
    """A device of ours, or a provider. lines: what to write under its name."""

    name: str
    role: str
    row: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A link or a circuit between two nodes (by name). ports: the interface names at both ends, a first."""

    name: str
    a: str
    b: str
    kind: str
    ports: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by name, and edges, both in the order of the inventory."""

    title: str
    nodes: dict[str, Node]
    edges: tuple[Edge, ...]


def network(workspace: Workspace) -> Network:
    """The picture's content. The same declarations give the same content."""
    rows = _rows(workspace)
    sites = {site.name: site.title for site in workspace.intent.sites}
    nodes = {}
    for circuit in workspace.intent.circuits:
        name = f"isp:{circuit.isp}"
        nodes[name] = Node(circuit.isp, "isp", rows[name], (f"AS {circuit.provider_as}",))
    for host in workspace.hosts.values():
        lines = (sites.get(host.data.site, host.data.site), host.data.model or host.platform)
        nodes[host.name] = Node(host.name, host.data.role, rows[host.name], lines)
    return Network(workspace.settings.office, nodes, (*_circuits(workspace), *_links(workspace)))


def _circuits(workspace: Workspace) -> list[Edge]:
    return [
        Edge(circuit.name, f"isp:{circuit.isp}", circuit.device, circuit.kind,
             (circuit.circuit_id, short(circuit.interface)))
        for circuit in workspace.intent.circuits
    ]


def _links(workspace: Workspace) -> list[Edge]:
    return [
        Edge(link.name, link.a.device, link.b.device, link.kind, (short(link.a.interface), short(link.b.interface)))
        for link in workspace.intent.links
    ]


def short(interface: str) -> str:
    """An interface name as people abbreviate it: GigabitEthernet0/0/1 → Gi0/0/1."""
    return _SHORT.sub(lambda found: _SHORT_NAMES[(found[1] or "").lower()], interface)


def _rows(workspace: Workspace) -> dict[str, int]:
    """Node → row, rows that nobody stands in left out."""
    rows = {f"isp:{circuit.isp}": ROWS["isp"] for circuit in workspace.intent.circuits}
    for name, host in workspace.hosts.items():
        rows[name] = ROWS.get(host.data.role, -1)
    for name, row in list(rows.items()):
        if row < 0:
            above = [rows[far] for far in _neighbours(name, workspace.intent.links) if rows.get(far, -1) >= 0]
            rows[name] = min(above) + 1 if above else ROWS["office"]
    used = sorted(set(rows.values()))
    return {name: used.index(row) for name, row in rows.items()}


def _neighbours(name: str, links: tuple[Link, ...]) -> list[str]:
    ends = [(link.a.device, link.b.device) for link in links]
    return [b if a == name else a for a, b in ends if name in {a, b}]
