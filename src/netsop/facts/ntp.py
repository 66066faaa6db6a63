"""Facts of the capability `ntp`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ntp(Fact):
    """The clock's synchronisation (RFC 5905)."""

    KIND: ClassVar[str] = "ntp"
    KEY: ClassVar[tuple[str, ...]] = ()

    synchronized: bool | None = of("bool")
    stratum: int | None = of("int")
    reference: str | None = of("text")
    offset_ms: float | None = of("num")


@dataclass(frozen=True, slots=True, kw_only=True)
class NtpPeer(Fact):
    """A time source."""

    KIND: ClassVar[str] = "ntp_peer"
    KEY: ClassVar[tuple[str, ...]] = ("address",)

    address: str | None = of("text")
    selected: bool | None = of("bool")
    stratum: int | None = of("int")
    reach_octal: str | None = of("text")
    offset_ms: float | None = of("num")
    delay_ms: float | None = of("num")
    reference: str | None = of("text")
