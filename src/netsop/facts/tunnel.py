"""Facts of the capability `tunnel`: tunnels as their end sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class TunnelPeer(Fact):
    """A tunnel's peer. handshake_s: seconds since the last key exchange that worked, absent when there was none."""

    KIND: ClassVar[str] = "tunnel"
    KEY: ClassVar[tuple[str, ...]] = ("interface", "peer")

    interface: str | None = of("ifname")
    peer: str | None = of("text")
    endpoint: str | None = of("text")
    allowed: tuple[str, ...] | None = of("texts")
    handshake_s: int | None = of("int")
    state: str | None = of("enum", enum=("up", "down"))
    in_octets: int | None = of("int")
    out_octets: int | None = of("int")
