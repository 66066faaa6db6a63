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
