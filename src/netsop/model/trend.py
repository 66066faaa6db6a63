"""Trends: a reading over time, and what it will come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from netsop.model.component import Component


@dataclass(frozen=True, slots=True, order=True)
class Sample:
    """One reading that a check compared. vantage: as in its finding, empty where there is none."""

    check: str
    component: Component
    vantage: str
    at: datetime
    value: float

    @property
    def series(self) -> tuple[str, Component, str]:
        """What it is a reading of."""
        return (self.check, self.component, self.vantage)


@dataclass(frozen=True, slots=True)
class TrendWarning:
    """A healthy reading that will not stay so.

    kind: `rising` or `falling` towards its limit, `near` it already, `flapping` (it began anew `times` times).
    left_s: seconds until the limit at the pace of the readings, with the range that they allow; None where a pace
    cannot be told. over_s: the time that the readings span.
    """

    kind: Literal["rising", "falling", "near", "flapping"]
    check: str
    component: Component
    vantage: str
    value: float
    limit: float | None
    unit: str = ""
    left_s: int | None = None
    soonest_s: int | None = None
    latest_s: int | None = None
    times: int = 0
    over_s: int = 0
