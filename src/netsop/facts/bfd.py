"""Facts of the capability `bfd`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class BfdSession(Fact):
    """A BFD session (RFC 5880)."""

    KIND: ClassVar[str] = "bfd_session"
    KEY: ClassVar[tuple[str, ...]] = ("peer", "interface")

    peer: str | None = of("ip")
    interface: str | None = of("ifname")
    state: str | None = of("enum", enum=("up", "down", "init", "admin_down"))
    local_discr: int | None = of("int")
    vrf: str | None = of("text")
    uptime_s: int | None = of("int")
