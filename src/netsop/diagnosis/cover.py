"""The smallest set of hypotheses that explains the failing findings: exact for pairs, local search beyond."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from netsop.diagnosis.explain import Explainer
from netsop.diagnosis.hypothesis import Hypothesis
from netsop.model.finding import Finding

COST_OF_UNEXPLAINED = {"critical": 9.0, "major": 8.0, "minor": 5.0}
"""What it costs to leave a failing finding without a cause, by severity (natural logarithm)."""

_PAIRS_UP_TO = 60
_ROUNDS = 20

Cover = tuple[Hypothesis, ...]


class Search:
    """Finds the cheapest cover of the failing findings."""

    def __init__(self, candidates: Sequence[Hypothesis], failing: Iterable[Finding], explainer: Explainer) -> None:
        self.candidates = tuple(candidates)
        self.failing = frozenset(failing)
        self.explainer = explainer

    def explained(self, cover: Cover) -> frozenset[Finding]:
        """The failing findings that a set of hypotheses accounts for together."""
        direct = frozenset[Finding]().union(*(hypothesis.predicted for hypothesis in cover))
        gone = [component for hypothesis in cover for component in hypothesis.gone]
        return (direct | self.explainer.consequences(gone)) & self.failing

    def cost(self, cover: Cover) -> float:
        """The cost of the hypotheses and of what they leave unexplained."""
        left = self.failing - self.explained(cover)
        return sum(h.cost for h in cover) + sum(COST_OF_UNEXPLAINED[finding.severity] for finding in left)

    def best(self) -> Cover:
        """The cheapest cover found; empty when nothing in the catalogue is worth its cost."""
        starts: list[Cover] = [(), *((candidate,) for candidate in self.candidates)]
        if len(self.candidates) <= _PAIRS_UP_TO:
            starts += [(one, other) for one, other in combinations(self.candidates, 2)]
        start = min(starts, key=self._rank)
        return self._improve(start)

    def _improve(self, cover: Cover) -> Cover:
        for _ in range(_ROUNDS):
            better = min(self._neighbours(cover), key=self._rank, default=cover)
            if self._rank(better) >= self._rank(cover):
                break
            cover = better
        return cover

    def _neighbours(self, cover: Cover) -> Iterable[Cover]:
        for index in range(len(cover)):
            yield (*cover[:index], *cover[index + 1 :])
        for candidate in self.candidates:
            if candidate in cover:
                continue
            yield (*cover, candidate)
            for index in range(len(cover)):
                yield (*cover[:index], candidate, *cover[index + 1 :])

    def _rank(self, cover: Cover) -> tuple[float, int, list[tuple[str, str]]]:
        return (round(self.cost(cover), 6), len(cover), sorted(hypothesis.key for hypothesis in cover))
