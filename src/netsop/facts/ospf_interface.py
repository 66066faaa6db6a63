"""Facts of the capability `ospf_interface`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class OspfInterface(Fact):
    """OSPF as it runs on an interface (RFC 2328 appendix C.3)."""

    KIND: ClassVar[str] = "ospf_interface"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("ifname")
    area: str | None = of("text")
    hello_s: int | None = of("int")
    dead_s: int | None = of("int")
    passive: bool | None = of("bool")
    cost: int | None = of("int")
    network_type: str | None = of("text")
    state: str | None = of("text")
    auth: str | None = of("text")
    neighbors: int | None = of("int")
