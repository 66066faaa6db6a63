"""Facts of the capability `forwarding`: where a device sends what is meant for an address. Derived from its routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding(Fact):
    """The longest match of a target in the table of a device (RFC 1812 section 5.2.4.3). discard: it is thrown away.

    match `none`: there is a table, and nothing in it fits. loops: following the next hops leads back here.
    drawn_in: the loop closes at another device, one whose route no routing protocol made.
    """

    KIND: ClassVar[str] = "forwarding"
    KEY: ClassVar[tuple[str, ...]] = ("target", "next_hop")

    target: str | None = of("ip")
    prefix: str | None = of("prefix")
    match: str | None = of("enum", enum=("route", "none"))
    protocol: str | None = of("text")
    next_hop: str | None = of("ip")
    interface: str | None = of("ifname")
    discard: bool | None = of("bool")
    loops: bool | None = of("bool")
    drawn_in: bool | None = of("bool")
    leads: str | None = of("text")
