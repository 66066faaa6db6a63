"""Facts of the capability `route`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Fact):
    """A route."""

    KIND: ClassVar[str] = "route"
    KEY: ClassVar[tuple[str, ...]] = ("vrf", "prefix", "next_hop", "interface")

    vrf: str | None = of("text")
    prefix: str | None = of("prefix")
    protocol: str | None = of(
        "enum",
        enum=(
            "connected", "local", "static", "ospf", "bgp", "isis", "rip", "eigrp", "kernel", "dhcp", "aggregate",
            "nat", "hsrp", "other",
        ),
    )
    next_hop: str | None = of("ip")
    interface: str | None = of("ifname")
    preference: int | None = of("int")
    metric: int | None = of("int")
    discard: bool | None = of("bool")
    active: bool | None = of("bool")
    age_s: int | None = of("int")
