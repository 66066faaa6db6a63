"""Facts of the capability `interface_rate`: what two readings of an interface's counters say. Derived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceRate(Fact):
    """Change per second between two readings; a counter that went backwards (reset, wrap) gives no rate."""

    KIND: ClassVar[str] = "interface_rate"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("ifname")
    over_s: float | None = of("num")
    in_errors_per_s: float | None = of("num")
    in_crc_errors_per_s: float | None = of("num")
    out_errors_per_s: float | None = of("num")
    in_discards_per_s: float | None = of("num")
    out_discards_per_s: float | None = of("num")
    transitions_per_s: float | None = of("num")
    in_bps: float | None = of("num")
    out_bps: float | None = of("num")
