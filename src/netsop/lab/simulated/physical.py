"""Power, ports, light and damage: what follows from the conditions without any protocol."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Interface

from netsop.lab.simulated.conditions import (
    CircuitCondition,
    Conditions,
    DeviceCondition,
    LinkCondition,
    PortCondition,
    SiteCondition,
)
from netsop.lab.simulated.design import Design, Socket
from netsop.model.component import Kind

LASER_DBM = -5.8
DARK_DBM = -40.0
SPAN_DB = 2.1
SENSITIVITY_DBM = -30.0
_OCTETS_PER_S = 230_000
_BROKEN_OFF_PER_S = 3.0


@dataclass(frozen=True, slots=True)
class Physical:
    """The lowest layer of the state."""

    design: Design
    conditions: Conditions

    def device(self, name: str) -> DeviceCondition:
        """A device's condition."""
        return self.conditions.of(Kind.DEVICE, name, DeviceCondition)

    def port(self, socket: Socket) -> PortCondition:
        """A port's condition."""
        return self.conditions.of(Kind.INTERFACE, socket.key, PortCondition)

    def circuit(self, name: str) -> CircuitCondition:
        """A circuit's condition."""
        return self.conditions.of(Kind.CIRCUIT, name, CircuitCondition)

    def link(self, name: str) -> LinkCondition:
        """A link's condition."""
        return self.conditions.of(Kind.LINK, name, LinkCondition)

    def runs(self, device: str) -> bool:
        """Whether the device has power at its site and is on."""
        site = self.design.hosts[device].data.site
        return self.conditions.of(Kind.SITE, site, SiteCondition).powered and self.device(device).powered

    def enabled(self, socket: Socket) -> bool:
        """Administrative state; a bundle that is switched off takes its ports along."""
        off = socket.bundle and not self.port(self._whole(socket)).enabled
        return self.port(socket).enabled and not off

    def sends(self, socket: Socket) -> bool:
        """Whether a signal leaves the port."""
        condition = self.port(socket)
        in_service = self.enabled(socket) and not condition.protected
        return self.runs(socket.device) and in_service and condition.laser

    def tx_dbm(self, socket: Socket) -> float:
        """The power of the port's own laser."""
        return LASER_DBM if self.sends(socket) else DARK_DBM

    def rx_dbm(self, socket: Socket) -> float:
        """The power that arrives: the far laser's, less the span and what ails it."""
        if socket.circuit:
            lit = self.circuit(socket.circuit.name).carrier
            return round(LASER_DBM - SPAN_DB, 1) if lit else DARK_DBM
        far = self.design.far(socket)
        if far is None or socket.link is None:
            return DARK_DBM
        condition = self.link(socket.link.name)
        cut = not condition.whole or (socket.bundle and socket.place < condition.cut_members)
        if cut or not self.sends(far):
            return DARK_DBM
        return round(max(LASER_DBM - SPAN_DB - condition.attenuation_db, DARK_DBM), 1)

    def hears(self, socket: Socket) -> bool:
        """Whether enough signal arrives."""
        if socket.link is None and socket.circuit is None:
            return True  # an office's own switch
        return self.rx_dbm(socket) > SENSITIVITY_DBM

    def up(self, socket: Socket) -> bool:
        """Operational state. Gigabit links negotiate: an end that hears nothing takes the other down too."""
        if socket.members:
            return any(self.bundled(part) for part in self.design.parts(socket))
        if not (self.sends(socket) and self.hears(socket)):
            return False
        far = self.design.far(socket)
        return far is None or (self.sends(far) and self.hears(far))

    def bundled(self, socket: Socket) -> bool:
        """Whether the port of a bundle's cable carries traffic of the bundle: up, and agreed on by both ends."""
        return bool(socket.bundle) and self.up(socket) and not self.loose(socket)

    def loose(self, socket: Socket) -> bool:
        """Whether end b has not put the cable of this port into the bundle."""
        return bool(socket.link and socket.place < self.link(socket.link.name).loose_members)

    def receives(self, socket: Socket) -> bool:
        """Whether the frames that the far end of a link sends arrive at this port."""
        if socket.link is None or not self.up(socket):
            return False
        at_a = socket.device == socket.link.a.device
        return not (at_a and self.link(socket.link.name).one_way)

    def speed_mbps(self, socket: Socket) -> int:
        """As it is negotiated; of a bundle, that of the ports that are in it."""
        parts = self.design.parts(socket)
        return sum(part.speed_mbps for part in parts if self.bundled(part)) if parts else socket.speed_mbps

    def _whole(self, part: Socket) -> Socket:
        return self.design.socket(f"{part.device}/{part.bundle}")

    def mtu(self, socket: Socket) -> int:
        """The longest packet that the port takes, in bytes."""
        return self.port(socket).mtu or socket.mtu

    def address(self, socket: Socket) -> IPv4Interface | None:
        """The address that the port carries."""
        if socket.address is None:
            return None
        offset = self.port(socket).address_offset
        return IPv4Interface((int(socket.address.ip) + offset, socket.address.network.prefixlen))

    def errors_per_s(self, socket: Socket) -> float:
        """Damaged frames that the port counts."""
        if not self.up(socket):
            return 0.0
        cable = self.link(socket.link.name).errors_per_s if socket.link else 0.0
        return self.port(socket).errors_per_s + cable + self._collided(socket)

    def _collided(self, socket: Socket) -> float:
        """Frames that a far end in half duplex broke off when this one sent: here they are cut short."""
        far = self.design.far(socket)
        differ = far is not None and self.port(far).half_duplex and not self.port(socket).half_duplex
        return _BROKEN_OFF_PER_S if differ else 0.0

    def octets_per_s(self, socket: Socket) -> tuple[float, float]:
        """What comes in and what goes out."""
        if socket.link and not self.receives(socket):
            return 0.0, _OCTETS_PER_S / 2 if self.up(socket) else 0.0
        if not (socket.circuit and self.up(socket)):
            return _OCTETS_PER_S, _OCTETS_PER_S / 2
        condition, full = self.circuit(socket.circuit.name), socket.circuit.bandwidth_mbps * 125_000
        return (
            _OCTETS_PER_S + full * condition.in_load_pct / 100,
            _OCTETS_PER_S / 2 + full * condition.out_load_pct / 100,
        )

    def loss_pct(self, socket: Socket) -> float:
        """Packets lost on the cable of this port, in each direction together."""
        if socket.circuit:
            return self.circuit(socket.circuit.name).loss_pct
        return self.link(socket.link.name).loss_pct if socket.link else 0.0
