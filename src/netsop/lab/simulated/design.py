"""The network as it is built: ports, cables and providers, from intent and inventory/lab.yaml. Never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Interface

from netsop.model.host import Host
from netsop.model.intent import Circuit, Intent, Link, Ospf, Port, Session
from netsop.model.lab import Lab, Provider


@dataclass(frozen=True, slots=True)
class Socket:
    """A port of a device. Exactly one of link and circuit is set, or none: then an office's own network hangs on it.

    members: of the end of a bundle, the ports of its cables; bundle, place: of such a port, the bundle and which of its
    cables it holds, from 0.
    """

    device: str
    interface: str
    index: int
    address: IPv4Interface | None
    mtu: int
    speed_mbps: int
    link: Link | None = None
    circuit: Circuit | None = None
    members: tuple[str, ...] = ()
    bundle: str = ""
    place: int = 0

    @property
    def key(self) -> str:
        """device/interface, as components are named."""
        return f"{self.device}/{self.interface}"

    @property
    def ospf(self) -> Ospf | None:
        """The routing protocol's settings where the link has it."""
        return self.link.ospf if self.link and not self.bundle else None

    @property
    def virtual(self) -> bool:
        """Whether it is a switch's own port in a VLAN, which no cable can be put into."""
        return self.interface.lower().startswith("vlan")

    @property
    def optical(self) -> bool:
        """Whether a transceiver sits in it."""
        cable = self.link or self.circuit
        return bool(cable and cable.optics and not self.members)

    @property
    def mac(self) -> str:
        """A locally administered address that follows from the name."""
        return mac(self.key)


def mac(text: str) -> str:
    """A locally administered address that follows from a text."""
    digest = sha256(text.encode()).hexdigest()
    return ":".join(["02", *(digest[place : place + 2] for place in range(0, 10, 2))])


class Design:
    """Hosts, sockets and the world around them."""

    def __init__(self, hosts: Mapping[str, Host], intent: Intent, lab: Lab) -> None:
        self.hosts = hosts
        self.intent = intent
        self.lab = lab
        self.sockets: dict[str, tuple[Socket, ...]] = {name: tuple(self._sockets(name)) for name in hosts}
        self._by_key = {socket.key: socket for sockets in self.sockets.values() for socket in sockets}
        self.links = {link.name: link for link in intent.links}
        self.circuits = {circuit.name: circuit for circuit in intent.circuits}
        self.providers: dict[str, Provider] = {provider.circuit: provider for provider in lab.providers}

    def socket(self, key: str) -> Socket:
        """The socket called device/interface. Raises KeyError."""
        return self._by_key[key]

    def far(self, socket: Socket) -> Socket | None:
        """The other end of a link."""
        if socket.link is None:
            return None
        names = _cable(socket.link, socket.place) if socket.bundle else [port.interface for port in socket.link.ends]
        one, other = (f"{port.device}/{name}" for port, name in zip(socket.link.ends, names, strict=True))
        return self._by_key[other if socket.key == one else one]

    def parts(self, socket: Socket) -> tuple[Socket, ...]:
        """The ports of a bundle's cables at this end."""
        return tuple(self._by_key[f"{socket.device}/{name}"] for name in socket.members)

    def loopback(self, device: str) -> IPv4Address | None:
        """A router's own address."""
        address = self.hosts[device].data.loopback
        return address if isinstance(address, IPv4Address) else None

    def sessions(self, device: str) -> tuple[Session, ...]:
        """The BGP sessions of a device."""
        return tuple(session for session in self.intent.sessions if session.device == device)

    def routes_ospf(self, device: str) -> bool:
        """Whether a device takes part in OSPF."""
        return any(socket.ospf for socket in self.sockets[device])

    def _sockets(self, device: str) -> Iterator[Socket]:
        found = sorted(self._found(device), key=_order)
        for index, socket in enumerate(found, start=1):
            yield replace(socket, index=index)

    def _found(self, device: str) -> Iterator[Socket]:
        named: dict[str, Socket] = {}
        for link in self.intent.links:
            for side, port in enumerate(link.ends):
                if port.device == device:
                    members = tuple(_cable(link, place)[side] for place in range(len(link.members)))
                    found = _socket(port, link.mtu, link.speed_mbps, link=link)
                    named[port.interface] = replace(found, members=members)
                    named |= dict(_parts(link, port, members))
        for circuit in self.intent.circuits:
            if circuit.device == device:
                named[circuit.interface] = _socket(circuit.port, circuit.mtu, circuit.speed_mbps, circuit=circuit)
        for port in self._edges():
            if port.device == device:
                named.setdefault(port.interface, _socket(port, 1500, 1000))
        yield from named.values()

    def _edges(self) -> Iterator[Port]:
        """Ports that no cable of ours is in: of offices' networks, of VLANs."""
        yield from (site.lan for site in self.intent.sites if site.lan)
        for vlan in self.intent.vlans:
            yield from (*vlan.trunks, *vlan.access, *((vlan.gateway,) if vlan.gateway else ()))


def _cable(link: Link, place: int) -> tuple[str, str]:
    """The interfaces at both ends of one cable of a bundle."""
    return link.members[place].a, link.members[place].b


def _parts(link: Link, port: Port, members: tuple[str, ...]) -> Iterator[tuple[str, Socket]]:
    for place, name in enumerate(members):
        part = _socket(Port(device=port.device, interface=name), link.mtu, link.speed_mbps // len(members), link=link)
        yield name, replace(part, bundle=port.interface, place=place)


def _socket(
    port: Port, mtu: int, speed_mbps: int, *, link: Link | None = None, circuit: Circuit | None = None
) -> Socket:
    address = port.address if isinstance(port.address, IPv4Interface) else None
    return Socket(port.device, port.interface, 0, address, mtu, speed_mbps, link, circuit)


def _order(socket: Socket) -> tuple[str, int, str]:
    stem = socket.interface.rstrip("0123456789")
    return (stem, int(socket.interface[len(stem) :] or 0), socket.interface)
