"""From findings to causes: hypotheses, the smallest cover, alternatives, confidence, consequences, next test."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from netsop.diagnosis.consequences import consequences
from netsop.diagnosis.cover import Cover, Search
from netsop.diagnosis.explain import Explainer
from netsop.diagnosis.hypothesis import FindingIndex, Hypothesis, hypotheses
from netsop.diagnosis.topology import Topology
from netsop.model.cause import Alternative, Answer, Cause, Diagnosis
from netsop.model.check import CheckSpec
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.workspace import Workspace

_MOST_SURE = 0.98
_UNKNOWN_DOUBT = 0.9
_WORTH_NAMING = 0.05


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
    failing = [finding for finding in findings if finding.verdict is Verdict.FAIL]
    if not failing:
        return Diagnosis(answer=_without_failures(findings), findings=tuple(findings))
    topology = Topology(workspace)
    candidates = hypotheses(faults, topology, FindingIndex(findings))
    search = Search(candidates, failing, Explainer(topology, checks, failing))
    cover = search.best()
    given = _Setting(cover, search, topology, workspace.settings.language, observed_at)
    causes = tuple(_cause(hypothesis, given) for hypothesis in cover)
    unexplained = tuple(sorted(search.failing - search.explained(cover), key=lambda finding: finding.key))
    return Diagnosis(
        answer="cause-found" if causes else "unknown",
        causes=tuple(sorted(causes, key=lambda cause: (-cause.confidence, str(cause.component)))),
        unexplained=unexplained,
        findings=tuple(findings),
    )


def _without_failures(findings: Sequence[Finding]) -> Answer:
    seen = any(finding.verdict is Verdict.PASS for finding in findings)
    return "healthy" if seen else "not-known"


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every cause of a diagnosis is made with."""

    cover: Cover
    search: Search
    topology: Topology
    language: Literal["id", "en"]
    observed_at: datetime


def _cause(hypothesis: Hypothesis, given: _Setting) -> Cause:
    spec, cover, search = hypothesis.spec, given.cover, given.search
    rest = tuple(other for other in cover if other is not hypothesis)
    explains = _share(hypothesis, cover, search)
    weights = _rivals(hypothesis, rest, search)
    total = 1.0 + sum(weight for _, weight in weights)
    confidence = min(_MOST_SURE, 1.0 / total) * _UNKNOWN_DOUBT**hypothesis.unmet
    alternatives = tuple(
        Alternative(rival.spec.fault, rival.component, round(weight / total, 2), rival.spec.party)
        for rival, weight in weights
        if weight / total >= _WORTH_NAMING
    )
    asked = spec.ask if alternatives or hypothesis.unmet else {}
    return Cause(
        fault=spec.fault,
        component=hypothesis.component,
        party=spec.party,
        layer=spec.layer,
        confidence=round(confidence, 2),
        says=spec.says[given.language],
        explains=explains,
        not_known=hypothesis.not_known,
        consequences=consequences(explains, hypothesis, given.topology),
        alternatives=alternatives,
        next_test=asked.get(given.language, ""),
        action=spec.action,
        advice=spec.do[given.language],
        onset=_onset(hypothesis, given.observed_at),
    )


def _share(hypothesis: Hypothesis, cover: Cover, search: Search) -> tuple[Finding, ...]:
    """What is explained by this one, or only by the whole cover with its help; its own predictions first."""
    rest = tuple(other for other in cover if other is not hypothesis)
    own = search.explained((hypothesis,)) | (search.explained(cover) - search.explained(rest))
    told = [rule.check for rule in (*hypothesis.spec.must, *hypothesis.spec.may)]

    def weight(finding: Finding) -> tuple[int, tuple[str, str, str]]:
        return (told.index(finding.check) if finding in hypothesis.predicted else len(told), finding.key)

    return tuple(sorted(own, key=weight))


def _rivals(hypothesis: Hypothesis, rest: Cover, search: Search) -> list[tuple[Hypothesis, float]]:
    """Other hypotheses in its place, each with its likelihood relative to this one."""
    base = search.cost((*rest, hypothesis))
    rivals = []
    for candidate in search.candidates:
        if candidate is hypothesis or candidate in rest:
            continue
        weight = math.exp(base - search.cost((*rest, candidate)))
        if weight >= _WORTH_NAMING / 2:
            rivals.append((candidate, weight))
    return sorted(rivals, key=lambda pair: (-pair[1], pair[0].key))


def _onset(hypothesis: Hypothesis, observed_at: datetime) -> datetime | None:
    ages = [finding.since_s for finding in hypothesis.predicted if finding.since_s is not None]
    return observed_at - timedelta(seconds=max(ages)) if ages else None
