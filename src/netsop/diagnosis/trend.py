"""Readings that pass today and will not for long: towards a limit, near it, or beginning anew again and again. Pure.

The pace is the median of the slopes between all pairs of readings (P. K. Sen, 1968): one odd reading does not move it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from statistics import median

from netsop.model.check import CheckSpec
from netsop.model.component import Component
from netsop.model.finding import Finding, Verdict
from netsop.model.trend import Sample, TrendWarning

_FEWEST = 4
"""Readings that a pace needs."""
_AGREEING = 0.8
"""Share of the pairs of readings that must go the same way (Kendall's tau, 0 to 1)."""
_FARTHEST = 20
"""Times the span of the readings beyond which nothing is foretold."""
_LONGEST = timedelta(days=90)
_NEAR = 0.9
"""Share of the way to the limit that is worth a word without any pace."""
_FLAPS = 3
_FLAP_WINDOW = timedelta(days=1)

Series = tuple[str, Component, str]


def warnings(
    checks: Mapping[str, CheckSpec], findings: Iterable[Finding], earlier: Iterable[Sample], observed_at: datetime
) -> tuple[TrendWarning, ...]:
    """Everything worth a warning, the most urgent first. earlier: readings of runs before this one."""
    past: dict[Series, list[Sample]] = defaultdict(list)
    for sample in earlier:
        if sample.at < observed_at:
            past[sample.series].append(sample)
    found = [
        warning
        for finding in findings
        if _tells(checks[finding.check], finding)
        for warning in _of(checks[finding.check], finding, past, observed_at)
    ]
    return tuple(sorted(found, key=_urgency))


def _tells(spec: CheckSpec, finding: Finding) -> bool:
    """A level that is over its limit is a failure, not a trend; an age tells at any height."""
    return finding.value is not None and (spec.trend == "age" or bool(spec.trend and finding.verdict is Verdict.PASS))


def samples(checks: Mapping[str, CheckSpec], findings: Iterable[Finding], at: datetime) -> tuple[Sample, ...]:
    """The readings of a run that are worth remembering."""
    return tuple(
        Sample(finding.check, finding.component, finding.vantage or "", at, finding.value)
        for finding in findings
        if checks[finding.check].trend and finding.value is not None
    )


def _of(
    spec: CheckSpec, finding: Finding, past: Mapping[Series, list[Sample]], observed_at: datetime
) -> Iterator[TrendWarning]:
    series = sorted(past.get((finding.check, finding.component, finding.vantage or ""), ()))
    now = Sample(finding.check, finding.component, finding.vantage or "", observed_at, finding.value or 0.0)
    if spec.trend == "age":
        yield from _restarts(now, [*series, now])
        return
    limit, upward = finding.limit, spec.expect[0].op == "at_most"
    if limit is None or spec.expect[0].op not in {"at_most", "at_least"}:
        return
    foretold = _pace(spec, [*series, now], limit, upward=upward)
    if foretold:
        yield foretold
    elif spec.trend == "share" and now.value >= _NEAR * limit:
        yield TrendWarning("near", *now.series, now.value, limit, spec.expect[0].unit)


def _pace(spec: CheckSpec, series: Sequence[Sample], limit: float, *, upward: bool) -> TrendWarning | None:
    """When the limit is reached, if the readings agree that they go there."""
    span = (series[-1].at - series[0].at).total_seconds()
    if len(series) < _FEWEST or span <= 0:
        return None
    slopes = sorted(
        (later.value - before.value) / (later.at - before.at).total_seconds()
        for before, later in combinations(series, 2)
        if later.at > before.at
    )
    towards = [slope for slope in slopes if (slope > 0) == upward and slope != 0]
    pace = median(slopes)
    if len(towards) < _AGREEING * len(slopes) or pace == 0 or (pace > 0) != upward:
        return None
    left = (limit - series[-1].value) / pace
    if not 0 <= left <= min(_FARTHEST * span, _LONGEST.total_seconds()):
        return None
    quick, slow = (towards[len(towards) * 3 // 4], towards[len(towards) // 4])
    quick, slow = (quick, slow) if upward else (slow, quick)
    gap = limit - series[-1].value
    return TrendWarning(
        "rising" if upward else "falling", *series[-1].series, series[-1].value, limit, spec.expect[0].unit,
        left_s=round(left), soonest_s=round(gap / quick), latest_s=round(gap / slow), over_s=round(span),
    )  # fmt: skip


def _restarts(now: Sample, series: Sequence[Sample]) -> Iterator[TrendWarning]:
    """An age that fell between two readings began anew between them."""
    recent = [sample for sample in series if now.at - sample.at <= _FLAP_WINDOW]
    times = sum(later.value < before.value for before, later in pairwise(recent))
    if times >= _FLAPS:
        span = round((now.at - recent[0].at).total_seconds())
        yield TrendWarning("flapping", *now.series, now.value, None, "s", times=times, over_s=span)


def _urgency(warning: TrendWarning) -> tuple[float, str, str]:
    return (warning.left_s if warning.left_s is not None else float("inf"), warning.check, str(warning.component))
