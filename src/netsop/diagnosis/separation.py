"""What falls apart when parts of the network are gone: the pieces that no longer reach each other.

Searches start at the ends of what was removed and go on in step, so that the work follows the size of what is cut off
and of the detour around it, not that of the network.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Separation:
    """Pieces by number: 0 is the rest, as a rule the largest, and is not listed; `gone` nodes belong to none.

    piece_of: node → its piece, for nodes of the other pieces only.
    """

    piece_of: Mapping[str, int]
    gone: frozenset[str]

    def together(self, one: str, other: str) -> bool:
        """Whether two nodes still reach each other."""
        if one in self.gone or other in self.gone:
            return False
        return self.piece_of.get(one, 0) == self.piece_of.get(other, 0)

    def pieces(self) -> dict[int, set[str]]:
        """The pieces but the rest."""
        found: dict[int, set[str]] = {}
        for node, piece in self.piece_of.items():
            found.setdefault(piece, set()).add(node)
        return found


Neighbours = Mapping[str, Sequence[tuple[str, int]]]


def separate(neighbours: Neighbours, cut: frozenset[int], gone: frozenset[str], starts: Iterable[str]) -> Separation:
    """The pieces that are left.

    neighbours: node → (other node, number of the edge); cut: edges that are gone; gone: nodes that are.

    starts: the ends of cut edges and the neighbours of gone nodes; only around them can the graph fall apart.
    """
    groups = _Groups(node for node in dict.fromkeys(starts) if node not in gone)
    while len(groups.active) > 1:
        for name in list(groups.active):
            if name in groups.active and len(groups.active) > 1:
                groups.advance(name, neighbours, cut, gone)
    small = sorted(groups.finished, key=lambda nodes: (len(nodes), sorted(nodes)))
    if not groups.active and small:
        small.pop()  # all were searched to their ends: the largest is the rest of the network
    return Separation({node: number for number, nodes in enumerate(small, start=1) for node in nodes}, gone)


class _Groups:
    """Searches that grow in step, and become one when they meet."""

    def __init__(self, starts: Iterable[str]) -> None:
        self.nodes: dict[str, set[str]] = {}
        self.queue: dict[str, deque[str]] = {}
        self.owner: dict[str, str] = {}
        self.active: dict[str, None] = {}
        self.finished: list[set[str]] = []
        for start in starts:
            self.nodes[start], self.queue[start] = {start}, deque([start])
            self.owner[start] = start
            self.active[start] = None

    def advance(self, name: str, neighbours: Neighbours, cut: frozenset[int], gone: frozenset[str]) -> None:
        """Look at one more node of a group."""
        if not self.queue[name]:
            del self.active[name]
            self.finished.append(self.nodes[name])
            return
        node = self.queue[name].popleft()
        for other, edge in neighbours.get(node, ()):
            if edge in cut or other in gone:
                continue
            owner = self.owner.get(other)
            if owner is None:
                self.owner[other] = name
                self.nodes[name].add(other)
                self.queue[name].append(other)
            elif owner != name:
                name = self._join(name, owner)

    def _join(self, one: str, other: str) -> str:
        """The smaller group becomes part of the larger one, whose name is returned."""
        if len(self.nodes[one]) < len(self.nodes[other]):
            one, other = other, one
        for node in self.nodes[other]:
            self.owner[node] = one
        self.nodes[one] |= self.nodes.pop(other)
        self.queue[one].extend(self.queue.pop(other))
        self.active.pop(other, None)
        return one
