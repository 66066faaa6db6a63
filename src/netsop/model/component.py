"""Components: what a finding is about and what a fault sits on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a component is."""

    SITE = "site"            # its power feed
    DEVICE = "device"
    INTERFACE = "interface"  # name: device/interface
    LINK = "link"
    CIRCUIT = "circuit"
    CONDUIT = "conduit"      # a route in the ground that several links or circuits share
    SESSION = "session"
    ROUTE = "route"          # name: device/prefix
    SERVICE = "service"
    VLAN = "vlan"
    TUNNEL = "tunnel"
    PREFIX = "prefix"
    MANAGEMENT = "management"  # the management path to a device


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """One component, written `kind:name`."""

    kind: Kind
    name: str

    def __hash__(self) -> int:
        return hash(self.name)  # cheap, for graphs of thousands of devices; the name tells nearly all apart

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.name}"

    @classmethod
    def parse(cls, text: str) -> Component:
        """Read `kind:name`. Raises ValueError when the kind is not one of `Kind`."""
        kind, _, name = text.partition(":")
        return cls(Kind(kind), name)

    @property
    def device(self) -> str | None:
        """The device that this component belongs to, where its name says so."""
        if self.kind in {Kind.DEVICE, Kind.MANAGEMENT}:
            return self.name
        if self.kind in {Kind.INTERFACE, Kind.ROUTE}:
            return self.name.partition("/")[0]
        return None
