"""Facts of the capability `disk`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk(Fact):
    """A file system, in bytes."""

    KIND: ClassVar[str] = "disk"
    KEY: ClassVar[tuple[str, ...]] = ("mount",)

    mount: str | None = of("text")
    total_bytes: int | None = of("int")
    used_bytes: int | None = of("int")
    used_pct: float | None = of("num")
