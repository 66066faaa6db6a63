"""Facts of the capability `license`: what a device may do, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class License(Fact):
    """A licence. state: as the device says; an evaluation that still runs is `ok`."""

    KIND: ClassVar[str] = "license"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    state: str | None = of("enum", enum=("ok", "expired", "missing", "unknown"))
    days_left: int | None = of("int")
