"""Facts of the capability `table`: tables of a device that can be full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Fact):
    """A table (connections, NAT, MAC, routes in hardware). limit is what fits."""

    KIND: ClassVar[str] = "table"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    used: int | None = of("int")
    limit: int | None = of("int")
