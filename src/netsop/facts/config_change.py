"""Facts of the capability `config_change`: when a device's configuration was last changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigChange(Fact):
    """A change of the running configuration. changed_s: seconds ago; saved: whether a restart keeps it.

    changed_at: by the device's own clock (ISO 8601), where it says that instead; `Clock` then makes seconds of it.
    """

    KIND: ClassVar[str] = "config_change"
    KEY: ClassVar[tuple[str, ...]] = ()

    changed_s: int | None = of("int")
    changed_at: str | None = of("text")
    by: str | None = of("text")
    saved: bool | None = of("bool")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Fact):
    """What the device takes the time to be (ISO 8601, its own zone)."""

    KIND: ClassVar[str] = "clock"
    KEY: ClassVar[tuple[str, ...]] = ()

    now: str | None = of("text")
