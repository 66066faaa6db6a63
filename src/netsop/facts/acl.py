"""Facts of the capability `acl`: packet filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class AclRule(Fact):
    """A rule of a packet filter. packets: how often it matched; protocol: `icmp`, `ospf`, `bgp`, `tcp`, `udp`, `ip`."""

    KIND: ClassVar[str] = "acl_rule"
    KEY: ClassVar[tuple[str, ...]] = ("name", "sequence")

    name: str | None = of("text")
    sequence: str | None = of("text")
    action: str | None = of("enum", enum=("permit", "deny"))
    protocol: str | None = of("text")
    text: str | None = of("text")
    packets: int | None = of("int")
