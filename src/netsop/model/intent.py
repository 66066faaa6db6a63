"""Intent: what should be true of the network. One record per entry of the files in inventory/intent/."""

from __future__ import annotations

from datetime import datetime
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
    ip_address,
    ip_interface,
    ip_network,
)
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints

from netsop.model.record import Record

MEASURED = frozenset({"ping", "dns", "http"})
"""Kinds of service that are asked over the network, from a vantage point."""

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")]
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
HostName = Annotated[str, StringConstraints(max_length=253, pattern=rf"^{_LABEL}(\.{_LABEL})*$")]
InterfaceName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9./:_-]{0,62}$")]
UrlPath = Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9._~/-]{0,200}$")]


def _address(value: object) -> object:
    """Text only: a number would be taken for an address too, and a zone (`%eth0`) may hold anything."""
    if isinstance(value, IPv4Address | IPv6Address):
        return value
    try:
        return ip_address(_text(value))
    except ValueError as error:
        raise ValueError("should be an IP address like 10.0.0.1") from error


def _interface(value: object) -> object:
    if isinstance(value, IPv4Interface | IPv6Interface):
        return value
    try:
        return ip_interface(_text(value, holds="/"))
    except ValueError as error:
        raise ValueError("should be an IP address with its prefix length, like 10.0.0.1/30") from error


def _network(value: object) -> object:
    if isinstance(value, IPv4Network | IPv6Network):
        return value
    try:
        return ip_network(_text(value, holds="/"))
    except ValueError as error:
        raise ValueError("should be a prefix like 10.20.0.0/16, with no bits behind its length") from error


def _text(value: object, *, holds: str = "") -> str:
    if isinstance(value, str) and "%" not in value and holds in value:
        return value
    raise ValueError


AnyInterface = Annotated[IPv4Interface | IPv6Interface, BeforeValidator(_interface)]
AnyNetwork = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]
AnyAddress = Annotated[IPv4Address | IPv6Address, BeforeValidator(_address)]


class Port(Record):
    """One interface of one device, with the address that it should carry."""

    device: Name
    interface: InterfaceName
    address: AnyInterface | None = None


class Site(Record):
    """A place. `power` names the feed, `technician` whom to ask there."""

    name: Name
    title: str
    kind: Literal["pop", "office"]
    power: str = ""
    technician: str = ""
    lan: Port | None = None


class Ospf(Record):
    """OSPF on a link (RFC 2328): area in dotted form, timers in seconds."""

    area: IPv4Address
    cost: int = Field(ge=1, le=65535)
    hello_s: int = Field(default=10, ge=1, le=65535)
    dead_s: int = Field(default=40, ge=1, le=65535)


class Member(Record):
    """One cable of a bundle: the interface at each end of the link."""

    a: InterfaceName
    b: InterfaceName


class Link(Record):
    """A cable or radio hop between two interfaces of ours.

    members: the cables of a bundle (IEEE 802.1AX); its ends are then the aggregates. duplex: as it must be agreed.
    """

    name: Name
    kind: Literal["fibre", "copper", "radio"]
    a: Port
    b: Port
    speed_mbps: int = Field(gt=0)
    mtu: int = Field(default=1500, ge=68, le=65535)
    optics: Name | None = None
    conduit: str = ""
    ospf: Ospf | None = None
    members: tuple[Member, ...] = ()

    @property
    def ends(self) -> tuple[Port, Port]:
        """Both ends, a first."""
        return (self.a, self.b)


class Contact(Record):
    """Whom to call at the provider."""

    email: str = ""
    phone: str = ""


class Circuit(Record):
    """A rented circuit. Our side ends at device/interface; bandwidth is the contract's, latency and loss its bounds.

    usual_in_mbps: what comes in at a busy hour; conduit: its route in the ground where we know it.
    """

    name: Name
    isp: str
    circuit_id: str
    kind: Literal["fibre", "copper", "radio"]
    device: Name
    interface: InterfaceName
    address: AnyInterface
    provider_address: AnyAddress
    provider_as: int = Field(gt=0, lt=2**32)
    speed_mbps: int = Field(gt=0)
    mtu: int = Field(default=1500, ge=68, le=65535)
    optics: Name | None = None
    bandwidth_mbps: int = Field(gt=0)
    latency_ms: float = Field(gt=0)
    loss_pct: float = Field(ge=0, le=100)
    usual_in_mbps: float | None = Field(default=None, gt=0)
    conduit: str = ""
    demarcation: str = ""
    contact: Contact = Contact()

    @property
    def port(self) -> Port:
        """Our end."""
        return Port(device=self.device, interface=self.interface, address=self.address)


class Session(Record):
    """A routing session. OSPF ones are derived from the links, BGP ones are declared.

    over: the link or circuit that carries it. For OSPF `device`/`peer` are end a and the address of end b.
    announces: prefixes that we send; min_prefixes: how many we get at least; …_policy: the filter that
    routes meet first, empty for none; where neither is given, filters are not looked at.
    """

    name: Name
    protocol: Literal["bgp", "ospf"]
    device: Name
    peer: AnyAddress
    remote_as: int | None = Field(default=None, gt=0, lt=2**32)
    over: Name
    receives_default: bool = False
    announces: tuple[AnyNetwork, ...] = ()
    min_prefixes: int | None = Field(default=None, ge=1)
    import_policy: str | None = None
    export_policy: str | None = None


class Vlan(Record):
    """A VLAN: the trunk ports that must carry it, the ports that are members without a tag, its spanning tree's root.

    gateway: the routed port of it. The name is that of the segment, not what a switch calls it.
    """

    name: Name
    vlan_id: int = Field(ge=1, le=4094)
    trunks: tuple[Port, ...] = ()
    access: tuple[Port, ...] = ()
    root: Name | None = None
    gateway: Port | None = None


class Tunnel(Record):
    """A tunnel that ends on a device of ours. peer: what the device calls its far end (address, or WireGuard key)."""

    name: Name
    kind: Literal["wireguard", "ipsec"]
    device: Name
    interface: InterfaceName
    peer: str
    endpoint: AnyAddress
    allowed: tuple[AnyNetwork, ...] = ()
    inside: AnyAddress | None = None


class Prefix(Record):
    """A prefix of ours as the world must see it: where it begins, and from which session we watch that."""

    name: Name
    prefix: AnyNetwork
    origin_as: int = Field(gt=0, lt=2**32)


class Maintenance(Record):
    """Announced work: what happens to `component` (`kind:name`) between `start` and `end` is no fault.

    by: `isp`, or `us`; notice: the number of the provider's notice or of our change.
    """

    name: Name
    component: Annotated[str, StringConstraints(pattern=r"^[a-z]+:\S{1,120}$")]
    start: AwareDatetime
    end: AwareDatetime
    by: Literal["isp", "us"] = "us"
    notice: str = ""

    def covers(self, when: datetime) -> bool:
        """Whether a moment lies within it."""
        return self.start <= when <= self.end


class Service(Record):
    """Something that people use, and the devices of ours (vantage points) that measure it.

    on: our device that serves it; beyond: `internet` where it lies behind the providers. max_ms: how long an answer
    may take. clients: the devices that depend on it, for `aaa` (logins), `ntp` (clocks).
    """

    name: Name
    kind: Literal["ping", "dns", "http", "dhcp", "aaa", "ntp"]
    title: str
    target: AnyAddress
    port: int | None = Field(default=None, ge=1, le=65535)
    query: HostName | None = None
    path: UrlPath = "/"
    expect: str | None = None
    on: Name | None = None
    beyond: Literal["internet"] | None = None
    max_ms: float | None = Field(default=None, gt=0)
    clients: tuple[Name, ...] = ()
    vantages: tuple[Name, ...] = ()


class OpticBudget(Record):
    """Receive and transmit window of a transceiver class, in dBm; wavelength_nm: its laser's, if all have one."""

    rx_min_dbm: float
    rx_max_dbm: float
    tx_min_dbm: float
    tx_max_dbm: float
    wavelength_nm: float | None = Field(default=None, gt=0)


class ErrorBudget(Record):
    """Errors per second that an interface may count."""

    max_per_s: float = Field(default=0.5, ge=0)


class PingBudget(Record):
    """Loss that a ping may show before it counts as a failure."""

    max_loss_pct: float = Field(default=10.0, ge=0, le=100)


class ResourceBudget(Record):
    """Bounds of a device's own resources."""

    cpu_pct: float = 90
    memory_pct: float = 92
    disk_pct: float = 90
    temperature_c: float = 75
    table_pct: float = 90
    load_pct: float = 90


class ClockBudget(Record):
    """How far a device's clock may be off; devices whose clock must be set are then asked for NTP."""

    max_offset_ms: float = Field(default=500, gt=0)


class ChangeBudget(Record):
    """What counts as recent: a start of a device, a change of its configuration (seconds)."""

    min_uptime_s: int = Field(default=3600, ge=0)
    recent_config_s: int = Field(default=86400, ge=0)


class Budgets(Record):
    """Limits that checks compare with. clock: None where nobody sets the devices' clocks."""

    optics: dict[Name, OpticBudget] = Field(default_factory=dict)
    errors: ErrorBudget = ErrorBudget()
    ping: PingBudget = PingBudget()
    resources: ResourceBudget = ResourceBudget()
    clock: ClockBudget | None = None
    change: ChangeBudget = ChangeBudget()


class Intent(Record):
    """All of it."""

    sites: tuple[Site, ...] = ()
    links: tuple[Link, ...] = ()
    circuits: tuple[Circuit, ...] = ()
    sessions: tuple[Session, ...] = ()
    services: tuple[Service, ...] = ()
    vlans: tuple[Vlan, ...] = ()
    tunnels: tuple[Tunnel, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()
    budgets: Budgets = Budgets()

    def all_sessions(self) -> tuple[Session, ...]:
        """The declared sessions and the OSPF adjacency of each link that has one, named `ospf-LINK`."""
        adjacencies = tuple(
            Session(name=f"ospf-{link.name}", protocol="ospf", device=link.a.device, peer=link.b.address.ip,
                    over=link.name)
            for link in self.links if link.ospf and link.b.address
        )
        return self.sessions + adjacencies
