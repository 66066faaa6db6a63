"""Facts of the capability `stp`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class StpInstance(Fact):
    """A spanning-tree instance."""

    KIND: ClassVar[str] = "stp_instance"
    KEY: ClassVar[tuple[str, ...]] = ("instance",)

    instance: str | None = of("text")
    root_mac: str | None = of("mac")
    root_port: str | None = of("ifname")
    is_root: bool | None = of("bool")
    root_cost: int | None = of("int")
    topology_changes: int | None = of("int")


@dataclass(frozen=True, slots=True, kw_only=True)
class StpPort(Fact):
    """A port in a spanning-tree instance."""

    KIND: ClassVar[str] = "stp_port"
    KEY: ClassVar[tuple[str, ...]] = ("instance", "interface")

    instance: str | None = of("text")
    interface: str | None = of("ifname")
    role: str | None = of("enum", enum=("root", "designated", "alternate", "backup", "master", "disabled"))
    state: str | None = of(
        "enum",
        enum=("forwarding", "blocking", "learning", "listening", "discarding", "broken", "disabled"),
    )
    cost: int | None = of("int")
