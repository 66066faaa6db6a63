"""Progress: lines where there is no terminal, a table where there is one."""

from __future__ import annotations

import io

from rich.console import Console

from netsop.collect.events import Event
from netsop.model.evidence import Outcome
from netsop.report.progress import Progress
from netsop.report.words import words

EVENTS = [
    Event("core1", "connecting", 0, 4),
    Event("core1", "asking", 2, 4),
    Event("core1", "done", 4, 4, Outcome.OK),
    Event("mon1", "done", 4, 4, Outcome.UNREACHABLE, "refused\x1b[2J [red]now[/red]"),
]


def told(*, terminal: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=100, markup=False, highlight=False)
    with Progress(words("en"), console=console) as progress:
        for event in EVENTS:
            progress(event)
    return out.getvalue()


def test_without_a_terminal_one_plain_line_per_device() -> None:
    assert told(terminal=False) == "core1: 4/4 done\nmon1: 4/4 unreachable (refused [red]now[/red])\n"


def test_on_a_terminal_a_table_that_goes_away() -> None:
    text = told(terminal=True)
    assert "core1" in text
    assert "4/4" in text
    assert "\x1b[2J" not in text
