"""How long ago a device's configuration was changed, where it tells the date: by its own clock. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime

from netsop.facts.config_change import Clock, ConfigChange
from netsop.facts.fact import Fact


def age_s(change: ConfigChange, clocks: Iterable[Fact]) -> int | None:
    """Seconds between the change and the device's clock.

    None when one of them is not told, or when the clock was set back since.
    """
    now = next((clock.now for clock in clocks if isinstance(clock, Clock) and clock.now), None)
    if now is None or change.changed_at is None:
        return None
    age = int((datetime.fromisoformat(now) - datetime.fromisoformat(change.changed_at)).total_seconds())
    return age if age >= 0 else None


def aged(change: ConfigChange, clocks: Iterable[Fact]) -> ConfigChange:
    """The change with its age, if that can be told."""
    return change if change.changed_s is not None else dataclasses.replace(change, changed_s=age_s(change, clocks))
