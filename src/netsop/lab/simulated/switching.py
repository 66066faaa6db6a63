"""VLANs and spanning trees of one state: which port carries what, which bridge is the root, which ports are blocked.

Each VLAN has a tree of its own (as rapid PVST has it), with the costs of IEEE 802.1D-1998.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from netsop.lab.simulated.conditions import VlanCondition
from netsop.lab.simulated.design import Design, Socket, mac
from netsop.lab.simulated.physical import Physical
from netsop.model.component import Kind
from netsop.model.intent import Port, Vlan

DEFAULT_VLAN = 1
_COSTS = ((20_000, 1), (10_000, 2), (2_000, 3), (1_000, 4), (100, 19))
_SLOWEST = 100
_FIRST_PRIORITY, _ROOT_PRIORITY, _USURPER_PRIORITY = 32_768, 24_576, 4_096
Rank = tuple[int, str]
"""A bridge's priority and address: the least is the root (IEEE 802.1D)."""


@dataclass(frozen=True, slots=True)
class Role:
    """A port in a VLAN's tree: `Root`, `Desg` or `Altn`."""

    socket: Socket
    name: str
    cost: int

    @property
    def forwards(self) -> bool:
        """Whether frames pass."""
        return self.name != "Altn"


@dataclass(frozen=True, slots=True)
class Tree:
    """A VLAN's spanning tree as one bridge sees it."""

    vlan: Vlan
    root: Rank
    own: Rank
    cost: int
    roles: tuple[Role, ...]

    @property
    def root_port(self) -> Socket | None:
        """The way to the root, None on the root itself."""
        return next((role.socket for role in self.roles if role.name == "Root"), None)


@dataclass(frozen=True, slots=True)
class Learnt:
    """An address that a bridge has learnt."""

    vlan_id: int
    mac: str
    socket: Socket


class Switching:
    """The layer between cables and addresses, computed when asked for."""

    def __init__(self, design: Design, physical: Physical) -> None:
        self.design = design
        self.physical = physical
        self.tree = cache(self._tree)
        self._distances = cache(self._walk)

    def condition(self, vlan: Vlan) -> VlanCondition:
        """The condition of a VLAN."""
        return self.physical.conditions.of(Kind.VLAN, vlan.name, VlanCondition)

    def vlans(self, device: str) -> tuple[Vlan, ...]:
        """The VLANs that a device has ports in, by number."""
        mine = (vlan for vlan in self.design.intent.vlans if device in _bridges(vlan))
        return tuple(sorted(mine, key=lambda vlan: vlan.vlan_id))

    def trunks(self, device: str) -> tuple[Socket, ...]:
        """The device's trunk ports."""
        ports = {port.interface for vlan in self.vlans(device) for port in vlan.trunks if port.device == device}
        return tuple(socket for socket in self.design.sockets[device] if socket.interface in ports)

    def edges(self, device: str) -> tuple[Socket, ...]:
        """The ports that are in a VLAN without a tag."""
        ports = {port.interface for vlan in self.vlans(device) for port in vlan.access if port.device == device}
        return tuple(socket for socket in self.design.sockets[device] if socket.interface in ports)

    def carried(self, trunk: Socket) -> tuple[int, ...]:
        """The VLANs that a trunk port is set to carry."""
        return tuple(
            vlan.vlan_id for vlan in self.vlans(trunk.device)
            if _in(trunk, vlan.trunks) and not (self.condition(vlan).missing and _in(trunk, vlan.trunks[:1]))
        )  # fmt: skip

    def access_vlan(self, edge: Socket) -> int:
        """The VLAN that an access port is set to."""
        for vlan in self.vlans(edge.device):
            if _in(edge, vlan.access):
                strayed = self.condition(vlan).strayed and _in(edge, vlan.access[:1])
                return DEFAULT_VLAN if strayed else vlan.vlan_id
        return DEFAULT_VLAN

    def rank(self, vlan: Vlan, bridge: str) -> Rank:
        """What decides between bridges: the declared root has a better priority than the rest."""
        usurper = self.condition(vlan).usurped and bridge == _bridges(vlan)[-1]
        base = _USURPER_PRIORITY if usurper else _ROOT_PRIORITY if bridge == vlan.root else _FIRST_PRIORITY
        return (base + vlan.vlan_id, bridge_mac(bridge))

    def learnt(self, device: str) -> Iterator[Learnt]:
        """One address behind each port that forwards: that of what is plugged in there, or of the far bridge."""
        for vlan in self.vlans(device):
            for role in self.tree(vlan, device).roles:
                far = self.design.far(role.socket)
                if role.forwards:
                    yield Learnt(vlan.vlan_id, far.mac if far else _behind(role.socket), role.socket)

    def moving(self, device: str) -> Iterator[tuple[Vlan, str, Socket, Socket]]:
        """(VLAN, address, port, other port) for each address that a loop makes a bridge learn again and again."""
        for vlan in self.vlans(device):
            ports = [role.socket for role in self.tree(vlan, device).roles]
            if self.condition(vlan).loops and len(ports) > 1:
                yield vlan, _behind(ports[0]), ports[0], ports[1]

    def _tree(self, vlan: Vlan, device: str) -> Tree:
        distances = self._distances(vlan)
        cost, root = distances[device]
        roles = tuple(self._roles(vlan, device))
        return Tree(vlan, root, self.rank(vlan, device), cost, roles)

    def _roles(self, vlan: Vlan, device: str) -> Iterator[Role]:
        distances = self._distances(vlan)
        links = list(self._links(vlan, device))
        ways = {
            socket.key: distances[far.device][0] + port_cost(self.physical.speed_mbps(socket)) for socket, far in links
        }
        cost = distances[device][0]
        chosen = min((key for key in ways if ways[key] == cost), default=None) if cost else None
        for socket in self.design.sockets[device]:
            far = next((each for own, each in links if own.key == socket.key), None)
            if far is None and not self._open(vlan, socket):
                continue
            own = port_cost(self.physical.speed_mbps(socket))
            name = "Root" if socket.key == chosen else "Desg"
            if far and name == "Desg" and not self.condition(vlan).loops:
                here, there = (cost, self.rank(vlan, device)), (distances[far.device][0], self.rank(vlan, far.device))
                name = "Desg" if here < there else "Altn"
            yield Role(socket, name, own)

    def _open(self, vlan: Vlan, socket: Socket) -> bool:
        """Whether a port is up and in the VLAN, whatever lies behind it."""
        if not self.physical.up(socket):
            return False
        trunked = _in(socket, vlan.trunks) and vlan.vlan_id in self.carried(socket)
        return trunked or (socket in self.edges(socket.device) and self.access_vlan(socket) == vlan.vlan_id)

    def _links(self, vlan: Vlan, device: str) -> Iterator[tuple[Socket, Socket]]:
        for socket in self.design.sockets[device]:
            far = self.design.far(socket)
            if far and not socket.bundle and self._open(vlan, socket) and self._open(vlan, far):
                yield socket, far

    def _walk(self, vlan: Vlan) -> dict[str, tuple[int, Rank]]:
        """Bridge → its distance from the root that it sees, and that root. Parts that are cut off have their own."""
        found: dict[str, tuple[int, Rank]] = {}
        for start in sorted(_bridges(vlan), key=lambda bridge: self.rank(vlan, bridge)):
            queue = [] if start in found or not self.physical.runs(start) else [(0, start)]
            root = self.rank(vlan, start)
            while queue:
                cost, bridge = heapq.heappop(queue)
                if bridge in found:
                    continue
                found[bridge] = (cost, root)
                for socket, far in self._links(vlan, bridge):
                    heapq.heappush(queue, (cost + port_cost(self.physical.speed_mbps(socket)), far.device))
        return found


def bridge_mac(device: str) -> str:
    """A locally administered address that follows from the device's name."""
    return mac(device)


def port_cost(speed_mbps: int) -> int:
    """The cost of a port by its speed."""
    return next((cost for speed, cost in _COSTS if speed_mbps >= speed), _SLOWEST)


def _bridges(vlan: Vlan) -> tuple[str, ...]:
    """The devices that have a port in a VLAN, in the order in which they are declared."""
    return tuple(dict.fromkeys(port.device for port in (*vlan.trunks, *vlan.access)))


def _in(socket: Socket, ports: tuple[Port, ...]) -> bool:
    return any((port.device, port.interface) == (socket.device, socket.interface) for port in ports)


def _behind(socket: Socket) -> str:
    return mac(f"behind {socket.key}")
