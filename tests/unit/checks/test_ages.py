"""How old a log line is, by the device's own clock."""

from __future__ import annotations

from datetime import datetime

import pytest

from netsop.checks.ages import log_age_s

NOW = datetime(2026, 3, 2, 9, 0, 0)  # noqa: DTZ001 - a device's own time


@pytest.mark.parametrize(
    ("timestamp", "age_s"),
    [
        ("Mar 2 08:59:30.123", 30),
        ("Mar  1 09:00:00", 86_400),
        ("Mar 2 08:59:30 WIB", 30),
        ("2026 Mar  2 08:59:00", 60),
        ("Mar 2 2025 09:00:00", 365 * 86_400),
        ("2026-03-02T08:59:59.500+07:00", 1),
        ("2026-03-02 08:00:00", 3_600),
        ("Dec 31 09:00:00", 61 * 86_400),
        ("Mar 2 09:00:30", 0),
        ("1d02h", None),
        ("00:02:11", None),
        ("Feb 30 09:00:00", None),
        ("Foo 2 09:00:00", None),
    ],
)
def test_the_age_of_a_line(timestamp: str, age_s: int | None) -> None:
    assert log_age_s(timestamp, NOW) == age_s
