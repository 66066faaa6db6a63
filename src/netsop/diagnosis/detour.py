"""The way that traffic takes when a link is gone: the cheapest one that is left (E. W. Dijkstra, 1959)."""

from __future__ import annotations

import heapq

from netsop.diagnosis.topology import Removed, Topology
from netsop.model.component import Component, Kind

Way = tuple[tuple[str, ...], tuple[str, ...]]


def detour(topology: Topology, one: str, other: str, removed: Removed) -> Way | None:
    """(devices between, links) of the cheapest way from one device to another, or None where there is none.

    Hosts pass nothing on. Cost is OSPF's (RFC 2328); a link without it costs 1. Of equal ways the first by name.
    """
    if {Component(Kind.DEVICE, one), Component(Kind.DEVICE, other)} & removed:
        return None
    queue: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = [(0, (one,), ())]
    done: set[str] = set()
    while queue:
        cost, devices, links = heapq.heappop(queue)
        device = devices[-1]
        if device == other:
            return devices[1:-1], links
        if device in done or (device != one and topology.hosts[device].data.gateway):
            continue
        done.add(device)
        for link in topology.links_of(device):
            far = link.b.device if link.a.device == device else link.a.device
            if far not in done and not topology.needs_of(link) & removed:
                step = link.ospf.cost if link.ospf else 1
                heapq.heappush(queue, (cost + step, (*devices, far), (*links, link.name)))
    return None
