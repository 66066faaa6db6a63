"""Facts of the capability `dns`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(Fact):
    """The answer of a name server asked from a vantage point."""

    KIND: ClassVar[str] = "resolve"
    KEY: ClassVar[tuple[str, ...]] = ("server", "query")

    server: str | None = of("ip")
    query: str | None = of("text")
    addresses: tuple[str, ...] | None = of("texts")
    status: str | None = of(
        "enum",
        enum=("noerror", "nxdomain", "servfail", "refused", "timeout", "unreachable"),
    )
    elapsed_ms: float | None = of("num")
