"""What the laboratories add around the inventory: the providers and the world behind them (inventory/lab.yaml)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Literal

from pydantic import Field

from netsop.model.intent import HostName, InterfaceName, Name
from netsop.model.record import Record


class Internet(Record):
    """The node where the providers meet: its AS, the prefix it announces, DNS and web addresses, its zone."""

    name: Name
    as_: int = Field(alias="as", gt=0, lt=2**32)
    addresses: dict[Literal["dns", "web"], IPv4Address]
    prefix: IPv4Network
    zone: dict[HostName, IPv4Address]


class ProviderUplink(Record):
    """The provider's link to the internet node: its own address and the far end's."""

    address: IPv4Interface
    internet: IPv4Interface


class Provider(Record):
    """A provider's router: the circuit of ours that ends on it, its AS, its uplink."""

    name: Name
    circuit: Name
    as_: int = Field(alias="as", gt=0, lt=2**32)
    uplink: ProviderUplink


class LabServer(Record):
    """What a server of ours offers in the laboratory."""

    dns_zone: dict[HostName, IPv4Address] = Field(default_factory=dict)
    http: int | None = None


class LabCredentials(Record):
    """The login of the laboratory's devices; the password is made anew at each start."""

    username: Name = "netsop"


class Lab(Record):
    """The laboratory's surroundings. `preferred` is the circuit whose default route wins."""

    internet: Internet
    providers: tuple[Provider, ...]
    aggregate: IPv4Network
    preferred: Name
    servers: dict[Name, LabServer] = Field(default_factory=dict)
    credentials: LabCredentials = LabCredentials()


class OverlayHost(Record):
    """How to reach a device's stand-in; interfaces: declared name → the name that the stand-in uses."""

    hostname: HostName
    port: int = Field(ge=1, le=65535)
    platform: Name | None = None
    username: str
    password: str
    interfaces: dict[InterfaceName, InterfaceName] = Field(default_factory=dict)


class Overlay(Record):
    """Written by a running laboratory (.netsop/lab/overlay.yaml): what to change in the inventory while it runs."""

    laboratory: Literal["simulated", "real"]
    pid: int
    control: str
    known_hosts: str
    hosts: dict[Name, OverlayHost]
