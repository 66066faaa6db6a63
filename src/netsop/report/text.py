"""A diagnosis for people: a panel to be read in ten seconds, at eighty columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from netsop.model.cause import Cause, Consequence, Diagnosis
from netsop.model.component import Kind
from netsop.model.evidence import Outcome, Run
from netsop.model.finding import Finding, Verdict
from netsop.report.json import counts
from netsop.report.lines import (
    SHOWN,
    WIDTH,
    Row,
    View,
    before_report,
    component,
    counted,
    grid,
    proven,
    short,
    unseen,
    when,
)
from netsop.report.trend import warned
from netsop.report.words import Words, safe

_STYLE = {"healthy": "green", "cause-found": "red", "unknown": "red", "not-known": "yellow"}
_SURE = ((0.9, "certain"), (0.6, "likely"), (0.3, "possible"), (0.0, "weak"))
_CALLED = frozenset({"isp", "power"})


def panel(run: Run, diagnosis: Diagnosis, view: View) -> RenderableType:
    """The verdict: one block per cause, then what no cause explains and who did not answer."""
    style, parts = _STYLE[diagnosis.answer], list(_parts(run, diagnosis, view))
    title = Text(f"{safe(view.title)} · {view.words(f'answer.{diagnosis.answer}')}", style=f"bold {style}")
    return Panel(
        Group(*parts), title=title, title_align="left", subtitle=_footer(run, view), subtitle_align="left",
        border_style=style, box=box.ROUNDED, width=WIDTH,
    )


def _parts(run: Run, diagnosis: Diagnosis, view: View) -> Iterator[RenderableType]:
    for index, cause in enumerate(diagnosis.causes):
        if index:
            yield Text()
        yield Text(safe(cause.says), style="bold")
        yield grid(_cause_rows(cause, view))
    if not diagnosis.causes:
        yield Text(view.words(f"sentence.{diagnosis.answer}"), style="bold")
    rest = list(_rest_rows(run, diagnosis, view))
    if rest:
        if diagnosis.causes:
            yield Text()
        yield grid(rest)


def _cause_rows(cause: Cause, view: View) -> Iterator[Row]:
    words = view.words
    yield words("label.where"), Text(f"{component(cause.component, words)}  [{cause.fault}]")
    owner = view.owners.get(str(cause.component), "") if cause.party in _CALLED else ""
    yield words("label.whose"), Text(words(f"party.{cause.party}") + (f": {safe(owner)}" if owner else ""))
    if cause.onset:
        yield words("label.since"), _since(cause.onset, view)
    yield words("label.sure"), Text(f"{words(f'sure.{_sure(cause.confidence)}')} ({cause.confidence:.2f})")
    yield words("label.evidence"), proven(cause.explains, view)
    if cause.contradicted_by:
        yield words("label.against"), proven(cause.contradicted_by, view)
    if cause.not_known:
        yield words("label.not_known"), unseen(cause.not_known, view)
    if cause.consequences:
        yield words("label.effects"), _effects(cause.consequences, words)
    for other in cause.alternatives[:SHOWN]:
        shown = words("on", fault=other.fault, component=component(other.component, words))
        yield words("label.instead"), Text(f"{shown} ({other.confidence:.2f})")
    test = cause.next_test or _ask_again(cause, view)
    if test:
        yield words("label.test"), Text(safe(test))
    yield words("label.do"), Text(safe(cause.advice))
    command = view.commands.get(cause.action.partition(" ")[0])
    if command:
        yield words("label.then"), Text(command, style="bold cyan")


def _since(onset: datetime, view: View) -> Text:
    """When it began, and whether it can then be what the letter reports."""
    at, before = when(onset, view.zone), before_report(onset, view.reported)
    if before is None or view.reported is None:
        return Text(at)
    said = view.words("onset.before" if before else "onset.after", reported=when(view.reported, view.zone))
    return Text(f"{at}; {said}", style="" if before else "yellow")


def _ask_again(cause: Cause, view: View) -> str:
    """What a device could still tell, where nobody on site is needed to tell the candidates apart."""
    if not (cause.alternatives and cause.open_findings):
        return ""
    first = cause.open_findings[0]
    device = first.vantage or first.component.device or first.component.name
    return view.words("ask_again", title=view.titles.get(first.check, first.check), device=device)


def _rest_rows(run: Run, diagnosis: Diagnosis, view: View) -> Iterator[Row]:
    words = view.words
    if diagnosis.unexplained:
        label = "label.unexplained" if diagnosis.causes else "label.failing"
        yield words(label), proven(diagnosis.unexplained, view)
    if diagnosis.suspicions:
        yield words("label.suspicions"), _suspected(diagnosis.suspicions, words)
    if diagnosis.warnings:
        yield words("label.warnings"), warned(diagnosis.warnings, view.titles, words)
    if diagnosis.announced:
        yield words("label.announced"), Text(words("announced", count=len(diagnosis.announced)))
    if diagnosis.last_good:
        yield words("label.last_good"), Text(safe(diagnosis.last_good))
    for (outcome, reason), devices in _unanswered(run).items():
        said = f"{words(f'outcome.{outcome.value}')} ({safe(reason)})" if reason else words(f"outcome.{outcome.value}")
        yield words("label.unanswered"), Text(f"{', '.join(map(safe, devices))}: {said}")
    yield words("label.counts"), Text(words("counts", **counts(diagnosis)))
    if not diagnosis.causes:
        yield from _blind_spots(diagnosis.findings, words)


def _suspected(suspicions: Sequence[Cause], words: Words) -> Text:
    """What it may be: too little was seen to call it the cause."""
    lines = [
        f"{words('on', fault=cause.fault, component=component(cause.component, words))} ({cause.confidence:.2f})"
        + (f"; {safe(cause.next_test)}" if cause.next_test else "")
        for cause in suspicions[:SHOWN]
    ]
    return counted(Text("\n".join(lines)), len(suspicions), words)


def _blind_spots(findings: Sequence[Finding], words: Words) -> Iterator[Row]:
    """Why the unknown ones are unknown, the most frequent reasons first."""
    reasons = Counter(finding.reason for finding in findings if finding.verdict is Verdict.UNKNOWN)
    common = reasons.most_common(SHOWN)
    if common:
        text = Text("\n".join(f"{count} × {short(safe(reason), 56)}" for reason, count in common))
        yield words("label.not_known"), counted(text, len(reasons), words)


def _unanswered(run: Run) -> dict[tuple[Outcome, str], list[str]]:
    """Devices by how they came out; a fleet without its password is one line, not two hundred."""
    found: dict[tuple[Outcome, str], list[str]] = {}
    for device in sorted(run.devices, key=lambda item: item.device):
        if device.outcome is not Outcome.OK:
            found.setdefault((device.outcome, device.reason), []).append(device.device)
    return found


def _effects(consequences: Sequence[Consequence], words: Words) -> Text:
    """Services by name, all the rest by number of each kind."""
    services = [item for item in consequences if item.component.kind is Kind.SERVICE]
    text = Text("\n".join(short(safe(item.text), 120) for item in services[:SHOWN]))
    counted(text, len(services), words)
    kinds = [item.component.kind for item in consequences if item.component.kind is not Kind.SERVICE]
    folded = ", ".join(f"{kinds.count(kind)} {words(f'kind.{kind.value}')}" for kind in dict.fromkeys(kinds))
    if folded:
        text.append(f"\n{folded}" if services else folded)
    return text


def _footer(run: Run, view: View) -> Text:
    unanswered = sum(device.outcome is not Outcome.OK for device in run.devices)
    seconds = f"{(run.finished - run.started).total_seconds():.1f}"
    shown = view.words("run", run=run.id, devices=len(run.devices), unanswered=unanswered, seconds=seconds)
    return Text(shown, style="dim")


def _sure(confidence: float) -> str:
    return next(name for least, name in _SURE if confidence >= least)
