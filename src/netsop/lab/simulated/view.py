"""One device as its own command line sees it: what the templates are filled from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from ipaddress import IPv4Address, IPv4Interface

from netsop.lab.simulated.design import Socket
from netsop.lab.simulated.events import Event, events
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.network import Network
from netsop.lab.simulated.probing import Ping, Reply, Trace
from netsop.lab.simulated.protocols import ESTABLISHED, EXSTART, FULL, INIT, Hello
from netsop.lab.simulated.routing import Route
from netsop.lab.simulated.switching import Switching
from netsop.model.intent import Service, Session

_PING_SIZE, _PING_COUNT = 84, 20
_ADJACENCY_AGE_S = 800_000
_SESSION_AGE_S = 273_600
_POOL_SIZE = 200
_BEGIN = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - devices tell the time of their place


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An OSPF neighbour that the device sees on a port."""

    port: PortView
    router_id: IPv4Address
    address: IPv4Address
    state: str
    age_s: int


@dataclass(frozen=True, slots=True)
class Peer:
    """A BGP peer as the device is configured and sees it."""

    name: str
    address: str
    local: IPv4Address
    remote_as: int
    local_as: int
    state: str
    prefixes: int
    age_s: int

    @property
    def up(self) -> bool:
        """Whether the session is established."""
        return self.state == ESTABLISHED


@dataclass(frozen=True, slots=True)
class Pool:
    """A DHCP service of the device, and whether a stranger is heard on its network."""

    name: str
    interface: str
    first: IPv4Address
    total: int
    leased: int
    runs: bool
    stranger: bool


class PortView:
    """A port with everything that a vendor prints of it."""

    def __init__(self, laboratory: Laboratory, socket: Socket) -> None:
        network = laboratory.network
        self.socket = socket
        self.name, self.index, self.mac = socket.interface, socket.index, socket.mac
        self.speed_mbps = network.physical.speed_mbps(socket) or socket.speed_mbps
        self.virtual, self.members, self.bundle = socket.virtual, socket.members, socket.bundle
        self.condition = network.physical.port(socket)
        self.duplex = "Half" if self.condition.half_duplex else "Full"
        self.bundled, self.loose = network.physical.bundled(socket), network.physical.loose(socket)
        self.admin, self.up = network.physical.enabled(socket), network.physical.up(socket)
        self.mtu = network.physical.mtu(socket)
        self.address: IPv4Interface | None = network.physical.address(socket)
        self.optical = socket.optical
        self.rx_dbm, self.tx_dbm = network.physical.rx_dbm(socket), network.physical.tx_dbm(socket)
        self.errors = laboratory.errors(socket.key)
        self.hello: Hello | None = network.protocols.hello(socket)
        self.passive = network.protocols.passive(socket)
        self.cost = socket.ospf.cost if socket.ospf else 0
        self.adjacency = network.protocols.adjacency(socket)
        self.octets_in, self.octets_out = laboratory.octets(socket.key)
        self.far = network.design.far(socket)
        self.far_mgmt = network.design.hosts[self.far.device].hostname if self.far else ""
        heard = network.physical.receives(socket) and not (socket.members or socket.virtual)
        self.hears_lldp = bool(self.far and heard and network.physical.runs(self.far.device))

    @property
    def description(self) -> str:
        """What the port is for."""
        if self.socket.circuit:
            return f"{self.socket.circuit.circuit_id} to provider"
        return f"{self.far.device} {self.far.interface}" if self.far else "office network"


class DeviceView:
    """A device, and the tools that can be started on it."""

    def __init__(self, laboratory: Laboratory, name: str) -> None:
        self.laboratory = laboratory
        self.network: Network = laboratory.network
        self.name = name
        self.host = laboratory.network.design.hosts[name]
        self.condition = self.network.physical.device(name)
        self.loopback = self.network.design.loopback(name)
        elapsed = timedelta(seconds=laboratory.now() - laboratory.started)
        self.clock = _BEGIN + elapsed + timedelta(milliseconds=self.condition.clock_off_ms)
        self.changed = _BEGIN - timedelta(seconds=self.condition.changed_s)
        self.uptime_s = int(self.condition.uptime_s + laboratory.now() - laboratory.started)

    @cached_property
    def ports(self) -> tuple[PortView, ...]:
        """All ports, in the order of their names."""
        return tuple(PortView(self.laboratory, socket) for socket in self.network.design.sockets[self.name])

    def port(self, name: str) -> PortView | None:
        """A port by its name."""
        return next((port for port in self.ports if port.name.lower() == name.lower()), None)

    @property
    def routes(self) -> tuple[Route, ...]:
        """The routes in use."""
        return self.network.routing.table(self.name)

    @property
    def ospf(self) -> bool:
        """Whether the OSPF process runs."""
        return self.network.protocols.ospf_runs(self.name)

    @property
    def bgp(self) -> bool:
        """Whether the BGP process runs."""
        return self.network.protocols.bgp_runs(self.name)

    @property
    def ospf_ports(self) -> tuple[PortView, ...]:
        """The ports that run OSPF."""
        return tuple(port for port in self.ports if port.hello)

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The OSPF neighbours."""
        return tuple(found for port in self.ports if (found := self._neighbour(port)))

    def _neighbour(self, port: PortView) -> Neighbour | None:
        if port.far is None or port.adjacency not in {FULL, EXSTART, INIT}:
            return None
        router_id = self.network.design.loopback(port.far.device)
        address = self.network.physical.address(port.far)
        if router_id is None or address is None:
            return None
        age = min(self.uptime_s, self.laboratory.age_s(f"ospf {port.socket.key}", _ADJACENCY_AGE_S))
        return Neighbour(port, router_id, address.ip, port.adjacency, age)

    @property
    def peers(self) -> tuple[Peer, ...]:
        """The BGP peers."""
        return tuple(self._peer(session) for session in self.network.design.sessions(self.name))

    def _peer(self, session: Session) -> Peer:
        protocols = self.network.protocols
        state = protocols.bgp_state(session)
        circuit = self.network.design.circuits[session.over]
        age = min(self.uptime_s, self.laboratory.age_s(f"bgp {session.name}", _SESSION_AGE_S))
        return Peer(
            name=session.name.removeprefix(f"bgp-{self.name}-"), address=str(session.peer),
            local=IPv4Address(str(circuit.address.ip)), remote_as=protocols.remote_as(session),
            local_as=self.host.data.local_as or 0, state=state, prefixes=protocols.prefixes(session), age_s=age,
        )

    @property
    def synchronized(self) -> bool:
        """Whether its time server answers."""
        return self.network.served(self.name, "ntp")

    @property
    def switching(self) -> Switching:
        """Its VLANs and spanning trees."""
        return self.network.switching

    @property
    def log(self) -> tuple[Event, ...]:
        """What it has written down, oldest first."""
        return events(self.network, self.name, self.condition.changed_s)

    def ago(self, seconds: int) -> datetime:
        """The time that its own clock showed so long ago."""
        return self.clock - timedelta(seconds=seconds)

    @property
    def pools(self) -> tuple[Pool, ...]:
        """The DHCP services that run here."""
        services = self.network.design.intent.services
        return tuple(self._pool(each) for each in services if each.kind == "dhcp" and each.on == self.name)

    def _pool(self, service: Service) -> Pool:
        condition, gateway = self.network.service(service.name), IPv4Address(str(service.target))
        port = next((each for each in self.ports if each.address and each.address.ip == gateway), self.ports[0])
        return Pool(service.name, port.name, gateway + 50, _POOL_SIZE, _POOL_SIZE * condition.pool_pct // 100,
                    condition.answers, condition.stranger)

    def ping(self, target: str, count: str | int = _PING_COUNT, size: str | int = _PING_SIZE) -> Ping:
        """Echoes of `size` bytes of IP packet."""
        return self.network.probing.ping(self.name, target, int(count), int(size))

    def trace(self, target: str) -> tuple[Trace, ...]:
        """The way to an address."""
        return self.network.probing.trace(self.name, target)

    def resolve(self, server: str, query: str) -> Reply:
        """A name's address."""
        return self.network.probing.resolve(self.name, server, query)

    def fetch(self, url: str) -> Reply:
        """A page."""
        return self.network.probing.fetch(self.name, url)
