"""Trends in words, in both languages."""

from __future__ import annotations

import pytest

from netsop.model.component import Component, Kind
from netsop.model.trend import TrendWarning
from netsop.report.trend import span, trend_document, warned
from netsop.report.words import words

DISK = Component(Kind.DEVICE, "srv1")
FILLS = TrendWarning("rising", "disk-use", DISK, "", 82.0, 90.0, "%", 36000, 30000, 40000, over_s=18000)
FLAPS = TrendWarning(
    "flapping", "ospf-age", Component(Kind.SESSION, "ospf-a-b"), "a", 40.0, None, "s", times=3, over_s=7500
)


def test_the_time_that_is_left_is_told() -> None:
    text = warned([FILLS, FLAPS], {"disk-use": "The disk has room"}, words("en")).plain
    assert "The disk has room; 82 % now, limit 90 %: 10 hours left at this pace (8 hours to 11 hours)" in text
    assert "began anew 3 times within 2 hours" in text
    assert "tinggal 10 jam" in warned([FILLS], {}, words("id")).plain


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 seconds"), (119, "119 seconds"), (120, "2 minutes"), (86400, "24 hours"), (259200, "3 days")]
)
def test_a_span_is_said_in_a_unit_that_fits(seconds: int, said: str) -> None:
    assert span(seconds, words("en")) == said


def test_as_data() -> None:
    assert trend_document(FILLS)["left_s"] == 36000
    assert trend_document(FLAPS)["component"] == "session:ospf-a-b"
