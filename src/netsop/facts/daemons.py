"""Facts of the capability `daemons`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Fact):
    """A daemon of the device."""

    KIND: ClassVar[str] = "process"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("text")
    running: bool | None = of("bool")
    pid: int | None = of("int")
