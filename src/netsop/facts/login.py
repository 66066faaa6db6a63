"""Facts of the capability `login`: how the session with a device came out. Derived from the run, not parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Login(Fact):
    """The management session. outcome: a word of model.evidence.Outcome; reason as the transport gave it."""

    KIND: ClassVar[str] = "login"
    KEY: ClassVar[tuple[str, ...]] = ()

    outcome: str | None = of("text")
    reason: str | None = of("text")
