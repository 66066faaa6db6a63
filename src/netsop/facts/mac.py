"""Facts of the capability `mac`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class MacEntry(Fact):
    """A forwarding table entry of a bridge."""

    KIND: ClassVar[str] = "mac"
    KEY: ClassVar[tuple[str, ...]] = ("mac", "vlan")

    mac: str | None = of("mac")
    vlan: int | None = of("int")
    interface: str | None = of("ifname")
    kind: str | None = of("enum", enum=("dynamic", "static", "other"))
