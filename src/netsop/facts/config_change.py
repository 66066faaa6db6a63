"""Facts of the capability `config_change`: when a device's configuration was last changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigChange(Fact):
    """The last change of the running configuration. changed_s: seconds ago; saved: whether a restart keeps it."""

    KIND: ClassVar[str] = "config_change"
    KEY: ClassVar[tuple[str, ...]] = ()

    changed_s: int | None = of("int")
    by: str | None = of("text")
    saved: bool | None = of("bool")
