"""The network as it is built: ports, cables and providers, from intent and inventory/lab.yaml. Never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Interface

from netsop.model.host import Host
from netsop.model.intent import Circuit, Intent, Link, Ospf, Port, Session
from netsop.model.lab import Lab, Provider


@dataclass(frozen=True, slots=True)
class Socket:
    """A port of a device. Exactly one of link and circuit is set, or none: then an office's own network hangs on it."""

    device: str
    interface: str
    index: int
    address: IPv4Interface | None
    mtu: int
    speed_mbps: int
    link: Link | None = None
    circuit: Circuit | None = None

    @property
    def key(self) -> str:
        """device/interface, as components are named."""
        return f"{self.device}/{self.interface}"

    @property
    def ospf(self) -> Ospf | None:
        """The routing protocol's settings where the link has it."""
        return self.link.ospf if self.link else None

    @property
    def optical(self) -> bool:
        """Whether a transceiver sits in it."""
        cable = self.link or self.circuit
        return bool(cable and cable.optics)

    @property
    def mac(self) -> str:
        """A locally administered address that follows from the name."""
        digest = sha256(self.key.encode()).hexdigest()
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
        one, other = (f"{port.device}/{port.interface}" for port in socket.link.ends)
        return self._by_key[other if socket.key == one else one]

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
        found: list[tuple[Port, int, int, Link | None, Circuit | None]] = []
        for link in self.intent.links:
            found += [(port, link.mtu, link.speed_mbps, link, None) for port in link.ends if port.device == device]
        for circuit in self.intent.circuits:
            if circuit.device == device:
                found.append((circuit.port, circuit.mtu, circuit.speed_mbps, None, circuit))
        for site in self.intent.sites:
            if site.lan and site.lan.device == device:
                found.append((site.lan, 1500, 1000, None, None))
        for index, (port, mtu, speed, at_link, at_circuit) in enumerate(sorted(found, key=_order), start=1):
            address = port.address if isinstance(port.address, IPv4Interface) else None
            yield Socket(device, port.interface, index, address, mtu, speed, at_link, at_circuit)


def _order(found: tuple[Port, int, int, Link | None, Circuit | None]) -> tuple[str, int, str]:
    name = found[0].interface
    stem = name.rstrip("0123456789")
    return (stem, int(name[len(stem) :] or 0), name)
