"""Links that are the only way to something (bridges of the graph: R. E. Tarjan, 1974)."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.diagnosis.topology import Removed, Topology
from netsop.model.component import Component, Kind


def only_ways(topology: Topology, removed: Removed) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(link, the devices behind it) for each link whose loss would part the network, without what is removed.

    Behind is the side with fewer devices. Near-linear in devices and links.
    """
    graph = _graph(topology, removed)
    order: dict[str, int] = {}
    for start in sorted(graph):
        if start in order:
            continue
        tree = _walk(graph, start, order)
        size = len(tree.below[start])
        for device in sorted(tree.below):
            link = tree.parent_link[device]
            if link and tree.low[device] == order[device]:
                behind = tree.below[device]
                side = behind if 2 * len(behind) <= size else tree.below[start] - behind
                yield link, tuple(sorted(side))


Graph = dict[str, list[tuple[str, str]]]


def _graph(topology: Topology, removed: Removed) -> Graph:
    graph: Graph = {name: [] for name in topology.hosts if Component(Kind.DEVICE, name) not in removed}
    for link in topology.links.values():
        a, b = link.a.device, link.b.device
        if topology.needs_of(link) & removed or a not in graph or b not in graph:
            continue
        graph[a].append((b, link.name))
        graph[b].append((a, link.name))
    return graph


class _Tree:
    """A depth-first tree: the link to each device's parent, its low point, and the devices below it."""

    def __init__(self) -> None:
        self.parent_link: dict[str, str] = {}
        self.low: dict[str, int] = {}
        self.below: dict[str, set[str]] = {}


def _walk(graph: Graph, start: str, order: dict[str, int]) -> _Tree:
    tree = _Tree()
    stack: list[tuple[str, str, Iterator[tuple[str, str]]]] = []

    def enter(device: str, parent: str, link: str) -> None:
        order[device] = tree.low[device] = len(order)
        tree.parent_link[device], tree.below[device] = link, {device}
        stack.append((device, parent, iter(graph[device])))

    enter(start, "", "")
    while stack:
        device, parent, rest = stack[-1]
        for other, link in rest:
            if link == tree.parent_link[device]:
                continue
            if other in order:
                tree.low[device] = min(tree.low[device], order[other])
                continue
            enter(other, device, link)
            break
        else:
            stack.pop()
            if parent:
                tree.low[parent] = min(tree.low[parent], tree.low[device])
                tree.below[parent] |= tree.below[device]
    return tree
