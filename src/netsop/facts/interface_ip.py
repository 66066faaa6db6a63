"""Facts of the capability `interface_ip`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceAddress(Fact):
    """An address on an interface (RFC 8344)."""

    KIND: ClassVar[str] = "interface_address"
    KEY: ClassVar[tuple[str, ...]] = ("interface", "address")

    interface: str | None = of("ifname")
    address: str | None = of("ip")
    prefix_length: int | None = of("int")
    vrf: str | None = of("text")
