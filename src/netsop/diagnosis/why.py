"""Why a cause was chosen, and why another was not. Pure, from what the diagnosis was made from."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

from netsop.diagnosis.cover import Cover, Search, unforgiven
from netsop.diagnosis.hypothesis import Hypothesis, Outcome, conflicts, outcomes, weigh
from netsop.diagnosis.next_test import next_tests
from netsop.diagnosis.rank import Ranking, answer, rivals, share
from netsop.diagnosis.traits import traits
from netsop.model.component import Component
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.reasoning import Argument, Held, Reasoning, Standing

_WORTH_SHOWING = 0.05
_MOST_RIVALS = 4


def why(ranking: Ranking) -> Reasoning:
    """The arguments of a diagnosis, cause by cause in the diagnosis' own order, with the rivals of each."""
    search, cover = ranking.search, ranking.cover
    arguments, others = [], []
    for hypothesis in _in_order(ranking):
        rest = _without(cover, hypothesis)
        weights = rivals(hypothesis, rest, search)
        near = _near(hypothesis, rest, search)
        chosen = _argument(ranking, hypothesis, rest, "chosen", 1.0)
        tests = next_tests(hypothesis, weights, ranking.topology, ranking.index)
        arguments.append(dataclasses.replace(chosen, tests=tests))
        others.append(tuple(_rival(ranking, rival, hypothesis, rest, likelihood) for rival, likelihood in near))
    return Reasoning(
        failing=len(search.failing),
        candidates=len(search.candidates),
        arguments=tuple(arguments),
        rivals=tuple(others),
        unexplained=_once(search.failing - search.explained(cover)),
    )


def why_not(ranking: Ranking, fault: str, component: Component) -> Argument:
    """What became of a suspicion. Raises KeyError for a fault that the catalogue does not have."""
    spec = ranking.faults[fault]
    lacks = tuple(sorted(set(spec.where) - traits(ranking.topology, component)))
    if lacks:
        return Argument(fault, component, "not-here", lacks=lacks)
    held = outcomes(spec, component, ranking.topology, ranking.index)
    hypothesis = weigh(spec, component, held, ranking.topology)
    if hypothesis is None or hypothesis.key not in {candidate.key for candidate in ranking.search.candidates}:
        return _fallen(ranking, spec, component, held)
    chosen = next((chosen for chosen in ranking.cover if chosen.key == hypothesis.key), None)
    if chosen:
        return _argument(ranking, chosen, _without(ranking.cover, chosen), "chosen", 1.0)
    return _lost(ranking, hypothesis)


def _in_order(ranking: Ranking) -> Iterable[Hypothesis]:
    by_key = {hypothesis.key: hypothesis for hypothesis in ranking.cover}
    return [by_key[(cause.fault, str(cause.component))] for cause in answer(ranking).causes]


def _near(hypothesis: Hypothesis, rest: Cover, search: Search) -> list[tuple[Hypothesis, float]]:
    """The likeliest others in its place: all that are worth a thought, and in any case the nearest."""
    base = search.cost((*rest, hypothesis))
    others = [each for each in search.sharing(hypothesis) if each is not hypothesis and each not in rest]
    found = [(each, math.exp(min(0.0, base - search.cost((*rest, each))))) for each in others]
    found.sort(key=lambda pair: (-pair[1], pair[0].key))
    return [*found[:1], *(pair for pair in found[1:_MOST_RIVALS] if pair[1] >= _WORTH_SHOWING)]


def _without(cover: Cover, hypothesis: Hypothesis) -> Cover:
    return tuple(other for other in cover if other is not hypothesis)


def _fallen(ranking: Ranking, spec: FaultSpec, component: Component, held: tuple[Outcome, ...]) -> Argument:
    """Nothing that it predicts fails, or too much speaks against it."""
    predicted = {finding for outcome in held if outcome.part != "refuted_by" for finding in _failing(outcome)}
    against = [conflict.finding for conflict in conflicts(held)]
    instead = tuple(chosen for chosen in ranking.cover if ranking.search.explained((chosen,)) & predicted)
    return Argument(
        spec.fault, component, "refuted" if predicted and against else "unsupported",
        held=_held(held), explains=_once(predicted), against=_once(against), not_known=_once(_unseen(held)),
        chosen=tuple((chosen.spec.fault, chosen.component) for chosen in instead),
        alone=_once(ranking.search.explained(instead) - predicted),
    )  # fmt: skip


def _lost(ranking: Ranking, hypothesis: Hypothesis) -> Argument:
    """Its place among what was chosen: instead of all of those that explain some of the same."""
    search, cover = ranking.search, ranking.cover
    own = search.explained((hypothesis,))
    instead = tuple(chosen for chosen in cover if search.explained((chosen,)) & own)
    rest = tuple(chosen for chosen in cover if chosen not in instead)
    likelihood = math.exp(min(0.0, search.cost(cover) - search.cost((*rest, hypothesis))))
    return dataclasses.replace(
        _argument(ranking, hypothesis, rest, _beside(likelihood), likelihood),
        chosen=tuple((chosen.spec.fault, chosen.component) for chosen in instead),
        alone=_once(search.explained(cover) - search.explained((*rest, hypothesis))),
        extra=_once(own - search.explained(cover)),
    )


def _rival(ranking: Ranking, rival: Hypothesis, chosen: Hypothesis, rest: Cover, likelihood: float) -> Argument:
    """What would change if it stood in the place of the chosen one."""
    search = ranking.search
    ours, theirs = search.explained((*rest, chosen)), search.explained((*rest, rival))
    return dataclasses.replace(
        _argument(ranking, rival, rest, _beside(likelihood), likelihood),
        chosen=((chosen.spec.fault, chosen.component),),
        alone=_once(ours - theirs),
        extra=_once(theirs - ours),
    )


def _beside(likelihood: float) -> Standing:
    return "rival" if likelihood >= _WORTH_SHOWING else "outweighed"


def _argument(
    ranking: Ranking, hypothesis: Hypothesis, rest: Cover, standing: Standing, likelihood: float
) -> Argument:
    """A hypothesis beside the others that would be chosen with it."""
    held = outcomes(hypothesis.spec, hypothesis.component, ranking.topology, ranking.index)
    return Argument(
        hypothesis.spec.fault,
        hypothesis.component,
        standing,
        likelihood,
        held=_held(held),
        explains=share(hypothesis, (*rest, hypothesis), ranking.search),
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
    """What fails as it predicts, and asks for a cause."""
    if outcome.rule.verdict != "fail":
        return []
    return [f for f in outcome.findings if f.verdict is Verdict.FAIL and f.severity != "notice"]


def _unseen(held: tuple[Outcome, ...]) -> list[Finding]:
    required = [outcome for outcome in held if outcome.part in {"must", "must_any"}]
    return [finding for outcome in required for finding in outcome.findings if finding.verdict is Verdict.UNKNOWN]


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda finding: finding.key))
