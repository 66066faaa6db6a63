"""Facts of the capability `traceroute`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class TracerouteHop(Fact):
    """One hop of a traceroute."""

    KIND: ClassVar[str] = "traceroute_hop"
    KEY: ClassVar[tuple[str, ...]] = ("ttl", "address")

    ttl: int | None = of("int")
    address: str | None = of("ip")
    rtt_ms: tuple[float, ...] | None = of("nums")
    timeout: bool | None = of("bool")
