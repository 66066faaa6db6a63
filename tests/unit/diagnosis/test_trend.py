"""Trends: towards a limit, near it, beginning anew; and what must not be foretold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsop import catalog
from netsop.diagnosis.trend import samples, warnings
from netsop.model.check import CheckSpec
from netsop.model.component import Component, Kind
from netsop.model.finding import Finding, Verdict
from netsop.model.trend import Sample, TrendWarning

CHECKS = catalog.load_all("checks", CheckSpec)
NOW = datetime(2026, 1, 10, tzinfo=UTC)
DISK, LIGHT = Component(Kind.DEVICE, "r1"), Component(Kind.INTERFACE, "r1/eth1")
HOUR = 3600


def told(check: str, component: Component, values: list[float], limit: float, step_s: int = HOUR) -> list[TrendWarning]:
    """The last value is today's."""
    finding = Finding(check, component, Verdict.PASS, value=values[-1], limit=limit)
    past = [
        Sample(check, component, "", NOW - timedelta(seconds=step_s * (len(values) - 1 - number)), value)
        for number, value in enumerate(values[:-1])
    ]
    return list(warnings(CHECKS, [finding], past, NOW))


def test_a_disk_that_fills_gives_the_time_that_is_left() -> None:
    (warning,) = told("disk-use", DISK, [60, 62, 64, 66, 68, 70], 90)
    assert (warning.kind, warning.left_s) == ("rising", 10 * HOUR)
    assert warning.soonest_s == warning.latest_s == 10 * HOUR


def test_light_that_fades_gives_the_time_that_is_left() -> None:
    (warning,) = told("optics-rx", LIGHT, [-14.0, -14.5, -15.1, -15.4, -16.0], -19.0)
    assert warning.kind == "falling"
    assert 4 * HOUR < (warning.left_s or 0) < 9 * HOUR
    assert (warning.soonest_s or 0) <= (warning.left_s or 0) <= (warning.latest_s or 0)


def test_errors_that_rise_below_their_limit() -> None:
    (warning,) = told("interface-errors", LIGHT, [0.0, 0.05, 0.11, 0.2, 0.28], 0.5)
    assert warning.kind == "rising"


def test_one_odd_reading_does_not_move_the_pace() -> None:
    (warning,) = told("disk-use", DISK, [60, 62, 64, 85, 68, 70, 72, 74], 90)
    assert warning.left_s == pytest.approx(8 * HOUR, rel=0.3)


@pytest.mark.parametrize(
    "values",
    [[60, 64, 61, 66, 60, 63], [70, 68, 66, 64, 62], [60, 60, 60, 60], [60, 65, 70], [50, 50.01, 50.02, 50.03]],
)
def test_what_wavers_falls_stands_or_was_read_too_seldom_gives_nothing(values: list[float]) -> None:
    assert told("disk-use", DISK, values, 90) == []


def test_nearly_full_needs_no_pace() -> None:
    (warning,) = told("disk-use", DISK, [84], 90)
    assert (warning.kind, warning.left_s) == ("near", None)


def test_a_session_that_begins_anew_again_and_again_flaps() -> None:
    component = Component(Kind.SESSION, "ospf-a-b")
    finding = Finding("ospf-age", component, Verdict.FAIL, vantage="a", value=40, severity="notice")
    ages = [9000, 200, 3800, 100, 3700]
    past = [Sample("ospf-age", component, "a", NOW - timedelta(hours=5 - n), age) for n, age in enumerate(ages)]
    (warning,) = warnings(CHECKS, [finding], past, NOW)
    assert (warning.kind, warning.times) == ("flapping", 3)


def test_a_session_that_began_anew_once_does_not_flap() -> None:
    component = Component(Kind.SESSION, "ospf-a-b")
    finding = Finding("ospf-age", component, Verdict.PASS, vantage="a", value=7000)
    past = [Sample("ospf-age", component, "a", NOW - timedelta(hours=5 - n), 3600 * n) for n in range(5)]
    assert warnings(CHECKS, [finding], past, NOW) == ()


def test_what_fails_is_a_failure_and_no_trend() -> None:
    finding = Finding("disk-use", DISK, Verdict.FAIL, value=95, limit=90)
    assert warnings(CHECKS, [finding], [], NOW) == ()
    assert samples(CHECKS, [finding], NOW) == (Sample("disk-use", DISK, "", NOW, 95),)


@given(st.lists(st.floats(0, 89, allow_nan=False), min_size=1, max_size=12))
def test_a_forecast_is_never_in_the_past_nor_beyond_what_the_readings_span(values: list[float]) -> None:
    for warning in told("disk-use", DISK, values, 90):
        if warning.left_s is not None:
            assert 0 <= warning.left_s <= 20 * HOUR * len(values)
            assert (warning.soonest_s or 0) >= 0
