"""What a collection is doing, on stderr: a live table for a terminal, one line per device otherwise."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from netsop.model.evidence import Outcome
from netsop.report.words import Words, safe

_SHOWN = 24


class Event(Protocol):
    """What happened with a device: `done` of `total` questions are answered; how it came out, once known."""

    @property
    def device(self) -> str:
        """Its name."""

    @property
    def phase(self) -> str:
        """connecting, asking or done."""

    @property
    def done(self) -> int:
        """Answered questions."""

    @property
    def total(self) -> int:
        """All questions."""

    @property
    def outcome(self) -> Outcome | None:
        """How it came out, once known."""

    @property
    def reason(self) -> str:
        """Why it came out so."""


class Progress:
    """Listens to events of many threads. Use as a context manager; call it with each event."""

    def __init__(self, words: Words, *, console: Console | None = None) -> None:
        self._words = words
        self._console = console or Console(stderr=True, highlight=False, markup=False, emoji=False)
        self._events: dict[str, Event] = {}
        self._lock = threading.Lock()
        self._live: Live | None = None

    def __enter__(self) -> Progress:
        if self._console.is_terminal and not self._console.is_dumb_terminal:
            self._live = Live(console=self._console, refresh_per_second=8, transient=True, get_renderable=self._table)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def __call__(self, event: Event) -> None:
        """Take note of an event."""
        with self._lock:
            self._events[event.device] = event
            if not self._live and event.phase == "done":
                self._console.print(self._line(event), soft_wrap=True)

    def _line(self, event: Event) -> Text:
        return Text(f"{safe(event.device)}: {event.done}/{event.total} {self._state(event)}")

    def _state(self, event: Event) -> str:
        if event.outcome is None or event.outcome is Outcome.OK:
            return self._words(f"phase.{event.phase}")
        reason = f" ({safe(event.reason)})" if event.reason else ""
        return f"{self._words(f'outcome.{event.outcome.value}')}{reason}"

    def _table(self) -> Table:
        """The devices at work first; of a large fleet only as many as fit, the rest counted."""
        with self._lock:
            events = sorted(self._events.values(), key=lambda event: (event.phase == "done", event.device))
        table = Table.grid(padding=(0, 2, 0, 0))
        for event in events[:_SHOWN]:
            failed = event.outcome not in {None, Outcome.OK}
            style = "red" if failed else "green" if event.phase == "done" else "yellow"
            bar = "━" * (10 * event.done // max(event.total, 1))
            table.add_row(
                Text(safe(event.device)), Text(bar.ljust(10, "╌"), style=style),
                Text(f"{event.done}/{event.total}"), Text(self._state(event), style=style, overflow="ellipsis"),
            )
        if len(events) > _SHOWN:
            table.add_row(Text(self._words("more", count=len(events) - _SHOWN)))
        return table
