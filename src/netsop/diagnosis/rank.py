"""From findings to causes: hypotheses, the smallest cover, alternatives, confidence, consequences, next test."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from netsop.diagnosis.announced import announced, announced_by_isp
from netsop.diagnosis.confidence import confidence
from netsop.diagnosis.consequences import consequences
from netsop.diagnosis.cover import Cover, Search, unforgiven
from netsop.diagnosis.explain import Explainer
from netsop.diagnosis.hypothesis import FindingIndex, Hypothesis, hypotheses
from netsop.diagnosis.next_test import next_tests
from netsop.diagnosis.topology import Topology
from netsop.model.cause import Alternative, Answer, Cause, Diagnosis
from netsop.model.check import CheckSpec
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.workspace import Workspace

ENOUGH_TO_NAME = 0.4
"""The confidence below which something is a suspicion and no cause: more often wrong than right."""
_WORTH_NAMING = 0.05
_MOST_ALTERNATIVES = 6


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everything that a diagnosis was made from, for those who ask why."""

    topology: Topology
    index: FindingIndex
    search: Search
    cover: Cover
    checks: Mapping[str, CheckSpec]
    faults: Mapping[str, FaultSpec]
    announced: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    language: Literal["id", "en"]
    observed_at: datetime


def diagnose(
    workspace: Workspace,
    checks: Mapping[str, CheckSpec],
    faults: Mapping[str, FaultSpec],
    findings: Sequence[Finding],
    observed_at: datetime,
) -> Diagnosis:
    """The causes of what fails, with confidence, evidence, alternatives and consequences.

    observed_at: when the facts were read; the onset is counted back from it.
    """
    return answer(rank(workspace, checks, faults, findings, observed_at))


def answer(ranking: Ranking) -> Diagnosis:
    """What a ranking comes to."""
    findings, search = ranking.findings, ranking.search
    if not search.failing:
        return Diagnosis(_without_failures(findings), findings=findings, announced=ranking.announced)
    named = sorted(
        (_cause(hypothesis, ranking) for hypothesis in ranking.cover),
        key=lambda cause: (-cause.confidence, str(cause.component)),
    )
    causes = tuple(cause for cause in named if cause.confidence >= ENOUGH_TO_NAME)
    told = {finding for cause in causes for finding in cause.explains}
    return Diagnosis(
        answer="cause-found" if causes else "unknown",
        causes=causes,
        unexplained=tuple(finding for finding in sorted(search.failing, key=_key) if finding not in told),
        findings=findings,
        announced=ranking.announced,
        suspicions=tuple(cause for cause in named if cause.confidence < ENOUGH_TO_NAME),
    )


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.key


def rank(
    workspace: Workspace,
    checks: Mapping[str, CheckSpec],
    faults: Mapping[str, FaultSpec],
    findings: Sequence[Finding],
    observed_at: datetime,
) -> Ranking:
    """The cheapest cover of what fails and was not announced, with the hypotheses that it was chosen from."""
    topology = Topology(workspace)
    topology.announced_by_isp = announced_by_isp(workspace, observed_at)
    failing = [finding for finding in findings if finding.verdict is Verdict.FAIL]
    expected = announced(workspace, Explainer(topology, checks, failing), observed_at)
    index = FindingIndex([finding for finding in findings if finding not in expected] if expected else findings)
    candidates = hypotheses(faults, topology, index) if index.failing else []
    search = Search(candidates, index.failing, Explainer(topology, checks, index.failing))
    shown = tuple(sorted(expected, key=lambda finding: finding.key))
    language = workspace.settings.language
    return Ranking(
        topology, index, search, search.best(), checks, faults, shown, tuple(findings), language, observed_at
    )


def _without_failures(findings: Sequence[Finding]) -> Answer:
    seen = any(finding.verdict is Verdict.PASS for finding in findings)
    return "healthy" if seen else "not-known"


def _cause(hypothesis: Hypothesis, ranking: Ranking) -> Cause:
    spec, language = hypothesis.spec, ranking.language
    cover, search = ranking.cover, ranking.search
    rest = tuple(other for other in cover if other is not hypothesis)
    explains = share(hypothesis, cover, search)
    weights = rivals(hypothesis, rest, search)
    total = 1.0 + sum(weight for _, weight in weights)
    against = unforgiven(hypothesis, search.explained(rest))
    sure = confidence(
        (weight for _, weight in weights),
        unmet=hypothesis.unmet, decided=hypothesis.decided, conflicts=len(against),
    )  # fmt: skip
    alternatives = tuple(
        Alternative(rival.spec.fault, rival.component, round(weight / total, 2), rival.spec.party)
        for rival, weight in weights[:_MOST_ALTERNATIVES]
        if weight / total >= _WORTH_NAMING
    )
    asked = spec.ask if alternatives or hypothesis.unmet else {}
    return Cause(
        fault=spec.fault,
        component=hypothesis.component,
        party=spec.party,
        layer=spec.layer,
        confidence=round(sure, 2),
        says=spec.says[language],
        explains=explains,
        contradicted_by=against,
        not_known=hypothesis.not_known,
        consequences=consequences(explains, hypothesis, ranking.topology),
        alternatives=alternatives,
        next_test=asked.get(language, ""),
        open_findings=next_tests(hypothesis, weights, ranking.topology, ranking.index),
        action=spec.action,
        advice=spec.do[language],
        onset=_onset(hypothesis, ranking.observed_at),
    )


def share(hypothesis: Hypothesis, cover: Cover, search: Search) -> tuple[Finding, ...]:
    """What is explained by this one, or only by the whole cover with its help; its own predictions first."""
    rest = tuple(other for other in cover if other is not hypothesis)
    own = search.explained((hypothesis,)) | (search.explained(cover) - search.explained(rest))
    told = [rule.check for rule in (*hypothesis.spec.decisive, *hypothesis.spec.may)]

    def weight(finding: Finding) -> tuple[int, tuple[str, str, str]]:
        return (told.index(finding.check) if finding in hypothesis.predicted else len(told), finding.key)

    return tuple(sorted(own, key=weight))


def rivals(hypothesis: Hypothesis, rest: Cover, search: Search) -> list[tuple[Hypothesis, float]]:
    """Other hypotheses in its place, each with its likelihood relative to this one."""
    base = search.cost((*rest, hypothesis))
    found = []
    for candidate in search.sharing(hypothesis):
        if candidate is hypothesis or candidate in rest:
            continue
        weight = math.exp(base - search.cost((*rest, candidate)))
        if weight >= _WORTH_NAMING / 2:
            found.append((candidate, weight))
    return sorted(found, key=lambda pair: (-pair[1], pair[0].key))


def _onset(hypothesis: Hypothesis, observed_at: datetime) -> datetime | None:
    ages = [finding.since_s for finding in hypothesis.predicted if finding.since_s is not None]
    return observed_at - timedelta(seconds=max(ages)) if ages else None
