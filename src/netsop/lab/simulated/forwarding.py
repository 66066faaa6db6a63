"""Packets on their way: hop by hop through the tables, there and back."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from netsop.lab.simulated.design import Design, Socket
from netsop.lab.simulated.protocols import ESTABLISHED
from netsop.lab.simulated.routing import Route, Routing

_MAX_HOPS = 30
_LINK_MS, _CIRCUIT_MS, _BEYOND_MS = 0.35, 1.6, 2.4
"""One way."""


@dataclass(slots=True)
class Walk:
    """One way of a packet. passed: the address by which each next node answers; survives: 0 to 1; ms: one way."""

    source: IPv4Address | None = None
    passed: list[tuple[str, IPv4Address]] = field(default_factory=list)
    arrived: str | None = None
    via: str | None = None
    no_route: bool = False
    survives: float = 1.0
    ms: float = 0.0
    mtu: int = 65535


class Forwarding:
    """Walks through one state of the network. Nodes are devices, `isp:CIRCUIT` and `internet`."""

    def __init__(self, design: Design, routing: Routing) -> None:
        self.design = design
        self.routing = routing
        self.physical = routing.physical
        self.protocols = routing.protocols

    def there(self, device: str, target: IPv4Address) -> Walk:
        """From a device to an address."""
        walk, node = Walk(), device
        for _ in range(_MAX_HOPS):
            if self._owns(node, target):
                walk.arrived = node
                return walk
            following = self._step(node, target, walk)
            if following is None:
                walk.no_route = node == device and self._route(node, target) is None
                return walk
            node = following
        return walk

    def back(self, walk: Walk) -> Walk:
        """The answer's way from where a walk arrived to its source."""
        if walk.arrived is None or walk.source is None:
            return Walk()
        if walk.via is None:
            return self.there(walk.arrived, walk.source)
        circuit = self.design.circuits[walk.via]
        if not self._provider_knows(walk.via, walk.source):
            return Walk()
        answer = self.there(circuit.device, walk.source)
        self._cross_circuit(walk.via, answer)
        if walk.arrived == "internet":
            answer.ms += _BEYOND_MS
        return answer

    def _provider_knows(self, circuit: str, source: IPv4Address) -> bool:
        declared = self.design.circuits[circuit]
        if not self.protocols.provider_answers(circuit):
            return False
        if source in declared.address.network:
            return True
        sessions = [session for session in self.design.intent.sessions if session.over == circuit]
        announced = any(self.protocols.bgp_state(session) == ESTABLISHED for session in sessions)
        return announced and source in self.design.lab.aggregate

    def _owns(self, node: str, target: IPv4Address) -> bool:
        if node == "internet":
            return target in self.design.lab.internet.addresses.values()
        if node.startswith("isp:"):
            return target == self.design.circuits[node.removeprefix("isp:")].provider_address
        if not self.physical.runs(node):
            return False
        own = [self.physical.address(socket) for socket in self.design.sockets[node] if self.physical.up(socket)]
        return target == self.design.loopback(node) or any(address and address.ip == target for address in own)

    def _route(self, node: str, target: IPv4Address) -> Route | None:
        return self.routing.lookup(node, target) if node in self.design.hosts else None

    def _step(self, node: str, target: IPv4Address, walk: Walk) -> str | None:
        if node == "internet":
            return None
        if node.startswith("isp:"):
            return self._beyond(node.removeprefix("isp:"), target, walk)
        route = self._route(node, target)
        if route is None:
            return None
        hop = route.hops[0]
        socket = next((each for each in self.design.sockets[node] if each.interface == hop.interface), None)
        if socket is None:
            return None
        address = self.physical.address(socket)
        walk.source = walk.source or (address.ip if address else None)
        walk.mtu = min(walk.mtu, self.physical.mtu(socket))
        return self._cross(socket, hop.address or target, walk)

    def _beyond(self, circuit: str, target: IPv4Address, walk: Walk) -> str | None:
        internet = self.design.lab.internet
        if not self.physical.circuit(circuit).beyond or target not in internet.prefix:
            return None
        walk.passed.append(("internet", target))
        walk.ms += _BEYOND_MS
        return "internet"

    def _cross(self, socket: Socket, neighbour: IPv4Address, walk: Walk) -> str | None:
        if socket.circuit:
            name = socket.circuit.name
            if neighbour != socket.circuit.provider_address or not self.protocols.provider_answers(name):
                return None
            self._cross_circuit(name, walk)
            walk.via = name
            walk.passed.append((f"isp:{name}", neighbour))
            return f"isp:{name}"
        far = self.design.far(socket)
        if far is None or not self.protocols.neighbours(socket):
            return None
        address = self.physical.address(far)
        if address is None or address.ip != neighbour:
            return None
        self._count(walk, self.physical.loss_pct(socket), _LINK_MS)
        walk.passed.append((far.device, neighbour))
        return far.device

    def _cross_circuit(self, name: str, walk: Walk) -> None:
        condition = self.physical.circuit(name)
        self._count(walk, condition.loss_pct, _CIRCUIT_MS + condition.added_ms / 2)

    def _count(self, walk: Walk, loss_pct: float, ms: float) -> None:
        # A cable's loss is of both directions together, so that a ping over it alone shows just that.
        walk.survives *= math.sqrt(1 - loss_pct / 100)
        walk.ms += ms
