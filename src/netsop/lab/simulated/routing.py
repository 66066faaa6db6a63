"""Routing tables: connected, static, BGP, and OSPF by shortest paths over the adjacencies that are full."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network

from netsop.lab.simulated.design import Design, Socket
from netsop.lab.simulated.protocols import ESTABLISHED, FULL, Protocols

DEFAULT = IPv4Network("0.0.0.0/0")
DISTANCE = {"connected": 0, "static": 1, "bgp": 20, "ospf": 110}
_STUB_COST = 10
_PREFERRED_METRIC, _OTHER_METRIC = 10, 100


@dataclass(frozen=True, slots=True)
class Hop:
    """Where a route leads: the neighbour's address (None: the network is here) and our port."""

    address: IPv4Address | None
    interface: str


@dataclass(frozen=True, slots=True)
class Route:
    """A route in use. external: OSPF learnt it from another protocol, its metric is the announcer's (type 2)."""

    prefix: IPv4Network
    protocol: str
    hops: tuple[Hop, ...]
    metric: int = 0
    external: bool = False

    @property
    def distance(self) -> int:
        """How far this protocol is trusted; less is better."""
        return DISTANCE[self.protocol]


@dataclass(frozen=True, slots=True)
class _Reach:
    cost: int
    hops: tuple[Hop, ...]


class Routing:
    """Tables of all devices for one state, computed when asked for."""

    def __init__(self, design: Design, protocols: Protocols) -> None:
        self.design = design
        self.protocols = protocols
        self.physical = protocols.physical
        self.table = cache(self._table)
        self.paths = cache(self._paths)

    def lookup(self, device: str, target: IPv4Address) -> Route | None:
        """The route that a packet takes: the longest prefix."""
        found = [route for route in self.table(device) if target in route.prefix]
        return max(found, key=lambda route: route.prefix.prefixlen, default=None)

    def _table(self, device: str) -> tuple[Route, ...]:
        if not self.physical.runs(device):
            return ()
        best: dict[IPv4Network, Route] = {}
        for route in (*self._local(device), *self._bgp(device), *self._ospf(device)):
            known = best.get(route.prefix)
            if known is None or (route.distance, route.metric) < (known.distance, known.metric):
                best[route.prefix] = route
        return tuple(sorted(best.values(), key=lambda route: route.prefix))

    def _local(self, device: str) -> Iterator[Route]:
        loopback = self.design.loopback(device)
        if loopback:
            yield Route(IPv4Network(loopback), "connected", (Hop(None, "lo"),))
        for socket in self.design.sockets[device]:
            address = self.physical.address(socket)
            if address and self.physical.up(socket):
                yield Route(address.network, "connected", (Hop(None, socket.interface),))
        gateway = self.design.hosts[device].data.gateway
        if isinstance(gateway, IPv4Address) and self.physical.device(device).static_default:
            for socket in self.design.sockets[device]:
                address = self.physical.address(socket)
                if address and gateway in address.network and self.physical.up(socket):
                    yield Route(DEFAULT, "static", (Hop(gateway, socket.interface),))

    def _bgp(self, device: str) -> Iterator[Route]:
        for session in self.design.sessions(device):
            if self.protocols.bgp_state(session) != ESTABLISHED or not self.protocols.prefixes(session):
                continue
            circuit = self.design.circuits[session.over]
            hops = (Hop(IPv4Address(str(session.peer)), circuit.interface),)
            if session.receives_default:
                yield Route(DEFAULT, "bgp", hops)
            if self.protocols.condition(session).sends_all:
                yield Route(self.design.lab.internet.prefix, "bgp", hops)

    def _ospf(self, device: str) -> Iterator[Route]:
        if not self.protocols.ospf_runs(device):
            return
        found: dict[IPv4Network, Route] = {}
        for router, reach in self.paths(device).items():
            if router == device:
                continue
            for prefix, metric, external in self._announced(router):
                total = metric if external else metric + reach.cost
                rank = (external, total, reach.cost)
                known = found.get(prefix)
                if known is None or rank < (known.external, known.metric, self._cost(device, known)):
                    found[prefix] = Route(prefix, "ospf", reach.hops, total, external)
        yield from found.values()

    def _cost(self, device: str, route: Route) -> int:
        return min(reach.cost for reach in self.paths(device).values() if reach.hops == route.hops)

    def _announced(self, router: str) -> Iterator[tuple[IPv4Network, int, bool]]:
        loopback = self.design.loopback(router)
        if loopback:
            yield IPv4Network(loopback), 0, False
        for socket in self.design.sockets[router]:
            address = self.physical.address(socket)
            if address and self.physical.up(socket) and socket.circuit is None:
                yield address.network, socket.ospf.cost if socket.ospf else _STUB_COST, False
        for route in self._bgp(router):
            if route.prefix == DEFAULT:
                preferred = any(session.over == self.design.lab.preferred for session in self.design.sessions(router))
                yield DEFAULT, _PREFERRED_METRIC if preferred else _OTHER_METRIC, True

    def _paths(self, start: str) -> dict[str, _Reach]:
        """Every router that is reached over full adjacencies, how far it is, and the first hops there."""
        reached: dict[str, _Reach] = {start: _Reach(0, ())}
        queue = [(0, start)]
        while queue:
            cost, device = heapq.heappop(queue)
            if cost > reached[device].cost:
                continue
            for socket, far in self._adjacent(device):
                hops = reached[device].hops or (self._hop(socket, far),)
                total = cost + (socket.ospf.cost if socket.ospf else 0)
                known = reached.get(far.device)
                if known is None or total < known.cost:
                    reached[far.device] = _Reach(total, hops)
                    heapq.heappush(queue, (total, far.device))
                elif total == known.cost:
                    both = tuple(dict.fromkeys((*known.hops, *hops)))
                    if both != known.hops:
                        reached[far.device] = _Reach(total, both)
                        heapq.heappush(queue, (total, far.device))
        return reached

    def _adjacent(self, device: str) -> Iterator[tuple[Socket, Socket]]:
        for socket in self.design.sockets[device]:
            far = self.design.far(socket)
            if far and self.protocols.adjacency(socket) == FULL:
                yield socket, far

    def _hop(self, socket: Socket, far: Socket) -> Hop:
        address = self.physical.address(far)
        return Hop(address.ip if address else None, socket.interface)
