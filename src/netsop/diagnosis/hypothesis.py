"""Hypotheses: a fault of the catalogue on a component, held against the findings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from netsop.diagnosis.relations import related
from netsop.diagnosis.topology import Topology
from netsop.diagnosis.traits import traits
from netsop.diagnosis.way import on_the_way
from netsop.model.component import Component, Kind
from netsop.model.fault import FaultSpec, Prediction
from netsop.model.finding import Finding, Verdict

COST_OF_UNKNOWN = 1.2
"""What a required prediction that could not be checked adds to a hypothesis' cost (natural logarithm)."""
COST_OF_UNDECIDED = 5.5
"""What it adds that none of the failures that decide could be checked: only what follows from it was seen."""
COST_OF_MISSED = 8.0
"""What a finding adds that should fail and passes, or that should pass and fails while nothing else explains it."""
COST_OF_REFUTED = 11.0
"""What a finding adds that rules the fault out."""
MOST_CONFLICTS = 2
"""A hypothesis that more findings speak against does not stand, whatever it explains."""

ANYWHERE = frozenset({"services", "beyond"})
"""Relations that are no neighbourhood: what they name asks for nothing in particular."""

Part = Literal["must", "must_any", "may", "refuted_by"]


class FindingIndex:
    """Findings by check and component. A check is about one kind of component, so that the name tells which one."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._by_check: dict[str, list[Finding]] = defaultdict(list)
        self._by_name: dict[str, dict[str, list[Finding]]] = {}
        self._failing: dict[tuple[str, Component], list[Finding]] = defaultdict(list)
        self.failing: list[Finding] = []
        self.noticed: list[Finding] = []
        for finding in findings:
            self._by_check[finding.check].append(finding)
            if finding.verdict is not Verdict.FAIL:
                continue
            if finding.severity == "notice":
                self.noticed.append(finding)
            else:
                self.failing.append(finding)
                self._failing[(finding.check, finding.component)].append(finding)

    def failing_of(self, check: str, components: Iterable[Component]) -> list[Finding]:
        """The failing findings of a check on these components."""
        return [finding for component in components for finding in self._failing.get((check, component), ())]

    def of(self, check: str, components: Iterable[Component]) -> list[Finding]:
        """All findings of a check on these components."""
        found = self._named(check)
        return [
            finding
            for component in components
            for finding in found.get(component.name, ())
            if finding.component.kind is component.kind
        ]

    def _named(self, check: str) -> dict[str, list[Finding]]:
        """The findings of one check by the name of their component; made when first asked for."""
        if check not in self._by_name:
            found: dict[str, list[Finding]] = defaultdict(list)
            for finding in self._by_check.get(check, ()):
                found[finding.component.name].append(finding)
            self._by_name[check] = found
        return self._by_name[check]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A finding that speaks against a hypothesis, and what that costs.

    One that fails is forgiven where another fault explains it.
    """

    finding: Finding
    cost: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A prediction held against the findings. state: PASS it came true, FAIL it did not, UNKNOWN nobody could see."""

    part: Part
    rule: Prediction
    state: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A fault on a component that at least one failing finding asks for.

    predicted: failing findings that it explains directly; not_known: what it requires and nobody could see.
    decided: at least one of the failures that it requires was seen. conflicts: what speaks against it.
    """

    spec: FaultSpec
    component: Component
    predicted: frozenset[Finding]
    not_known: tuple[Finding, ...]
    unmet: int
    decided: bool
    conflicts: tuple[Conflict, ...]
    gone: tuple[Component, ...]

    @property
    def cost(self) -> float:
        """-ln(prior), and a charge for what is not known. Conflicts come on top, as far as nothing forgives them."""
        return -math.log(self.spec.prior) + COST_OF_UNKNOWN * self.unmet + COST_OF_UNDECIDED * (not self.decided)

    @property
    def key(self) -> tuple[str, str]:
        """Identity, and the order between equals."""
        return (self.spec.fault, str(self.component))


def hypotheses(faults: Mapping[str, FaultSpec], topology: Topology, index: FindingIndex) -> list[Hypothesis]:
    """Every hypothesis that a failing finding asks for and that is not refuted beyond doubt, likeliest first."""
    found = [
        hypothesis
        for spec, component in _asked_for(faults, topology, index)
        if set(spec.where) <= traits(topology, component)
        and (hypothesis := hold(spec, component, topology, index)) is not None
    ]
    return sorted(found, key=lambda hypothesis: (hypothesis.cost, hypothesis.key))


def _asked_for(
    faults: Mapping[str, FaultSpec], topology: Topology, index: FindingIndex
) -> Iterator[tuple[FaultSpec, Component]]:
    """Each fault on each component where it would explain a failing finding."""
    failing: dict[str, set[Component]] = defaultdict(set)
    for finding in (*index.failing, *index.noticed):
        failing[finding.check].add(finding.component)
    places = _Places(topology)
    for spec in faults.values():
        asked: set[Component] = set()
        for rule in (*spec.decisive, *spec.may):
            if rule.verdict == "fail" and rule.check in failing and rule.of not in ANYWHERE:
                asked |= places.where(spec.component, rule.of, failing[rule.check])
        for component in sorted(asked):
            yield spec, component


class _Places:
    """The inverse of relations: on which components of a kind a fault must sit to touch others."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._inverse: dict[tuple[Kind, str], dict[Component, list[Component]]] = {}

    def where(self, kind: Kind, relation: str, touched: set[Component]) -> set[Component]:
        if relation == "self":
            return {component for component in touched if component.kind is kind}
        inverse = self._of(kind, relation)
        return {place for component in touched for place in inverse.get(component, ())}

    def _of(self, kind: Kind, relation: str) -> dict[Component, list[Component]]:
        key = (kind, relation)
        if key not in self._inverse:
            inverse: dict[Component, list[Component]] = defaultdict(list)
            for place in self._topology.components(kind):
                for component in related(self._topology, place, relation):
                    inverse[component].append(place)
            self._inverse[key] = inverse
        return self._inverse[key]


def outcomes(spec: FaultSpec, component: Component, topology: Topology, index: FindingIndex) -> tuple[Outcome, ...]:
    """Every prediction of a fault, held against the findings."""
    parts: tuple[tuple[Part, tuple[Prediction, ...]], ...] = (
        ("must", spec.must), ("must_any", spec.must_any), ("may", spec.may), ("refuted_by", spec.refuted_by),
    )  # fmt: skip
    return tuple(_outcome(part, rule, component, topology, index) for part, rules in parts for rule in rules)


def _outcome(part: Part, rule: Prediction, component: Component, topology: Topology, index: FindingIndex) -> Outcome:
    components = related(topology, component, rule.of)
    if part == "may":
        findings = tuple(index.failing_of(rule.check, components))
        if rule.of in ANYWHERE:
            findings = tuple(finding for finding in findings if on_the_way(topology, component, finding))
        return Outcome(part, rule, Verdict.PASS if findings else Verdict.UNKNOWN, findings)
    findings = tuple(index.of(rule.check, components))
    return Outcome(part, rule, _state(rule, findings), findings)


def _state(rule: Prediction, findings: tuple[Finding, ...]) -> Verdict:
    known = [finding for finding in findings if finding.verdict is not Verdict.UNKNOWN]
    true = [finding for finding in known if finding.verdict == rule.verdict]
    if rule.how == "any":
        if true:
            return Verdict.PASS
        return Verdict.FAIL if known and len(known) == len(findings) else Verdict.UNKNOWN
    if len(true) < len(known):
        return Verdict.FAIL
    return Verdict.PASS if known else Verdict.UNKNOWN


def hold(spec: FaultSpec, component: Component, topology: Topology, index: FindingIndex) -> Hypothesis | None:
    """The hypothesis of a fault on a component; None where it explains nothing or too much speaks against it."""
    return weigh(spec, component, outcomes(spec, component, topology, index), topology)


def weigh(
    spec: FaultSpec, component: Component, held: tuple[Outcome, ...], topology: Topology
) -> Hypothesis | None:
    """As `hold`, from predictions that have been held against the findings."""
    deciding = frozenset(_failing(held, "must")) | frozenset(_failing(held, "must_any"))
    decided = bool(deciding)
    follows = frozenset(_failing(held if decided else _nearby(held), "may"))
    predicted = frozenset(finding for finding in deciding | follows if finding.severity != "notice")
    against = tuple(conflicts(held))
    if _rests_on_a_rumour(held):
        return None
    if not predicted or sum(conflict.finding.verdict is Verdict.PASS for conflict in against) > MOST_CONFLICTS:
        return None
    open_rules = list(_open(held))
    if not decided and not any(outcome.findings and outcome.rule.verdict == "fail" for outcome in open_rules):
        return None
    return Hypothesis(
        spec,
        component,
        predicted,
        tuple(f for outcome in open_rules for f in outcome.findings if f.verdict is Verdict.UNKNOWN),
        len(open_rules),
        decided,
        against,
        _gone(spec, component, topology),
    )


def _rests_on_a_rumour(held: Iterable[Outcome]) -> bool:
    """Whether a notice that is required was not seen: it has no symptom of its own that could speak for it."""
    return any(
        outcome.part == "must"
        and outcome.rule.verdict == "fail"
        and outcome.state is Verdict.UNKNOWN
        and all(finding.severity == "notice" for finding in outcome.findings)
        for outcome in held
        if outcome.findings
    )


def _open(held: tuple[Outcome, ...]) -> Iterator[Outcome]:
    """What is required and could not be seen; of `must_any`, only when none of it came true."""
    came_true = any(outcome.part == "must_any" and outcome.state is Verdict.PASS for outcome in held)
    for outcome in held:
        required = outcome.part == "must" or (outcome.part == "must_any" and not came_true)
        if required and outcome.state is Verdict.UNKNOWN and (outcome.findings or outcome.rule.verdict == "fail"):
            yield outcome  # what does not apply (light on copper) leaves nothing open


def _nearby(held: Iterable[Outcome]) -> Iterator[Outcome]:
    """Without what is far off: while nothing that decides was seen, that speaks for every fault alike."""
    return (outcome for outcome in held if outcome.rule.of not in ANYWHERE)


def _failing(held: Iterable[Outcome], part: Part) -> Iterator[Finding]:
    """The failing findings that a part of the rules predicts."""
    for outcome in held:
        if outcome.part == part and outcome.rule.verdict == "fail":
            yield from (finding for finding in outcome.findings if finding.verdict is Verdict.FAIL)


def conflicts(held: Iterable[Outcome]) -> Iterator[Conflict]:
    """What speaks against it, each finding once."""
    costs: dict[Finding, float] = {}
    if _none_of_any(held):
        missed = next(f for o in held if o.part == "must_any" for f in o.findings if f.verdict != o.rule.verdict)
        costs[missed] = COST_OF_MISSED
    for outcome in held:
        for finding, cost in _against(outcome):
            costs[finding] = max(cost, costs.get(finding, 0.0))
    for finding in sorted(costs, key=lambda finding: finding.key):
        yield Conflict(finding, costs[finding])


def _none_of_any(held: Iterable[Outcome]) -> bool:
    """Whether all of `must_any` was seen and none of it is so."""
    any_of = [outcome for outcome in held if outcome.part == "must_any" and outcome.findings]
    return bool(any_of) and all(outcome.state is Verdict.FAIL for outcome in any_of)


def _against(outcome: Outcome) -> Iterator[tuple[Finding, float]]:
    rule, findings = outcome.rule, outcome.findings
    if outcome.part == "refuted_by":
        hits = [finding for finding in findings if finding.verdict == rule.verdict]
        if hits and (rule.how == "any" or len(hits) == len(findings)):
            yield from ((finding, COST_OF_REFUTED) for finding in (hits if rule.how == "any" else hits[:1]))
    elif outcome.part == "must" and outcome.state is Verdict.FAIL:
        missed = [f for f in findings if f.verdict not in {Verdict.UNKNOWN, Verdict(rule.verdict)}]
        yield from ((finding, COST_OF_MISSED) for finding in (missed if rule.how == "all" else missed[:1]))


def _gone(spec: FaultSpec, component: Component, topology: Topology) -> tuple[Component, ...]:
    match spec.takes:
        case "component":
            return (component,)
        case "sessions":
            if component.kind is Kind.SESSION:
                return (component,)
            return related(topology, component, "sessions")
    return ()
