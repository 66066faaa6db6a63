"""Facts of the capability `device`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(Fact):
    """The device as a whole."""

    KIND: ClassVar[str] = "device"
    KEY: ClassVar[tuple[str, ...]] = ()

    hostname: str | None = of("text")
    model: str | None = of("text")
    serial: str | None = of("text")
    os_version: str | None = of("text")
    uptime_s: int | None = of("int")
    reload_reason: str | None = of("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Fact):
    """A part with its serial number."""

    KIND: ClassVar[str] = "component"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    part_no: str | None = of("text")
    serial: str | None = of("text")
    state: str | None = of("enum", enum=("ok", "failed", "absent", "unknown"))
