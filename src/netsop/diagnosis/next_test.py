"""The next best test: what nobody could see yet, and would tell the remaining candidates apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from netsop.diagnosis.hypothesis import FindingIndex, Hypothesis, outcomes
from netsop.diagnosis.topology import Topology
from netsop.model.finding import Finding, Verdict

Weighted = Sequence[tuple[Hypothesis, float]]


def next_tests(chosen: Hypothesis, rivals: Weighted, topology: Topology, index: FindingIndex) -> tuple[Finding, ...]:
    """Unknown findings, those first that split the chosen hypothesis from the most likely rivals; each with a use."""
    own = _forecast(chosen, topology, index)
    use: dict[Finding, float] = defaultdict(float)
    for rival, weight in rivals:
        theirs = _forecast(rival, topology, index)
        for finding in own.keys() | theirs.keys():
            if own.get(finding, Verdict.PASS) is not theirs.get(finding, Verdict.PASS):
                use[finding] += weight
    for finding, verdict in own.items():
        if verdict is Verdict.FAIL:
            use[finding] += 1.0 - chosen_share(rivals)
    return tuple(sorted(use, key=lambda finding: (-round(use[finding], 6), finding.key)))


def chosen_share(rivals: Weighted) -> float:
    """How likely the chosen one is among them all, 0 to 1."""
    return 1.0 / (1.0 + sum(weight for _, weight in rivals))


def _forecast(hypothesis: Hypothesis, topology: Topology, index: FindingIndex) -> dict[Finding, Verdict]:
    """What each unknown finding would be, if the hypothesis were true."""
    forecast: dict[Finding, Verdict] = {}
    for outcome in outcomes(hypothesis.spec, hypothesis.component, topology, index):
        verdict = Verdict(outcome.rule.verdict)
        if outcome.part == "refuted_by":
            verdict = Verdict.PASS if verdict is Verdict.FAIL else Verdict.FAIL
        if outcome.part != "may":
            forecast.update((finding, verdict) for finding in _unknown(outcome.findings))
    return forecast


def _unknown(findings: Iterable[Finding]) -> Iterable[Finding]:
    return (finding for finding in findings if finding.verdict is Verdict.UNKNOWN)
