"""Facts of the capability `dhcp`: what a DHCP server has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class DhcpPool(Fact):
    """A pool of addresses (RFC 2131). total and used are numbers of addresses."""

    KIND: ClassVar[str] = "dhcp_pool"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    total: int | None = of("int")
    used: int | None = of("int")
    running: bool | None = of("bool")


@dataclass(frozen=True, slots=True, kw_only=True)
class DhcpServer(Fact):
    """A DHCP server that was heard on a segment. trusted: whether the device was told that it may be there."""

    KIND: ClassVar[str] = "dhcp_server"
    KEY: ClassVar[tuple[str, ...]] = ("address", "interface")

    address: str | None = of("text")
    interface: str | None = of("ifname")
    trusted: bool | None = of("bool")
