"""The way to a service: which devices, links and circuits lie on a best path from a vantage point to it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from netsop.diagnosis.topology import INTERNET, Topology
from netsop.model.component import Component, Kind
from netsop.model.finding import Finding


def on_the_way(topology: Topology, component: Component, finding: Finding) -> bool:
    """Whether what a service's finding measures may pass a component; also where it is not known where it passes."""
    if finding.component.kind is not Kind.SERVICE or component.kind not in {Kind.DEVICE, Kind.LINK, Kind.CIRCUIT}:
        return True
    target = topology.target(finding.component.name)
    if target is None or finding.vantage is None:
        return True
    return component in _way(topology, finding.vantage, target)


def _way(topology: Topology, vantage: str, target: str) -> frozenset[Component]:
    """Everything on any best path, and any of our circuits when the target lies beyond them."""
    key = (vantage, target)
    if key not in topology.ways:
        ends = [target] if target != INTERNET else [circuit.device for circuit in topology.circuits.values()]
        topology.ways[key] = frozenset(_passed(topology, vantage, ends)) | frozenset(
            Component(Kind.CIRCUIT, name) for name in (topology.circuits if target == INTERNET else ())
        )
    return topology.ways[key]


def _passed(topology: Topology, vantage: str, ends: Iterable[str]) -> Iterable[Component]:
    for end in dict.fromkeys(ends):
        far = _distances(topology, end)
        queue, seen = [vantage], {vantage}
        while queue:
            device = queue.pop()
            yield Component(Kind.DEVICE, device)
            for link in topology.links_of(device):
                other = link.b.device if link.a.device == device else link.a.device
                cost = link.ospf.cost if link.ospf else 1
                if far.get(other, far.get(device, 0)) + cost == far.get(device):
                    yield Component(Kind.LINK, link.name)
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)


def _distances(topology: Topology, end: str) -> dict[str, int]:
    """Device → the cost of its best path to one device (RFC 2328 section 16.1)."""
    if end in topology.distances:
        return topology.distances[end]
    far, queue = {end: 0}, [(0, end)]
    while queue:
        cost, device = heapq.heappop(queue)
        if cost > far[device]:
            continue
        for link in topology.links_of(device):
            other = link.b.device if link.a.device == device else link.a.device
            through = cost + (link.ospf.cost if link.ospf else 1)
            if through < far.get(other, through + 1):
                far[other] = through
                heapq.heappush(queue, (through, other))
    topology.distances[end] = far
    return far
