"""Facts of the capability `log`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine(Fact):
    """A log line."""

    KIND: ClassVar[str] = "log"
    KEY: ClassVar[tuple[str, ...]] = ("timestamp", "message")

    timestamp: str | None = of("text")
    facility: str | None = of("text")
    severity: int | None = of("int")
    mnemonic: str | None = of("text")
    message: str | None = of("text")
