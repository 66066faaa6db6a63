"""Cycles of a directed graph in time linear in its steps (Tarjan's strongly connected components, no recursion)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Steps = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cycles:
    """of: node → the number of the cycle that it lies on. unsure: nodes that lead to one that nobody knows."""

    of: Mapping[str, int]
    unsure: frozenset[str]

    def joins(self, node: str, step: str | None) -> bool:
        """Whether a step from a node comes back to it."""
        return step is not None and node in self.of and self.of.get(step) == self.of[node]


def cycles(steps: Steps) -> Cycles:
    """What lies on a cycle. steps: node → where it leads; a node that is led to and has no entry is not known."""
    cycle_of: dict[str, int] = {}
    unsure: set[str] = set()
    for number, component in enumerate(_components(steps)):
        further = [step for node in component for step in steps.get(node, ())]
        if len(component) > 1 or component[0] in further:
            cycle_of |= dict.fromkeys(component, number)
        if any(node not in steps for node in component) or any(step in unsure for step in further):
            unsure.update(component)
    return Cycles(cycle_of, frozenset(unsure))


@dataclass(slots=True)
class _Walk:
    steps: Steps
    order: dict[str, int] = field(default_factory=dict)
    low: dict[str, int] = field(default_factory=dict)
    stack: list[str] = field(default_factory=list)
    open: set[str] = field(default_factory=set)

    def enter(self, node: str) -> tuple[str, Iterator[str]]:
        self.order[node] = self.low[node] = len(self.order)
        self.stack.append(node)
        self.open.add(node)
        return node, iter(self.steps.get(node, ()))

    def leave(self, node: str) -> list[str]:
        """The component that a node is the first of."""
        component: list[str] = []
        while not component or component[-1] != node:
            component.append(self.stack.pop())
        self.open.difference_update(component)
        return component


def _components(steps: Steps) -> Iterator[list[str]]:
    """The strongly connected components, those that others lead to first."""
    walk = _Walk(steps)
    for first in steps:
        if first in walk.order:
            continue
        work = [walk.enter(first)]
        while work:
            node, further = work[-1]
            step = next(further, None)
            if step is None:
                work.pop()
                if work:
                    walk.low[work[-1][0]] = min(walk.low[work[-1][0]], walk.low[node])
                if walk.low[node] == walk.order[node]:
                    yield walk.leave(node)
            elif step not in walk.order:
                work.append(walk.enter(step))
            elif step in walk.open:
                walk.low[node] = min(walk.low[node], walk.order[step])
