"""Facts of the capability `ospf`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class OspfNeighbor(Fact):
    """An OSPF neighbour (RFC 2328)."""

    KIND: ClassVar[str] = "ospf_neighbor"
    KEY: ClassVar[tuple[str, ...]] = ("neighbor_id", "address", "interface")

    neighbor_id: str | None = of("ip")
    address: str | None = of("ip")
    interface: str | None = of("ifname")
    state: str | None = of(
        "enum",
        enum=("down", "attempt", "init", "2way", "exstart", "exchange", "loading", "full"),
    )
    role: str | None = of("enum", enum=("dr", "bdr", "drother", "none"))
    priority: int | None = of("int")
    dead_time_s: int | None = of("int")
    area: str | None = of("text")
    uptime_s: int | None = of("int")
    vrf: str | None = of("text")
