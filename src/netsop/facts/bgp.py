"""Facts of the capability `bgp`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpPeer(Fact):
    """A BGP peer (RFC 4271).

    idle_reason: why the device keeps the session down by itself, `none` where it does not; …_policy: the filter that
    routes from the peer, or to it, meet first, empty for none. answered: whether the peer's TCP answered the last
    attempt to reach it, be it with a refusal (RFC 4271 section 8.2.2: a lasting Connect is no answer).
    """

    KIND: ClassVar[str] = "bgp_peer"
    KEY: ClassVar[tuple[str, ...]] = ("vrf", "afi", "peer")

    vrf: str | None = of("text")
    afi: str | None = of("text")
    peer: str | None = of("ip")
    remote_as: int | None = of("int")
    local_as: int | None = of("int")
    router_id: str | None = of("ip")
    state: str | None = of(
        "enum",
        enum=("idle", "connect", "active", "opensent", "openconfirm", "established"),
    )
    admin_down: bool | None = of("bool")
    uptime_s: int | None = of("int")
    idle_reason: str | None = of("enum", enum=("admin", "prefix_limit", "policy", "none"))
    answered: bool | None = of("bool")
    import_policy: str | None = of("text")
    export_policy: str | None = of("text")
    prefixes_received: int | None = of("int")
    prefixes_accepted: int | None = of("int")
    prefixes_sent: int | None = of("int")
