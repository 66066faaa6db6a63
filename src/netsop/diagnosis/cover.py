"""The smallest set of hypotheses that explains the failing findings: exact for pairs, local search beyond.

Findings are bits of a number, so that what a set of hypotheses explains is an `or`. Hypotheses that share no finding
are solved apart: the work grows with the number of outages, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from netsop.diagnosis.explain import Explainer
from netsop.diagnosis.hypothesis import Hypothesis
from netsop.model.finding import Finding, Verdict

COST_OF_UNEXPLAINED = {"critical": 9.0, "major": 8.0, "minor": 5.0}
"""What it costs to leave a failing finding without a cause, by severity (natural logarithm)."""

_PAIRS_UP_TO = 120
_ROUNDS = 40

Cover = tuple[Hypothesis, ...]


class Search:
    """Finds the cheapest cover of the failing findings."""

    def __init__(self, candidates: Sequence[Hypothesis], failing: Iterable[Finding], explainer: Explainer) -> None:
        self.candidates = tuple(candidates)
        self.explainer = explainer
        self._findings = sorted(set(failing), key=lambda finding: finding.key)
        self.failing = frozenset(self._findings)
        self._bit = {finding: 1 << number for number, finding in enumerate(self._findings)}
        self._severities = [
            (cost, sum(self._bit[f] for f in self._findings if f.severity == severity))
            for severity, cost in COST_OF_UNEXPLAINED.items()
        ]
        self._alone = {
            hypothesis.key: self._mask(hypothesis.predicted | explainer.consequences(hypothesis.gone))
            for hypothesis in self.candidates
        }
        self._fixed = {
            hypothesis.key: hypothesis.cost
            + sum(conflict.cost for conflict in hypothesis.conflicts if conflict.finding not in self._bit)
            for hypothesis in self.candidates
        }
        self._forgivable = {
            hypothesis.key: [(c.cost, self._bit[c.finding]) for c in hypothesis.conflicts if c.finding in self._bit]
            for hypothesis in self.candidates
        }
        self._far = self._mask(explainer.far_off)
        self._together: dict[frozenset[tuple[str, str]], int] = {}
        self._joint = False

    def explained(self, cover: Cover) -> frozenset[Finding]:
        """The failing findings that a set of hypotheses accounts for together."""
        return self._named(self._cover_mask(cover))

    def cost(self, cover: Cover) -> float:
        """The cost of the hypotheses, of what speaks against them, and of what they leave unexplained."""
        return self.price(cover) + self._left_cost(self._cover_mask(cover), ~0)

    def price(self, cover: Cover) -> float:
        """The cost of the hypotheses and of what speaks against them, without what they leave unexplained."""
        return sum(self._fixed[h.key] + self._unforgiven(h, cover) for h in cover)

    def sharing(self, hypothesis: Hypothesis) -> list[Hypothesis]:
        """The hypotheses that explain some of what this one explains."""
        mask = self._alone[hypothesis.key]
        return [candidate for candidate in self.candidates if self._alone[candidate.key] & mask]

    def best(self) -> Cover:
        """The cheapest cover found; empty when nothing in the catalogue is worth its cost."""
        apart = self._solve(~0)
        if not self._far:
            return apart
        near = self._solve(~self._far)
        self._joint = self._cover_mask(near) != self._cover_mask(near) | self._joint_mask(near)
        if not self._joint:
            return apart
        together = (*near, *(h for h in self._solve(~self._cover_mask(near)) if h not in near))
        return self._without_idle(min((apart, together), key=lambda cover: self._rank(cover, ~0)))

    def _without_idle(self, cover: Cover) -> Cover:
        """Leave out what the others explain together."""
        while cover:
            smaller = [(*cover[:index], *cover[index + 1 :]) for index in range(len(cover))]
            best = min(smaller, key=lambda each: self._rank(each, ~0))
            if self._rank(best, ~0) >= self._rank(cover, ~0):
                break
            cover = best
        return cover

    # -- the search ---------------------------------------------------------------------------------------------

    def _solve(self, scope: int) -> Cover:
        """The best cover of the findings in scope, each hypothesis by itself."""
        found = [hypothesis for group in self._groups(scope) for hypothesis in self._best_of(group, scope)]
        return tuple(sorted(found, key=lambda hypothesis: hypothesis.key))

    def _groups(self, scope: int) -> Iterator[list[Hypothesis]]:
        """Hypotheses that share findings in scope, directly or through others."""
        useful = [hypothesis for hypothesis in self.candidates if self._alone[hypothesis.key] & scope]
        parent: dict[tuple[str, str], tuple[str, str]] = {h.key: h.key for h in useful}

        def root(key: tuple[str, str]) -> tuple[str, str]:
            while parent[key] != key:
                parent[key] = parent[parent[key]]
                key = parent[key]
            return key

        owner: dict[int, tuple[str, str]] = {}
        for hypothesis in useful:
            for bit in _bits(self._touched(hypothesis) & scope):
                other = owner.setdefault(bit, hypothesis.key)
                parent[root(hypothesis.key)] = root(other)
        groups: dict[tuple[str, str], list[Hypothesis]] = defaultdict(list)
        for hypothesis in useful:
            groups[root(hypothesis.key)].append(hypothesis)
        yield from groups.values()

    def _touched(self, hypothesis: Hypothesis) -> int:
        touched = self._alone[hypothesis.key]
        for _, bit in self._forgivable[hypothesis.key]:
            touched |= bit
        return touched

    def _best_of(self, group: Sequence[Hypothesis], scope: int) -> Cover:
        candidates = self._undominated(group, scope)
        shared = 0
        for candidate in candidates:
            shared |= self._alone[candidate.key]
        scope &= shared
        starts: list[Cover] = [(), *((candidate,) for candidate in candidates)]
        if len(candidates) <= _PAIRS_UP_TO:
            starts += list(combinations(candidates, 2))
        start = min(starts, key=lambda cover: self._rank(cover, scope))
        return self._improve(start, candidates, scope)

    def _undominated(self, group: Sequence[Hypothesis], scope: int) -> list[Hypothesis]:
        """Without those that explain no more than another that costs no more and has nothing to be forgiven."""
        kept: list[Hypothesis] = []
        seen = {hypothesis.key: self._alone[hypothesis.key] & scope for hypothesis in group}
        for hypothesis in sorted(group, key=lambda h: (-seen[h.key].bit_count(), self._fixed[h.key], h.key)):
            mask, cost = seen[hypothesis.key], self._fixed[hypothesis.key]
            if not any(
                mask & ~seen[other.key] == 0
                and self._fixed[other.key] <= cost
                and not self._forgivable[other.key]
                for other in kept
            ):
                kept.append(hypothesis)
        return kept

    def _improve(self, cover: Cover, candidates: Sequence[Hypothesis], scope: int) -> Cover:
        rank = self._rank(cover, scope)
        for _ in range(_ROUNDS):
            better = min(self._neighbours(cover, candidates), key=lambda c: self._rank(c, scope), default=cover)
            if self._rank(better, scope) >= rank:
                break
            cover, rank = better, self._rank(better, scope)
        return cover

    def _neighbours(self, cover: Cover, candidates: Sequence[Hypothesis]) -> Iterator[Cover]:
        for index in range(len(cover)):
            yield (*cover[:index], *cover[index + 1 :])
        for candidate in candidates:
            if candidate in cover:
                continue
            yield (*cover, candidate)
            for index in range(len(cover)):
                yield (*cover[:index], candidate, *cover[index + 1 :])

    def _rank(self, cover: Cover, scope: int) -> tuple[float, int, list[tuple[str, str]]]:
        mask = self._cover_mask(cover)
        cost = self.price(cover) + self._left_cost(mask, scope)
        return (round(cost, 6), len(cover), sorted(hypothesis.key for hypothesis in cover))

    # -- masks --------------------------------------------------------------------------------------------------

    def _cover_mask(self, cover: Cover) -> int:
        mask = 0
        for hypothesis in cover:
            mask |= self._alone[hypothesis.key]
        if self._joint and len(cover) > 1:
            mask |= self._joint_mask(cover)
        return mask

    def _joint_mask(self, cover: Cover) -> int:
        key = frozenset(hypothesis.key for hypothesis in cover if hypothesis.gone)
        if key not in self._together:
            gone = [component for hypothesis in cover for component in hypothesis.gone]
            self._together[key] = self._mask(self.explainer.consequences(gone)) & self._far
        return self._together[key]

    def _unforgiven(self, hypothesis: Hypothesis, cover: Cover) -> float:
        against = self._forgivable[hypothesis.key]
        if not against:
            return 0.0
        others = self._cover_mask(tuple(other for other in cover if other.key != hypothesis.key))
        return sum(cost for cost, bit in against if not bit & others)

    def _left_cost(self, explained: int, scope: int) -> float:
        return sum(cost * (bits & scope & ~explained).bit_count() for cost, bits in self._severities)

    def _mask(self, findings: Iterable[Finding]) -> int:
        mask = 0
        for finding in findings:
            mask |= self._bit.get(finding, 0)
        return mask

    def _named(self, mask: int) -> frozenset[Finding]:
        return frozenset(self._findings[bit.bit_length() - 1] for bit in _bits(mask))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def unforgiven(hypothesis: Hypothesis, explained: frozenset[Finding]) -> tuple[Finding, ...]:
    """The findings that speak against a hypothesis, without those that other causes explain."""
    return tuple(
        conflict.finding
        for conflict in hypothesis.conflicts
        if conflict.finding.verdict is not Verdict.FAIL or conflict.finding not in explained
    )
