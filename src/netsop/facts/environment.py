"""Facts of the capability `environment`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Psu(Fact):
    """A power supply, in watts."""

    KIND: ClassVar[str] = "psu"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    state: str | None = of("enum", enum=("ok", "failed", "absent", "unknown"))
    input_state: str | None = of("enum", enum=("ok", "lost"))
    output_w: float | None = of("num")
    capacity_w: float | None = of("num")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan(Fact):
    """A fan."""

    KIND: ClassVar[str] = "fan"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    state: str | None = of("enum", enum=("ok", "failed", "absent", "unknown"))
    speed_rpm: int | None = of("int")
    speed_pct: float | None = of("num")


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperature(Fact):
    """A temperature sensor, in °C."""

    KIND: ClassVar[str] = "temperature"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    value_c: float | None = of("num")
    state: str | None = of("enum", enum=("ok", "warning", "critical", "failed", "absent", "unknown"))
    high_warn_c: float | None = of("num")
    high_alarm_c: float | None = of("num")
