"""Links that are the only way to something (bridges of the graph: R. E. Tarjan, 1974)."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.diagnosis.topology import Removed, Topology
from netsop.model.component import Component, Kind


def only_ways(topology: Topology, removed: Removed) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(link, the devices behind it) for each link whose loss would part the network, without what is removed.

    Behind is the side with fewer devices. Linear in devices and links, beside what is told.
    """
    graph = _graph(topology, removed)
    seen: set[str] = set()
    for start in sorted(graph):
        if start in seen:
            continue
        tree = _walk(graph, start)
        seen.update(tree.order)
        yield from _bridges(tree)


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
    """A depth-first tree: devices in the order of their discovery, the link to each one's parent, and its low point.

    What is below a device was discovered in one go after it: order[number : number + size].
    """

    def __init__(self) -> None:
        self.order: list[str] = []
        self.number: dict[str, int] = {}
        self.parent_link: dict[str, str] = {}
        self.low: dict[str, int] = {}
        self.size: dict[str, int] = {}

    def enter(self, device: str, link: str) -> None:
        """Discover a device over a link."""
        self.number[device] = self.low[device] = len(self.order)
        self.order.append(device)
        self.parent_link[device], self.size[device] = link, 1


def _bridges(tree: _Tree) -> Iterator[tuple[str, tuple[str, ...]]]:
    for device in sorted(tree.order):
        link, first = tree.parent_link[device], tree.number[device]
        if not link or tree.low[device] < first:
            continue
        last = first + tree.size[device]
        small = 2 * tree.size[device] <= len(tree.order)
        yield link, tuple(sorted(tree.order[first:last] if small else tree.order[:first] + tree.order[last:]))


def _walk(graph: Graph, start: str) -> _Tree:
    tree = _Tree()
    tree.enter(start, "")
    stack = [(start, "", iter(graph[start]))]
    while stack:
        device, parent, rest = stack[-1]
        for other, link in rest:
            if link == tree.parent_link[device]:
                continue
            if other in tree.number:
                tree.low[device] = min(tree.low[device], tree.number[other])
                continue
            tree.enter(other, link)
            stack.append((other, device, iter(graph[other])))
            break
        else:
            stack.pop()
            if parent:
                tree.low[parent] = min(tree.low[parent], tree.low[device])
                tree.size[parent] += tree.size[device]
    return tree
