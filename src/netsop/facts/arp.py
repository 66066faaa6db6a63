"""Facts of the capability `arp`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class ArpEntry(Fact):
    """A neighbour cache entry (RFC 826, RFC 4861)."""

    KIND: ClassVar[str] = "arp"
    KEY: ClassVar[tuple[str, ...]] = ("ip", "interface")

    ip: str | None = of("ip")
    mac: str | None = of("mac")
    interface: str | None = of("ifname")
    vrf: str | None = of("text")
    age_s: int | None = of("int")
    state: str | None = of(
        "enum",
        enum=("reachable", "stale", "delay", "probe", "failed", "incomplete", "permanent", "noarp"),
    )
