"""Facts of the capability `http`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Http(Fact):
    """The answer of a web server asked from a vantage point.

    error: `failed` where no connection came to be and the client does not say whether it was refused; a client that
    waited in vain says `timeout`.
    """

    KIND: ClassVar[str] = "http"
    KEY: ClassVar[tuple[str, ...]] = ("url",)

    url: str | None = of("text")
    status_code: int | None = of("int")
    error: str | None = of("enum", enum=("refused", "timeout", "unreachable", "reset", "protocol", "failed", "none"))
    elapsed_ms: float | None = of("num")
