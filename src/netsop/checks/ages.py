"""How long ago something was that a device tells the date of, by its own clock: a change, a log line. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from netsop.facts.config_change import Clock, ConfigChange
from netsop.facts.fact import Fact
from netsop.facts.log import LogLine, MacMove

Dated = ConfigChange | LogLine | MacMove
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d")
_NAMED = re.compile(r"(?:(\d{4}) )?([A-Z][a-z]{2}) +(\d{1,2})(?: (\d{4}))? (\d{1,2}):(\d\d):(\d\d)")
_SLACK = timedelta(minutes=2)
"""A line can be younger than the clock's answer, which was read before it."""


def age_s(change: ConfigChange, clocks: Iterable[Fact]) -> int | None:
    """Seconds between the change and the device's clock.

    None when one of them is not told, or when the clock was set back since.
    """
    now = next((clock.now for clock in clocks if isinstance(clock, Clock) and clock.now), None)
    if now is None or change.changed_at is None:
        return None
    age = int((datetime.fromisoformat(now) - datetime.fromisoformat(change.changed_at)).total_seconds())
    return age if age >= 0 else None


def dated(fact: Dated, clocks: Iterable[Fact]) -> Dated:
    """The fact with its age, if that can be told."""
    if isinstance(fact, ConfigChange):
        return aged(fact, clocks)
    now = next((clock.now for clock in clocks if isinstance(clock, Clock) and clock.now), None)
    if now is None or fact.timestamp is None or fact.age_s is not None:
        return fact
    return dataclasses.replace(fact, age_s=log_age_s(fact.timestamp, datetime.fromisoformat(now).replace(tzinfo=None)))


def log_age_s(timestamp: str, now: datetime) -> int | None:
    """Seconds since a log line's time; one without a year is the last such day. None where the form is another one."""
    try:
        at = _moment(timestamp, now)
    except ValueError:  # no such day
        return None
    return None if at is None else max(0, int((now - at).total_seconds()))


def _moment(timestamp: str, now: datetime) -> datetime | None:
    if found := _ISO.match(timestamp):
        return datetime.fromisoformat(found[0])
    found = _NAMED.match(timestamp)
    if found is None or found[2].lower() not in _MONTHS:
        return None
    month, year = _MONTHS.index(found[2].lower()) + 1, int(found[1] or found[4] or now.year)
    day, hour, minute, second = (int(found[place]) for place in (3, 5, 6, 7))
    at = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the device's own zone, as its clock
    return at if found[1] or found[4] or at <= now + _SLACK else at.replace(year=year - 1)


def aged(change: ConfigChange, clocks: Iterable[Fact]) -> ConfigChange:
    """The change with its age, if that can be told."""
    return change if change.changed_s is not None else dataclasses.replace(change, changed_s=age_s(change, clocks))
