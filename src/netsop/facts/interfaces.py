"""Facts of the capability `interfaces`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface(Fact):
    """An interface (RFC 8343, OpenConfig interfaces). Counters are raw readings."""

    KIND: ClassVar[str] = "interface"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("ifname")
    admin_state: str | None = of("enum", enum=("up", "down"))
    oper_state: str | None = of(
        "enum",
        enum=("up", "down", "testing", "dormant", "not_present", "lower_layer_down", "unknown"),
    )
    down_reason: str | None = of("text")
    description: str | None = of("text")
    mtu: int | None = of("int")
    speed_bps: int | None = of("int")
    duplex: str | None = of("enum", enum=("full", "half", "auto"))
    mac: str | None = of("mac")
    last_change_s: int | None = of("int")
    carrier_transitions: int | None = of("int")
    in_errors: int | None = of("int")
    out_errors: int | None = of("int")
    in_crc_errors: int | None = of("int")
    in_discards: int | None = of("int")
    out_discards: int | None = of("int")
    in_octets: int | None = of("int")
    out_octets: int | None = of("int")
