"""Facts of the capability `ping`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping(Fact):
    """The result of an ICMP echo test, times in ms."""

    KIND: ClassVar[str] = "ping"
    KEY: ClassVar[tuple[str, ...]] = ("target",)

    target: str | None = of("text")
    sent: int | None = of("int")
    received: int | None = of("int")
    loss_pct: float | None = of("num")
    rtt_min_ms: float | None = of("num")
    rtt_avg_ms: float | None = of("num")
    rtt_max_ms: float | None = of("num")
