"""OSPF adjacencies and BGP sessions: up exactly when both sides agree and the way between them carries."""

from __future__ import annotations

from dataclasses import dataclass

from netsop.lab.simulated.conditions import PortCondition, SessionCondition
from netsop.lab.simulated.design import Design, Socket
from netsop.lab.simulated.physical import Physical
from netsop.model.component import Kind
from netsop.model.intent import Session

FULL, EXSTART, INIT = "full", "exstart", "init"
ESTABLISHED, ACTIVE, ADMIN = "established", "active", "admin"
PREFIXES_SENT = 2


@dataclass(frozen=True, slots=True)
class Hello:
    """What a port says in its hellos; two ports must say the same (RFC 2328 section 10.5)."""

    area: str
    hello_s: int
    dead_s: int


@dataclass(frozen=True, slots=True)
class Protocols:
    """Routing sessions over the physical layer."""

    design: Design
    physical: Physical

    def hello(self, socket: Socket) -> Hello | None:
        """The port's settings, None where it does not run OSPF."""
        if socket.ospf is None:
            return None
        port: PortCondition = self.physical.port(socket)
        return Hello(
            port.ospf_area or str(socket.ospf.area),
            port.ospf_hello_s or socket.ospf.hello_s,
            port.ospf_dead_s or socket.ospf.dead_s,
        )

    def passive(self, socket: Socket) -> bool:
        """Whether the port sends no hellos."""
        return self.physical.port(socket).ospf_passive

    def ospf_runs(self, device: str) -> bool:
        """Whether the device's OSPF process is there."""
        return (
            self.design.routes_ospf(device)
            and self.physical.runs(device)
            and self.physical.device(device).ospf_daemon
        )

    def adjacency(self, socket: Socket) -> str | None:
        """`full`, `exstart` (the MTUs differ), `init` (it does not hear us), or None: no neighbour is seen."""
        far = self.design.far(socket)
        if far is None or self.hello(socket) is None or not self._hears(socket, far):
            return None
        if not (self.ospf_runs(socket.device) and self.ospf_runs(far.device)):
            return None
        if self.hello(socket) != self.hello(far) or self.passive(socket) or self.passive(far):
            return None
        if not self.physical.receives(far):
            return INIT
        return FULL if self.physical.mtu(socket) == self.physical.mtu(far) else EXSTART

    def neighbours(self, socket: Socket) -> bool:
        """Whether this port and its far end can speak IP to each other: both up, in one network."""
        far = self.design.far(socket)
        return far is not None and self._hears(socket, far) and self._hears(far, socket)

    def _hears(self, socket: Socket, far: Socket) -> bool:
        if not (self.physical.receives(socket) and self.physical.up(far)):
            return False
        here, there = self.physical.address(socket), self.physical.address(far)
        return bool(here and there and here.ip != there.ip and here.network == there.network)

    def condition(self, session: Session) -> SessionCondition:
        """A BGP session's condition."""
        return self.physical.conditions.of(Kind.SESSION, session.name, SessionCondition)

    def remote_as(self, session: Session) -> int:
        """The peer's AS as our configuration has it."""
        return (session.remote_as or 0) + self.condition(session).as_offset

    def bgp_runs(self, device: str) -> bool:
        """Whether the device's BGP process is there."""
        return (
            bool(self.design.sessions(device))
            and self.physical.runs(device)
            and self.physical.device(device).bgp_daemon
        )

    def bgp_state(self, session: Session) -> str:
        """`established`, `admin` (shut down by us) or `active` (trying)."""
        condition = self.condition(session)
        if condition.shutdown:
            return ADMIN
        refused = condition.far_shutdown or condition.as_offset != 0
        if refused or not self.bgp_runs(session.device) or not self.provider_answers(session.over):
            return ACTIVE
        return ESTABLISHED

    def prefixes(self, session: Session) -> int:
        """How many prefixes the peer sends: the default route and what lies behind it."""
        up = self.bgp_state(session) == ESTABLISHED
        if not (up and self.condition(session).sends_routes):
            return 0
        return PREFIXES_SENT if self.condition(session).sends_all else 1

    def provider_answers(self, circuit: str) -> bool:
        """Whether the provider's gateway and our port can speak IP to each other."""
        declared = self.design.circuits[circuit]
        socket = self.design.socket(f"{declared.device}/{declared.interface}")
        address = self.physical.address(socket)
        return bool(
            self.physical.up(socket)
            and self.physical.circuit(circuit).carries
            and address
            and address == declared.address
        )
