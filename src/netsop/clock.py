"""The only reader of time. Whoever needs a time is given one, so that equal input gives equal output."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now(zone: ZoneInfo | None = None) -> datetime:
    """The wall clock, with its offset (UTC unless a zone is given). For records, never for measuring."""
    return datetime.now(tz=zone or UTC)


def monotonic() -> float:
    """Seconds from an arbitrary start, which no clock change moves. For durations and deadlines."""
    return time.monotonic()
