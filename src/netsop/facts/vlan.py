"""Facts of the capability `vlan`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Vlan(Fact):
    """A VLAN (IEEE 802.1Q)."""

    KIND: ClassVar[str] = "vlan"
    KEY: ClassVar[tuple[str, ...]] = ("vlan_id",)

    vlan_id: int | None = of("int")
    name: str | None = of("text")
    state: str | None = of("enum", enum=("active", "suspended", "down"))
    members: tuple[str, ...] | None = of("ifnames")


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPort(Fact):
    """How a port of a switch is set, whether it is up or not.

    vlans: what a trunk may carry, as numbers and ranges (`10`, `20-25`), `all`, or `none`.
    """

    KIND: ClassVar[str] = "switch_port"
    KEY: ClassVar[tuple[str, ...]] = ("interface",)

    interface: str | None = of("ifname")
    mode: str | None = of("enum", enum=("access", "trunk"))
    access_vlan: int | None = of("int")
    native_vlan: int | None = of("int")
    vlans: tuple[str, ...] | None = of("texts")
