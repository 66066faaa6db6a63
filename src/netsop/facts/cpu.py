"""Facts of the capability `cpu`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cpu(Fact):
    """Processor use, in percent."""

    KIND: ClassVar[str] = "cpu"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    util_pct: float | None = of("num")
    util_5s_pct: float | None = of("num")
    util_1m_pct: float | None = of("num")
    util_5m_pct: float | None = of("num")
