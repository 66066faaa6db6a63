"""Facts of the capability `memory`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory(Fact):
    """Memory, in bytes."""

    KIND: ClassVar[str] = "memory"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    total_bytes: int | None = of("int")
    used_bytes: int | None = of("int")
    free_bytes: int | None = of("int")
