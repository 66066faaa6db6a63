"""Facts of the capability `ping_mtu`: echoes as long as the MTU allows, which no one may cut into pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.ping import Ping


@dataclass(frozen=True, slots=True, kw_only=True)
class LargePing(Ping):
    """The result of an ICMP echo test with Don't Fragment set (RFC 1191): apart from that of small ones."""

    KIND: ClassVar[str] = "ping_mtu"
