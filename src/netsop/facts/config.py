"""Facts of the capability `config`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(Fact):
    """That an output is a configuration; of its text it holds only the secrets found, so that they can be masked."""

    KIND: ClassVar[str] = "config"
    KEY: ClassVar[tuple[str, ...]] = ("kind",)

    kind: str | None = of("text")
    hostname: str | None = of("text")
    secrets: tuple[str, ...] | None = of("texts")
