"""How good answers are: sets of (component, fault) against what was injected."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from netsop.model.component import Component, Kind
from netsop.model.fault import FaultSpec

from .graph import Graph
from .judge import Judged, Named

Same = Callable[[Named, Named], bool]
"""Whether a cause that was named is the one that was injected: (truth, named)."""
BINS = 10
_FALSE = {"cause-found", "unknown"}


@dataclass(frozen=True, slots=True)
class Key:
    """What counts as right on one network."""

    graph: Graph
    alike: Mapping[str, frozenset[str]]

    def exact(self, truth: Named, named: Named) -> bool:
        """The same fault on the same component."""
        return (truth.fault, truth.component) == (named.fault, named.component)

    def located(self, truth: Named, named: Named) -> bool:
        """The same component; either end of a link counts for the link, and the link for its end."""
        one, other = truth.component, named.component
        if one == other:
            return True
        kinds = {one.kind, other.kind}
        if Kind.INTERFACE not in kinds or not kinds & {Kind.LINK, Kind.CIRCUIT}:
            return False
        return self.graph.cable(one) == self.graph.cable(other)

    def alike_enough(self, truth: Named, named: Named) -> bool:
        """Exact, or what the catalogue itself calls indistinguishable from it, at the same place."""
        if self.exact(truth, named):
            return True
        same_fault = named.fault in self.alike.get(truth.fault, frozenset())
        return same_fault and (self.located(truth, named) or self._shares(truth.component, named.component))

    def _shares(self, one: Component, other: Component) -> bool:
        """A site and its device, a cable and the session over it, a device and its management path."""
        cable = self.graph.cable(one)
        if cable is not None:
            return cable == self.graph.cable(other)
        return bool(self._devices(one) & self._devices(other))

    def _devices(self, component: Component) -> set[str]:
        if component.kind is Kind.SITE:
            return set(self.graph.devices_at(component.name))
        if component.kind is Kind.SERVICE:
            return {self.graph.services[component.name].on or component.name}
        return {component.device} if component.device else set()


def alike(faults: Mapping[str, FaultSpec]) -> dict[str, frozenset[str]]:
    """Fault → those that the catalogue's examples name beside it because nothing tells them apart; both ways."""
    pairs = {
        pair
        for name, spec in faults.items()
        for example in spec.examples
        for other in example.alternatives
        for pair in ((name, other), (other, name))
    }
    return {name: frozenset(other for one, other in pairs if one == name) for name, _ in pairs}


@dataclass(frozen=True, slots=True)
class Hits:
    """How many causes were named rightly, named at all, and there to be named."""

    right: int = 0
    named: int = 0
    there: int = 0

    @property
    def precision(self) -> float:
        """Share of the named that is right."""
        return self.right / self.named if self.named else 0.0

    @property
    def recall(self) -> float:
        """Share of what was there that was named."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.named + self.there
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Causes whose confidence lies in one tenth: how many, what was said on average, how many were right."""

    count: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything about a group of judged trials. Shares are 0 to 1, times in seconds."""

    singles: int
    doubles: int
    healthy: int
    strict: Hits
    lenient: Hits
    located: Hits
    top3: float
    doubles_top3: float
    party: float
    false_alarms: int
    calibration: tuple[Bin, ...]
    calibration_error: float
    verdict_s: float
    slowest_verdict_s: float
    infer_ms: float
    slowest_infer_ms: float


def score(judged: Sequence[Judged], keys: Mapping[str, Key]) -> Scores:
    """The figures of a group. keys: session → what counts as right there."""
    faulty = [each for each in judged if each.kind != "healthy"]
    healthy = [each for each in judged if each.kind == "healthy"]
    doubles = [each for each in faulty if each.kind == "double"]
    bins = _bins(faulty, keys)
    total = sum(each.count for each in bins)
    verdicts = [each.gather_s + each.conclude_s for each in judged]
    inferences = [1000 * each.infer_s for each in judged]
    truths = [(each, truth) for each in faulty for truth in each.truth]
    return Scores(
        singles=len(faulty) - len(doubles), doubles=len(doubles), healthy=len(healthy),
        strict=_hits(faulty, lambda each: keys[each.session].exact),
        lenient=_hits(faulty, lambda each: keys[each.session].alike_enough),
        located=_hits(faulty, lambda each: keys[each.session].located),
        top3=_share(in_top3(each, truth, keys[each.session].exact) for each, truth in truths),
        doubles_top3=_share(
            all(in_top3(each, truth, keys[each.session].exact) for truth in each.truth) for each in doubles
        ),
        party=_share(right for each in faulty for right in parties(each, keys[each.session]).values()),
        false_alarms=sum(each.answer in _FALSE for each in healthy),
        calibration=bins,
        calibration_error=sum(each.count * abs(each.said - each.right) for each in bins) / total if total else 0.0,
        verdict_s=statistics.median(verdicts) if verdicts else 0.0, slowest_verdict_s=max(verdicts, default=0.0),
        infer_ms=statistics.median(inferences) if inferences else 0.0, slowest_infer_ms=max(inferences, default=0.0),
    )  # fmt: skip


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values) if values else 0.0


def _hits(judged: Iterable[Judged], same: Callable[[Judged], Same]) -> Hits:
    right = named = there = 0
    for each in judged:
        right += len(matched(each.truth, each.causes, same(each)))
        named += len(each.causes)
        there += len(each.truth)
    return Hits(right, named, there)


def matched(truths: Sequence[Named], named: Sequence[Named], same: Same) -> dict[Named, Named]:
    """Truth → the cause that names it; each cause serves one truth only."""
    left, found = list(named), {}
    for truth in truths:
        hit = next((each for each in left if same(truth, each)), None)
        if hit is not None:
            left.remove(hit)
            found[truth] = hit
    return found


def in_top3(each: Judged, truth: Named, same: Same) -> bool:
    """Whether a truth is among the first three of causes and alternatives."""
    return any(same(truth, named) for named in each.ranked[:3])


def parties(each: Judged, key: Key) -> dict[Named, bool]:
    """Truth → whether the cause that stands for it, exact, else at its place, else the next left, names its party."""
    exact = matched(each.truth, each.causes, key.exact)
    left = [cause for cause in each.causes if cause not in exact.values()]
    rest = [truth for truth in each.truth if truth not in exact]
    near = matched(rest, left, key.located)
    left = [cause for cause in left if cause not in near.values()]
    others = [truth for truth in rest if truth not in near]
    standing = exact | near | dict(zip(others, left, strict=False))
    return {truth: truth in standing and standing[truth].party == truth.party for truth in each.truth}


def _bins(faulty: Iterable[Judged], keys: Mapping[str, Key]) -> tuple[Bin, ...]:
    said: list[list[float]] = [[] for _ in range(BINS)]
    right: list[int] = [0] * BINS
    for each in faulty:
        hits = matched(each.truth, each.causes, keys[each.session].exact).values()
        for cause in each.causes:
            place = min(int(cause.confidence * BINS), BINS - 1)
            said[place].append(cause.confidence)
            right[place] += cause in hits
    return tuple(
        Bin(len(values), sum(values) / len(values), hits / len(values)) if values else Bin(0, 0.0, 0.0)
        for values, hits in zip(said, right, strict=True)
    )
