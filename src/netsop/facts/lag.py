"""Facts of the capability `lag`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag(Fact):
    """A link aggregation group."""

    KIND: ClassVar[str] = "lag"
    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = of("ifname")
    protocol: str | None = of("enum", enum=("lacp", "pagp", "static"))
    oper_state: str | None = of(
        "enum",
        enum=("up", "down", "testing", "dormant", "not_present", "lower_layer_down", "unknown"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LagMember(Fact):
    """A member of a link aggregation group."""

    KIND: ClassVar[str] = "lag_member"
    KEY: ClassVar[tuple[str, ...]] = ("lag", "interface")

    lag: str | None = of("ifname")
    interface: str | None = of("ifname")
    bundled: bool | None = of("bool")
