"""Facts of the capability `log`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine(Fact):
    """A log line. age_s: by the device's own clock; derived."""

    KIND: ClassVar[str] = "log"
    KEY: ClassVar[tuple[str, ...]] = ("timestamp", "message")

    timestamp: str | None = of("text")
    facility: str | None = of("text")
    severity: int | None = of("int")
    mnemonic: str | None = of("text")
    message: str | None = of("text")
    age_s: int | None = of("int")


@dataclass(frozen=True, slots=True, kw_only=True)
class MacMove(Fact):
    """A bridge complains that an address keeps moving between its ports. age_s: by the device's own clock; derived."""

    KIND: ClassVar[str] = "mac_move"
    KEY: ClassVar[tuple[str, ...]] = ("timestamp", "mac", "vlan")

    timestamp: str | None = of("text")
    mac: str | None = of("mac")
    vlan: int | None = of("int")
    interface: str | None = of("ifname")
    other_interface: str | None = of("ifname")
    age_s: int | None = of("int")
