"""Facts of the capability `bgp_route`: prefixes in the BGP table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpRoute(Fact):
    """A path of a prefix (RFC 4271). origin_as is the last number of its AS path; 0 where it is our own."""

    KIND: ClassVar[str] = "bgp_route"
    KEY: ClassVar[tuple[str, ...]] = ("vrf", "prefix", "peer")

    vrf: str | None = of("text")
    prefix: str | None = of("prefix")
    peer: str | None = of("ip")
    next_hop: str | None = of("ip")
    as_path: tuple[str, ...] | None = of("texts")
    origin_as: int | None = of("int")
    best: bool | None = of("bool")
