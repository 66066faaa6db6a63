"""Why a cause was chosen, and why another was not. Pure, from what the diagnosis was made from."""

from __future__ import annotations

import math
from collections.abc import Iterable

from netsop.diagnosis.cover import unforgiven
from netsop.diagnosis.hypothesis import Hypothesis, Outcome, outcomes, weigh
from netsop.diagnosis.rank import Ranking, rivals, share
from netsop.diagnosis.traits import traits
from netsop.model.component import Component
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.reasoning import Argument, Held, Reasoning, Standing

_WORTH_SHOWING = 0.05
_MOST_RIVALS = 4


def why(ranking: Ranking) -> Reasoning:
    """The arguments of a diagnosis, cause by cause, with the rivals of each."""
    search, cover = ranking.search, ranking.cover
    arguments, others = [], []
    for hypothesis in cover:
        rest = tuple(other for other in cover if other is not hypothesis)
        arguments.append(_argument(ranking, hypothesis, "chosen", 1.0, share(hypothesis, cover, search)))
        others.append(
            tuple(
                _argument(ranking, rival, "rival", likelihood, share(rival, (*rest, rival), search))
                for rival, likelihood in rivals(hypothesis, rest, search)[:_MOST_RIVALS]
                if likelihood >= _WORTH_SHOWING
            )
        )
    left = search.failing - search.explained(cover)
    return Reasoning(
        failing=len(search.failing),
        candidates=len(search.candidates),
        arguments=tuple(arguments),
        rivals=tuple(others),
        unexplained=tuple(sorted(left, key=lambda finding: finding.key)),
    )


def why_not(ranking: Ranking, fault: str, component: Component) -> Argument:
    """What became of a suspicion. Raises KeyError for a fault that the catalogue does not have."""
    spec = ranking.faults[fault]
    lacks = tuple(sorted(set(spec.where) - traits(ranking.topology, component)))
    if lacks:
        return Argument(fault, component, "not-here", lacks=lacks)
    held = outcomes(spec, component, ranking.topology, ranking.index)
    hypothesis = weigh(spec, component, held, ranking.topology)
    if hypothesis is None:
        return _fallen(spec, component, held)
    if hypothesis.key in {chosen.key for chosen in ranking.cover}:
        explains = share(hypothesis, ranking.cover, ranking.search)
        return _argument(ranking, hypothesis, "chosen", 1.0, explains)
    if hypothesis.key not in {candidate.key for candidate in ranking.search.candidates}:
        return _fallen(spec, component, held)
    return _lost(ranking, hypothesis)


def _fallen(spec: FaultSpec, component: Component, held: tuple[Outcome, ...]) -> Argument:
    """Nothing that it predicts fails, or too much speaks against it."""
    predicted = [f for outcome in held if outcome.part != "refuted_by" for f in _failing(outcome)]
    against = [f for outcome in held for f in _contrary(outcome)]
    standing: Standing = "refuted" if predicted and against else "unsupported"
    return Argument(
        spec.fault, component, standing,
        held=_held(held), explains=_once(predicted), against=_once(against),
    )  # fmt: skip


def _lost(ranking: Ranking, hypothesis: Hypothesis) -> Argument:
    search, cover = ranking.search, ranking.cover
    own = search.explained((hypothesis,))
    instead = tuple(chosen for chosen in cover if search.explained((chosen,)) & own)
    rest = tuple(chosen for chosen in cover if chosen not in instead)
    likelihood = math.exp(min(0.0, search.cost(cover) - search.cost((*rest, hypothesis))))
    standing: Standing = "rival" if likelihood >= _WORTH_SHOWING else "outweighed"
    theirs = search.explained(cover)
    argument = _argument(ranking, hypothesis, standing, likelihood, tuple(sorted(own, key=lambda f: f.key)))
    return Argument(
        argument.fault, argument.component, standing, likelihood, argument.held, argument.explains,
        argument.against, argument.not_known,
        chosen=tuple((chosen.spec.fault, chosen.component) for chosen in instead),
        alone=_once(finding for chosen in instead for finding in search.explained((chosen,)) - own),
        extra=_once(own - theirs),
        ask=argument.ask,
    )  # fmt: skip


def _argument(
    ranking: Ranking, hypothesis: Hypothesis, standing: Standing, likelihood: float, explains: tuple[Finding, ...]
) -> Argument:
    held = outcomes(hypothesis.spec, hypothesis.component, ranking.topology, ranking.index)
    rest = tuple(chosen for chosen in ranking.cover if chosen.key != hypothesis.key)
    return Argument(
        hypothesis.spec.fault,
        hypothesis.component,
        standing,
        likelihood,
        held=_held(held),
        explains=explains,
        against=unforgiven(hypothesis, ranking.search.explained(rest)),
        not_known=hypothesis.not_known,
        ask=hypothesis.spec.ask.get(ranking.language, ""),
    )


def _held(held: tuple[Outcome, ...]) -> tuple[Held, ...]:
    return tuple(
        Held(outcome.part, rule.check, rule.how, Verdict(rule.verdict), outcome.state, outcome.findings)
        for outcome in held
        for rule in (outcome.rule,)
        if outcome.findings
    )


def _failing(outcome: Outcome) -> list[Finding]:
    return [finding for finding in outcome.findings if finding.verdict == outcome.rule.verdict == "fail"]


def _contrary(outcome: Outcome) -> list[Finding]:
    """The known findings that speak against the fault."""
    hits = [finding for finding in outcome.findings if finding.verdict == outcome.rule.verdict]
    if outcome.part == "refuted_by":
        return hits
    if outcome.part == "must" and outcome.state == "fail":
        return [finding for finding in outcome.findings if finding not in hits and finding.verdict != "unknown"]
    return []


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda finding: finding.key))
