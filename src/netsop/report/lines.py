"""The lines that panels are made of: rows, findings with their proof, components and times in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from netsop.model.component import Component
from netsop.model.finding import Finding, Verdict
from netsop.report.words import Words, safe

WIDTH = 80
SHOWN = 3
_MARK = {Verdict.FAIL: ("✗ ", "red"), Verdict.PASS: ("✓ ", "green"), Verdict.UNKNOWN: ("? ", "yellow")}
_CLOCKS_DIFFER = timedelta(minutes=2)
Row = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class View:
    """What a report is written with: wording, the office's time zone, check titles, and each cause's command.

    title: what the panel is about. commands: the next one by action, see `Cause.action`. owners: who to call about
    a component, by `kind:name`. reported: when the letter came in, where there is one.
    """

    words: Words
    zone: ZoneInfo
    title: str
    titles: Mapping[str, str]
    commands: Mapping[str, str]
    owners: Mapping[str, str] = field(default_factory=dict)
    reported: datetime | None = None


def render(item: RenderableType, *, color: bool = False, width: int = WIDTH) -> str:
    """A renderable as text; with ANSI colours when wanted."""
    console = Console(
        width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        legacy_windows=False, highlight=False, emoji=False, markup=False,
    )
    with console.capture() as capture:
        console.print(item)
    return capture.get()


def grid(rows: Sequence[Row] | Iterator[Row]) -> Table:
    """Labels on the left, texts on the right."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True, min_width=11)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(label, text)
    return table


def proven(findings: Iterable[Finding], view: View, *, most: int = SHOWN) -> Text:
    """The first few with what was expected and the line that shows it, failing ones first; the rest counted."""
    ordered = sorted(findings, key=lambda finding: (finding.verdict is not Verdict.FAIL, not finding.evidence))
    text = Text()
    for index, finding in enumerate(ordered[:most]):
        text.append("\n" if index else "")
        text.append(*_MARK[finding.verdict])
        text.append(told(finding, view))
        quoted = next((ref for ref in finding.evidence if ref.line), None)
        if quoted:
            text.append(f"\n  {quoted.device}› {short(safe(quoted.line), 58 - len(quoted.device))}", style="dim")
    return counted(text, len(ordered), view.words, shown=most)


def told(finding: Finding, view: View) -> str:
    """A finding as a sentence: on what, which check, what was expected and what is."""
    text = named(finding, view)
    if finding.verdict is Verdict.UNKNOWN:
        return f"{text} ({safe(finding.reason)})" if finding.reason else text
    if finding.verdict is Verdict.PASS:
        return f"{text}; {view.words('as_expected', actual=finding.actual)}" if finding.actual else text
    if finding.expected or finding.actual:
        return f"{text}; {view.words('expected', expected=finding.expected, actual=finding.actual)}"
    return text


def named(finding: Finding, view: View) -> str:
    """Which check on what, and seen from where."""
    text = f"{safe(finding.component.name)}: {view.titles.get(finding.check, finding.check)}"
    return f"{text} {view.words('seen_from', vantage=finding.vantage)}" if finding.vantage else text


def unseen(findings: Sequence[Finding], view: View) -> Text:
    """The first of what nobody could see, with why; the rest counted."""
    text = Text("\n".join(told(finding, view) for finding in findings[:2]), style="yellow")
    return counted(text, len(findings), view.words, shown=2)


def counted(text: Text, total: int, words: Words, *, shown: int = SHOWN) -> Text:
    """The text, with how many more there are."""
    if total > shown:
        text.append(f"\n{words('more', count=total - shown)}", style="dim")
    return text


def folded(findings: Iterable[Finding], view: View, *, most: int = 6) -> Text:
    """Findings by check, the first places of each by name; beyond so many lines a count."""
    places: dict[tuple[Verdict, str], dict[str, None]] = {}
    for finding in findings:
        title = view.titles.get(finding.check, finding.check)
        places.setdefault((finding.verdict, title), {}).setdefault(finding.component.name)
    text = Text()
    for index, ((verdict, title), names) in enumerate(list(places.items())[:most]):
        text.append("\n" if index else "")
        text.append(*_MARK[verdict])
        text.append(f"{title}: {listed(names)}")
    return counted(text, len(places), view.words, shown=most)


def listed(names: Iterable[str], *, most: int = SHOWN) -> str:
    """The first names; the rest as a number."""
    every = [safe(name) for name in names]
    more = f", +{len(every) - most}" if len(every) > most else ""
    return f"{', '.join(every[:most])}{more}"


def component(item: Component, words: Words) -> str:
    """A component in words: what it is, and its name."""
    return f"{words(f'kind.{item.kind.value}')} {safe(item.name)}"


def when(at: datetime, zone: ZoneInfo) -> str:
    """A time on the office's clock, to the minute, with the zone's name."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


def before_report(onset: datetime | None, reported: datetime | None) -> bool | None:
    """Whether it began before the letter came in, so that it can be what was reported; None where a time is missing."""
    if onset is None or reported is None:
        return None
    return onset <= reported + _CLOCKS_DIFFER


def short(text: str, width: int) -> str:
    """The text, cut to a width."""
    return text if len(text) <= width else f"{text[: max(width, 2) - 1]}…"
