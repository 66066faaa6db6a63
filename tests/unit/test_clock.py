"""Time has an offset, and durations do not follow the wall clock."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from netsop import clock


def test_now_has_an_offset() -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.now(ZoneInfo("Asia/Jakarta")).utcoffset() == timedelta(hours=7)


def test_the_same_moment_in_every_zone() -> None:
    before, middle, after = clock.now(), clock.now(ZoneInfo("Asia/Jakarta")), clock.now()
    assert before <= middle <= after


def test_monotonic_never_falls() -> None:
    readings = [clock.monotonic() for _ in range(1000)]
    assert readings == sorted(readings)
