"""The smallest set of hypotheses that explains the failing findings: exact for pairs, local search beyond.

Findings are bits of a number, so that what a set of hypotheses explains is an `or`, and hypotheses are numbers.
Hypotheses that share no finding are solved apart: the work grows with the number of outages, not with its square.
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

_PAIRS_UP_TO = 60
_ROUNDS = 60
_MOST_COMPARED = 200
"""Failing ways beyond which what parts the network is not weighed any more against a fault of each device's own."""
_ALL = ~0

Cover = tuple[Hypothesis, ...]
Chosen = tuple[int, ...]


class Search:
    """Finds the cheapest cover of the failing findings."""

    def __init__(self, candidates: Sequence[Hypothesis], failing: Iterable[Finding], explainer: Explainer) -> None:
        self.candidates = tuple(candidates)
        self.explainer = explainer
        self._findings = sorted(set(failing), key=lambda finding: finding.key)
        self.failing = frozenset(self._findings)
        self._bit = {finding: 1 << number for number, finding in enumerate(self._findings)}
        self._number = {hypothesis.key: number for number, hypothesis in enumerate(self.candidates)}
        self._severities = [
            (cost, self._mask(f for f in self._findings if f.severity == severity))
            for severity, cost in COST_OF_UNEXPLAINED.items()
        ]
        self._alone = [self._mask(h.predicted | explainer.consequences(h.gone)) for h in self.candidates]
        self._fixed = [h.cost + sum(c.cost for c in h.conflicts if c.finding not in self._bit) for h in self.candidates]
        self._forgivable = [
            tuple((c.cost, self._bit[c.finding]) for c in h.conflicts if c.finding in self._bit)
            for h in self.candidates
        ]  # fmt: skip
        self._far = self._mask(explainer.far_off)
        self._together: dict[frozenset[int], int] = {}
        self._joint = False

    # -- for others ---------------------------------------------------------------------------------------------

    def explained(self, cover: Cover) -> frozenset[Finding]:
        """The failing findings that a set of hypotheses accounts for together."""
        return self._named(self._cover_mask(self._numbers(cover)))

    def cost(self, cover: Cover) -> float:
        """The cost of the hypotheses, of what speaks against them, and of what they leave unexplained."""
        return self._cost(self._numbers(cover), _ALL)

    def sharing(self, hypothesis: Hypothesis) -> list[Hypothesis]:
        """The hypotheses that explain some of what this one explains."""
        mask = self._alone[self._number[hypothesis.key]]
        return [candidate for number, candidate in enumerate(self.candidates) if self._alone[number] & mask]

    def best(self) -> Cover:
        """The cheapest cover found; empty when nothing in the catalogue is worth its cost."""
        return tuple(sorted((self.candidates[number] for number in self._best()), key=lambda found: found.key))

    # -- the search ---------------------------------------------------------------------------------------------

    def _best(self) -> Chosen:
        """What breaks nearby first: together it may part the network, which no single one of them does."""
        if not self._far:
            return self._solve(_ALL)
        near = self._solve(~self._far)
        alone = self._cover_mask(near)
        joined = alone | self._joint_mask(near)
        if joined == alone:
            return self._solve(_ALL)
        rest = self._solve(~joined)
        few = self._far.bit_count() <= _MOST_COMPARED
        apart = self._solve(_ALL) if few else None
        self._joint = True  # from here on, covers count with what they part together
        together = self._without_idle((*near, *(number for number in rest if number not in near)))
        if apart is None:
            return together
        return min((apart, together), key=lambda chosen: self._rank(chosen, _ALL))

    def _without_idle(self, chosen: Chosen) -> Chosen:
        """Leave out what the others explain together."""
        while chosen:
            smaller = [(*chosen[:index], *chosen[index + 1 :]) for index in range(len(chosen))]
            best = min(smaller, key=lambda each: self._rank(each, _ALL))
            if self._rank(best, _ALL) >= self._rank(chosen, _ALL):
                break
            chosen = best
        return chosen

    def _solve(self, scope: int) -> Chosen:
        """The best cover of the findings in scope, each hypothesis by itself."""
        return tuple(sorted(number for group in self._groups(scope) for number in self._best_of(group, scope)))

    def _groups(self, scope: int) -> Iterator[list[int]]:
        """Hypotheses that share findings in scope, directly or through others."""
        useful = [number for number, mask in enumerate(self._alone) if mask & scope]
        parent = {number: number for number in useful}

        def root(number: int) -> int:
            while parent[number] != number:
                parent[number] = parent[parent[number]]
                number = parent[number]
            return number

        owner: dict[int, int] = {}
        for number in useful:
            touched = self._alone[number]
            for _, bit in self._forgivable[number]:
                touched |= bit
            for bit in _bits(touched & scope):
                parent[root(number)] = root(owner.setdefault(bit, number))
        groups: dict[int, list[int]] = defaultdict(list)
        for number in useful:
            groups[root(number)].append(number)
        yield from groups.values()

    def _best_of(self, group: Sequence[int], scope: int) -> Chosen:
        candidates = self._undominated(group, scope)
        shared = 0
        for number in candidates:
            shared |= self._alone[number]
        scope &= shared
        starts: list[Chosen] = [(), *((number,) for number in candidates), self._greedy(candidates, scope)]
        if len(candidates) <= _PAIRS_UP_TO:
            starts += combinations(candidates, 2)
        return self._improve(min(starts, key=lambda chosen: self._rank(chosen, scope)), candidates, scope)

    def _undominated(self, group: Sequence[int], scope: int) -> list[int]:
        """Without those that explain no more than another that costs no more and has nothing to be forgiven."""
        kept: list[int] = []
        for number in sorted(group, key=lambda n: (-(self._alone[n] & scope).bit_count(), self._fixed[n], n)):
            mask, cost = self._alone[number] & scope, self._fixed[number]
            if not any(
                not mask & ~self._alone[other] and self._fixed[other] <= cost and not self._forgivable[other]
                for other in kept
            ):
                kept.append(number)
        return kept

    def _greedy(self, candidates: Sequence[int], scope: int) -> Chosen:
        """One after the other, always the one that saves most."""
        chosen: list[int] = []
        left = scope & ((1 << len(self._findings)) - 1)
        open_ones = list(candidates)
        while open_ones:
            saved = {n: self._worth(self._alone[n] & left) - self._fixed[n] for n in open_ones}
            best = max(open_ones, key=lambda n: (saved[n], -n))
            if saved[best] <= 0:
                break
            chosen.append(best)
            left &= ~self._alone[best]
            open_ones = [n for n in open_ones if n != best and self._alone[n] & left]
        return tuple(sorted(chosen))

    def _improve(self, chosen: Chosen, candidates: Sequence[int], scope: int) -> Chosen:
        rank = self._rank(chosen, scope)
        for _ in range(_ROUNDS):
            better, its = chosen, rank
            for neighbour in self._neighbours(chosen, candidates):
                found = self._rank(neighbour, scope)
                if found < its:
                    better, its = neighbour, found
            if better is chosen:
                break
            chosen, rank = better, its
        return chosen

    def _neighbours(self, chosen: Chosen, candidates: Sequence[int]) -> Iterator[Chosen]:
        for index in range(len(chosen)):
            yield (*chosen[:index], *chosen[index + 1 :])
        for candidate in candidates:
            if candidate in chosen:
                continue
            yield (*chosen, candidate)
            for index, there in enumerate(chosen):
                if self._alone[there] & self._alone[candidate]:
                    yield (*chosen[:index], candidate, *chosen[index + 1 :])

    # -- costs --------------------------------------------------------------------------------------------------

    def _rank(self, chosen: Chosen, scope: int) -> tuple[float, int, Chosen]:
        return (round(self._cost(chosen, scope), 6), len(chosen), tuple(sorted(chosen)))

    def _cost(self, chosen: Chosen, scope: int) -> float:
        explained = self._cover_mask(chosen)
        cost = sum(self._fixed[number] for number in chosen)
        for number in chosen:
            if self._forgivable[number]:
                cost += self._unforgiven(number, chosen)
        return cost + self._worth(scope & ~explained)

    def _unforgiven(self, number: int, chosen: Chosen) -> float:
        others = self._cover_mask(tuple(other for other in chosen if other != number))
        return sum(cost for cost, bit in self._forgivable[number] if not bit & others)

    def _worth(self, mask: int) -> float:
        """What it costs to leave these findings unexplained."""
        return sum(cost * (bits & mask).bit_count() for cost, bits in self._severities)

    # -- masks --------------------------------------------------------------------------------------------------

    def _cover_mask(self, chosen: Chosen) -> int:
        mask = 0
        for number in chosen:
            mask |= self._alone[number]
        if self._joint and len(chosen) > 1:
            mask |= self._joint_mask(chosen)
        return mask

    def _joint_mask(self, chosen: Chosen) -> int:
        key = frozenset(number for number in chosen if self.candidates[number].gone)
        if key not in self._together:
            gone = [component for number in key for component in self.candidates[number].gone]
            self._together[key] = self._mask(self.explainer.consequences(gone)) & self._far
        return self._together[key]

    def _numbers(self, cover: Cover) -> Chosen:
        return tuple(self._number[hypothesis.key] for hypothesis in cover)

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
