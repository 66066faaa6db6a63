"""Whether the network is in the state that its intent declares, seen from inside the nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from netsop.lab.real.layout import NodeSpec
from netsop.lab.real.node import Node

_NEIGHBORS = ["lldpcli", "-f", "json0", "show", "neighbors", "summary"]


def missing(spec: NodeSpec, node: Node, nodes: Mapping[str, NodeSpec]) -> str:
    """What this node still waits for, or empty."""
    return next(_missing(spec, node, nodes), "")


def _missing(spec: NodeSpec, node: Node, nodes: Mapping[str, NodeSpec]) -> Iterator[str]:
    adjacencies = sum(1 for port in spec.ports if port.ospf)
    if adjacencies and _full(_json(node, "vtysh", "-c", "show ip ospf neighbor json")) < adjacencies:
        yield f"{spec.name}: OSPF adjacencies"
    if spec.peers and _established(_json(node, "vtysh", "-c", "show bgp ipv4 unicast summary json")) < len(spec.peers):
        yield f"{spec.name}: BGP sessions and their routes"
    if spec.role in {"router", "host"} and not node.run(["ip", "route", "show", "default"]).stdout:
        yield f"{spec.name}: a default route"
    if spec.role == "host":
        yield from _services(spec, node, nodes)
    if spec.management:
        yield from _neighbors(spec, node)


def _services(spec: NodeSpec, node: Node, nodes: Mapping[str, NodeSpec]) -> Iterator[str]:
    for other in nodes.values():
        if other.name == spec.name:
            continue
        for name in other.zone:
            if not node.run(["dig", "+short", "+time=1", "+tries=1", f"@{other.dns}", name, "A"]).stdout.strip():
                yield f"{spec.name}: the name {name} from {other.name}"
        if other.http and node.run(["curl", "-s", "-o", "/dev/null", "-m", "2", f"http://{other.http}/"]).returncode:
            yield f"{spec.name}: the web server of {other.name}"


def _neighbors(spec: NodeSpec, node: Node) -> Iterator[str]:
    text = node.run(_NEIGHBORS).stdout
    for port in spec.ports:
        if port.known_neighbor and f'"name": "{port.interface}"' not in text:
            yield f"{spec.name}: the neighbour on {port.interface}"


def _full(data: dict[str, Any]) -> int:
    neighbors = data.get("neighbors", {})
    rows = [row for rows in neighbors.values() for row in rows] if isinstance(neighbors, dict) else []
    return sum(1 for row in rows if str(row.get("nbrState", row.get("state", ""))).startswith("Full"))


def _established(data: dict[str, Any]) -> int:
    peers = data.get("peers", {})
    return sum(1 for peer in peers.values() if peer.get("state") == "Established" and peer.get("pfxRcd", 0) > 0)


def _json(node: Node, *command: str) -> dict[str, Any]:
    try:
        data = json.loads(node.run(command).stdout or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
