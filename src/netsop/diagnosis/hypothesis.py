"""Hypotheses: a fault of the catalogue on a component, held against the findings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netsop.diagnosis.relations import related
from netsop.diagnosis.topology import Topology
from netsop.diagnosis.traits import traits
from netsop.model.component import Component, Kind
from netsop.model.fault import FaultSpec, Prediction
from netsop.model.finding import Finding, Verdict

COST_OF_UNKNOWN = 1.2
"""What a required prediction that could not be checked adds to a hypothesis' cost (natural logarithm)."""


class FindingIndex:
    """Findings by check and component."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._found: dict[tuple[str, Component], list[Finding]] = defaultdict(list)
        for finding in findings:
            self._found[(finding.check, finding.component)].append(finding)

    def of(self, check: str, components: Iterable[Component]) -> list[Finding]:
        """All findings of a check on these components."""
        return [finding for component in components for finding in self._found.get((check, component), ())]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A fault on a component that nothing refutes and at least one failing finding asks for.

    predicted: failing findings that it explains directly; not_known: what it requires and nobody could see.
    cost: the lower the likelier: -ln(prior) plus what is not known.
    """

    spec: FaultSpec
    component: Component
    predicted: frozenset[Finding]
    not_known: tuple[Finding, ...]
    unmet: int
    gone: tuple[Component, ...]

    @property
    def cost(self) -> float:
        """-ln(prior), and a charge for each requirement that is not known."""
        return -math.log(self.spec.prior) + COST_OF_UNKNOWN * self.unmet

    @property
    def key(self) -> tuple[str, str]:
        """Identity, and the order between equals."""
        return (self.spec.fault, str(self.component))


def hypotheses(faults: Mapping[str, FaultSpec], topology: Topology, index: FindingIndex) -> list[Hypothesis]:
    """Every hypothesis that stands, likeliest first."""
    found = [
        hypothesis
        for spec in faults.values()
        for component in topology.components(spec.component)
        if set(spec.where) <= traits(topology, component)
        and (hypothesis := _hold(spec, component, topology, index)) is not None
    ]
    return sorted(found, key=lambda hypothesis: (hypothesis.cost, hypothesis.key))


def _hold(spec: FaultSpec, component: Component, topology: Topology, index: FindingIndex) -> Hypothesis | None:
    if any(_seen(rule, component, topology, index) for rule in spec.refuted_by):
        return None
    predicted: set[Finding] = set()
    not_known: list[Finding] = []
    unmet = 0
    for rule in spec.must:
        findings = index.of(rule.check, related(topology, component, rule.of))
        if not findings and rule.verdict == "pass":
            continue  # a check that does not apply here (light on a copper link) leaves nothing open
        state = _state(rule, findings)
        if state is Verdict.FAIL:
            return None
        if state is Verdict.UNKNOWN:
            unmet += 1
            not_known += [finding for finding in findings if finding.verdict is Verdict.UNKNOWN]
        predicted |= {finding for finding in findings if finding.verdict is Verdict.FAIL and rule.verdict == "fail"}
    if not predicted:
        return None
    for rule in spec.may:
        findings = index.of(rule.check, related(topology, component, rule.of))
        predicted |= {finding for finding in findings if finding.verdict is Verdict.FAIL}
    return Hypothesis(spec, component, frozenset(predicted), tuple(not_known), unmet, _gone(spec, component, topology))


def _state(rule: Prediction, findings: list[Finding]) -> Verdict:
    """PASS when the prediction came true, FAIL when it is contradicted, UNKNOWN when nobody could see."""
    known = [finding for finding in findings if finding.verdict is not Verdict.UNKNOWN]
    true = [finding for finding in known if finding.verdict == rule.verdict]
    if rule.how == "any":
        if true:
            return Verdict.PASS
        return Verdict.FAIL if known and len(known) == len(findings) else Verdict.UNKNOWN
    if len(true) < len(known):
        return Verdict.FAIL
    return Verdict.PASS if known else Verdict.UNKNOWN


def _seen(rule: Prediction, component: Component, topology: Topology, index: FindingIndex) -> bool:
    findings = index.of(rule.check, related(topology, component, rule.of))
    hits = [finding for finding in findings if finding.verdict == rule.verdict]
    return bool(hits) and (rule.how == "any" or len(hits) == len(findings))


def _gone(spec: FaultSpec, component: Component, topology: Topology) -> tuple[Component, ...]:
    match spec.takes:
        case "component":
            return (component,)
        case "sessions":
            if component.kind is Kind.SESSION:
                return (component,)
            return related(topology, component, "sessions")
    return ()
