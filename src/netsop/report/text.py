"""A diagnosis for people: a panel to be read in ten seconds, at eighty columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from netsop.model.cause import Cause, Consequence, Diagnosis
from netsop.model.component import Component, Kind
from netsop.model.evidence import Outcome, Run
from netsop.model.finding import Finding, Verdict
from netsop.report.json import counts
from netsop.report.words import Words, safe

WIDTH = 80
_LINES = 3
_STYLE = {"healthy": "green", "cause-found": "red", "unknown": "red", "not-known": "yellow"}
_SURE = ((0.9, "certain"), (0.6, "likely"), (0.3, "possible"), (0.0, "weak"))
_CALLED = frozenset({"isp", "power"})
Row = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class View:
    """What a panel is written with: wording, the office's time zone, check titles, and each cause's command.

    title: what the panel is about. commands: the next one by action, see `Cause.action`. owners: who to call about
    a component, by `kind:name`.
    """

    words: Words
    zone: ZoneInfo
    title: str
    titles: Mapping[str, str]
    commands: Mapping[str, str]
    owners: Mapping[str, str] = field(default_factory=dict)


def panel(run: Run, diagnosis: Diagnosis, view: View) -> RenderableType:
    """The verdict: one block per cause, then what no cause explains and who did not answer."""
    style, parts = _STYLE[diagnosis.answer], list(_parts(run, diagnosis, view))
    title = Text(f"{safe(view.title)} · {view.words(f'answer.{diagnosis.answer}')}", style=f"bold {style}")
    return Panel(
        Group(*parts), title=title, title_align="left", subtitle=_footer(run, view), subtitle_align="left",
        border_style=style, box=box.ROUNDED, width=WIDTH,
    )


def render(item: RenderableType, *, color: bool = False, width: int = WIDTH) -> str:
    """A renderable as text; with ANSI colours when wanted."""
    console = Console(
        width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        legacy_windows=False, highlight=False, emoji=False, markup=False,
    )
    with console.capture() as capture:
        console.print(item)
    return capture.get()


def _parts(run: Run, diagnosis: Diagnosis, view: View) -> Iterator[RenderableType]:
    for index, cause in enumerate(diagnosis.causes):
        if index:
            yield Text()
        yield Text(safe(cause.says), style="bold")
        yield _grid(_cause_rows(cause, view))
    if not diagnosis.causes:
        yield Text(view.words(f"sentence.{diagnosis.answer}"), style="bold")
    rest = list(_rest_rows(run, diagnosis, view))
    if rest:
        if diagnosis.causes:
            yield Text()
        yield _grid(rest)


def _grid(rows: Sequence[Row] | Iterator[Row]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True, min_width=11)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(label, text)
    return table


def _cause_rows(cause: Cause, view: View) -> Iterator[Row]:
    words = view.words
    yield words("label.where"), Text(f"{component(cause.component, words)}  [{cause.fault}]")
    owner = view.owners.get(str(cause.component), "") if cause.party in _CALLED else ""
    yield words("label.whose"), Text(words(f"party.{cause.party}") + (f": {safe(owner)}" if owner else ""))
    if cause.onset:
        yield words("label.since"), Text(when(cause.onset, view.zone))
    yield words("label.sure"), Text(f"{words(f'sure.{_sure(cause.confidence)}')} ({cause.confidence:.2f})")
    yield words("label.evidence"), _findings(cause.explains, view)
    if cause.not_known:
        yield words("label.not_known"), _unknown(cause.not_known, view)
    if cause.consequences:
        yield words("label.effects"), _effects(cause.consequences, words)
    for other in cause.alternatives[:_LINES]:
        shown = words("on", fault=other.fault, component=component(other.component, words))
        yield words("label.instead"), Text(f"{shown} ({other.confidence:.2f})")
    if cause.next_test:
        yield words("label.test"), Text(safe(cause.next_test))
    yield words("label.do"), Text(safe(cause.advice))
    command = view.commands.get(cause.action.partition(" ")[0])
    if command:
        yield words("label.then"), Text(command, style="bold cyan")


def _rest_rows(run: Run, diagnosis: Diagnosis, view: View) -> Iterator[Row]:
    words = view.words
    if diagnosis.unexplained:
        label = "label.unexplained" if diagnosis.causes else "label.failing"
        yield words(label), _findings(diagnosis.unexplained, view)
    if diagnosis.last_good:
        yield words("label.last_good"), Text(safe(diagnosis.last_good))
    for (outcome, reason), devices in _unanswered(run).items():
        said = f"{words(f'outcome.{outcome.value}')} ({safe(reason)})" if reason else words(f"outcome.{outcome.value}")
        yield words("label.unanswered"), Text(f"{', '.join(map(safe, devices))}: {said}")
    yield words("label.counts"), Text(words("counts", **counts(diagnosis)))
    if not diagnosis.causes:
        yield from _blind_spots(diagnosis.findings, words)


def _blind_spots(findings: Sequence[Finding], words: Words) -> Iterator[Row]:
    """Why the unknown ones are unknown, the most frequent reasons first."""
    reasons = Counter(finding.reason for finding in findings if finding.verdict is Verdict.UNKNOWN)
    common = reasons.most_common(_LINES)
    if common:
        text = Text("\n".join(f"{count} × {_short(safe(reason), 56)}" for reason, count in common))
        yield words("label.not_known"), _counted(text, len(reasons), words)


def _unanswered(run: Run) -> dict[tuple[Outcome, str], list[str]]:
    """Devices by how they came out; a fleet without its password is one line, not two hundred."""
    found: dict[tuple[Outcome, str], list[str]] = {}
    for device in sorted(run.devices, key=lambda item: item.device):
        if device.outcome is not Outcome.OK:
            found.setdefault((device.outcome, device.reason), []).append(device.device)
    return found


def _findings(findings: Sequence[Finding], view: View) -> Text:
    """The first few with what was expected and the line that shows it; the rest counted."""
    failing = sorted(findings, key=lambda finding: (finding.verdict is not Verdict.FAIL, not finding.evidence))
    text = Text()
    for index, finding in enumerate(failing[:_LINES]):
        text.append("\n" if index else "")
        text.append("✗ ", style="red")
        text.append(f"{safe(finding.component.name)}: {view.titles.get(finding.check, finding.check)}")
        if finding.vantage:
            text.append(f" {view.words('seen_from', vantage=finding.vantage)}")
        if finding.expected or finding.actual:
            text.append(f"; {view.words('expected', expected=finding.expected, actual=finding.actual)}")
        quoted = next((ref for ref in finding.evidence if ref.line), None)
        if quoted:
            text.append(f"\n  {quoted.device}› {_short(safe(quoted.line), 58 - len(quoted.device))}", style="dim")
    return _counted(text, len(failing), view.words)


def _unknown(findings: Sequence[Finding], view: View) -> Text:
    text = Text()
    for index, finding in enumerate(findings[:2]):
        text.append("\n" if index else "")
        title = view.titles.get(finding.check, finding.check)
        text.append(f"{safe(finding.component.name)}: {title} ({safe(finding.reason)})", style="yellow")
    return _counted(text, len(findings), view.words, shown=2)


def _effects(consequences: Sequence[Consequence], words: Words) -> Text:
    """Services by name, all the rest by number of each kind."""
    services = [item for item in consequences if item.component.kind is Kind.SERVICE]
    text = Text("\n".join(_short(safe(item.text), 120) for item in services[:_LINES]))
    _counted(text, len(services), words)
    kinds = [item.component.kind for item in consequences if item.component.kind is not Kind.SERVICE]
    folded = ", ".join(f"{kinds.count(kind)} {words(f'kind.{kind.value}')}" for kind in dict.fromkeys(kinds))
    if folded:
        text.append(f"\n{folded}" if services else folded)
    return text


def _counted(text: Text, total: int, words: Words, *, shown: int = _LINES) -> Text:
    if total > shown:
        text.append(f"\n{words('more', count=total - shown)}", style="dim")
    return text


def _footer(run: Run, view: View) -> Text:
    unanswered = sum(device.outcome is not Outcome.OK for device in run.devices)
    seconds = f"{(run.finished - run.started).total_seconds():.1f}"
    shown = view.words("run", run=run.id, devices=len(run.devices), unanswered=unanswered, seconds=seconds)
    return Text(shown, style="dim")


def component(item: Component, words: Words) -> str:
    """A component in words: what it is, and its name."""
    return f"{words(f'kind.{item.kind.value}')} {safe(item.name)}"


def when(at: datetime, zone: ZoneInfo) -> str:
    """A time on the office's clock, to the minute, with the zone's name."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


def _sure(confidence: float) -> str:
    return next(name for least, name in _SURE if confidence >= least)


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(width, 2) - 1]}…"
