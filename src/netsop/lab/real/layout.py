"""What is to be built: nodes, their ports and cables, from the workspace's intent and inventory/lab.yaml."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal

from netsop.model.intent import Circuit, OpticBudget
from netsop.model.lab import Lab, Provider
from netsop.model.workspace import Workspace

_SHORT = {"gigabitethernet": "gi", "tengigabitethernet": "te", "fastethernet": "fa", "ethernet": "et"}
_LONGEST_NAME = 15  # IFNAMSIZ less the closing NUL

Role = Literal["router", "host", "provider", "internet"]


def linux_name(interface: str) -> str:
    """The interface name that a node uses: GigabitEthernet0/0/1 → gi0-0-1."""
    letters, rest = re.fullmatch(r"([A-Za-z-]*)(.*)", interface, re.DOTALL).groups()  # type: ignore[union-attr]  # matches any
    short = _SHORT.get(letters.lower(), letters.lower())
    return f"{short}{rest}".replace("/", "-").replace(":", "-")[:_LONGEST_NAME]


def port_mac(node: str, interface: str) -> str:
    """A port keeps its address over power cuts, as the ports of real devices do."""
    digest = hashlib.sha256(f"{node}/{interface}".encode()).digest()
    return ":".join(f"{byte:02x}" for byte in (0x02, *digest[:5]))


@dataclass(frozen=True, slots=True)
class PortSpec:
    """A port of a node. cable is the link's or circuit's name, or None for an office network."""

    interface: str
    address: str
    cable: str | None
    optics: str | None = None  # class of the transceiver
    known_neighbor: bool = False  # a device of ours is at the far end
    ospf: tuple[str, int, int, int] | None = None  # area, cost, hello, dead


@dataclass(slots=True)
class NodeSpec:
    """A node: what it is, its ports, and what runs on it."""

    name: str
    role: Role
    ports: list[PortSpec] = field(default_factory=list)
    loopbacks: list[str] = field(default_factory=list)
    management: str | None = None
    gateway: str | None = None
    local_as: int | None = None
    peers: list[tuple[str, int]] = field(default_factory=list)
    zone: dict[str, str] = field(default_factory=dict)
    dns: str | None = None
    http: str | None = None
    announces: list[str] = field(default_factory=list)
    accepts: list[str] = field(default_factory=list)  # beside the default route
    default_metric: int | None = None


@dataclass(frozen=True, slots=True)
class CableSpec:
    """A cable between two (node, interface) ends."""

    name: str
    a: tuple[str, str]
    b: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything to build, and the workspace that asked for it."""

    workspace: Workspace
    lab: Lab
    nodes: dict[str, NodeSpec]
    cables: tuple[CableSpec, ...]

    def optics(self) -> dict[tuple[str, str], OpticBudget]:
        """(node, interface) → the class of its transceiver."""
        classes = self.workspace.intent.budgets.optics
        return {
            (node.name, port.interface): classes[port.optics]
            for node in self.nodes.values() for port in node.ports if port.optics in classes
        }


def lay_out(workspace: Workspace, lab: Lab) -> Layout:
    """The laboratory's plan."""
    nodes = {name: _host(workspace, lab, name) for name in workspace.hosts}
    cables = [*_links(workspace, nodes), *_circuits(workspace, lab, nodes)]
    for site in workspace.intent.sites:
        if site.lan and site.lan.address:
            nodes[site.lan.device].ports.append(PortSpec(linux_name(site.lan.interface), str(site.lan.address), None))
    return Layout(workspace, lab, nodes, tuple(cables))


def _host(workspace: Workspace, lab: Lab, name: str) -> NodeSpec:
    host = workspace.hosts[name]
    server = lab.servers.get(name)
    node = NodeSpec(name, "host" if host.data.gateway else "router", management=str(host.hostname),
                    gateway=str(host.data.gateway) if host.data.gateway else None, local_as=host.data.local_as)
    if host.data.loopback:
        node.loopbacks.append(f"{host.data.loopback}/32")
    if server:
        node.zone = {name: str(address) for name, address in server.dns_zone.items()}
    return node


def _links(workspace: Workspace, nodes: dict[str, NodeSpec]) -> list[CableSpec]:
    cables = []
    for link in workspace.intent.links:
        ospf = (str(link.ospf.area), link.ospf.cost, link.ospf.hello_s, link.ospf.dead_s) if link.ospf else None
        for port in link.ends:
            nodes[port.device].ports.append(
                PortSpec(linux_name(port.interface), str(port.address), link.name, link.optics, known_neighbor=True,
                         ospf=ospf)
            )
        cables.append(CableSpec(link.name, *((port.device, linux_name(port.interface)) for port in link.ends)))
    for node in nodes.values():
        if node.zone and node.ports:
            node.dns = node.http = node.ports[0].address.partition("/")[0]
    return cables


def _circuits(workspace: Workspace, lab: Lab, nodes: dict[str, NodeSpec]) -> list[CableSpec]:
    circuits = {circuit.name: circuit for circuit in workspace.intent.circuits}
    world = NodeSpec(lab.internet.name, "internet", local_as=lab.internet.as_, announces=[str(lab.internet.prefix)],
                     loopbacks=[f"{address}/32" for address in lab.internet.addresses.values()],
                     zone={name: str(address) for name, address in lab.internet.zone.items()},
                     dns=str(lab.internet.addresses["dns"]), http=str(lab.internet.addresses["web"]))
    nodes[world.name] = world
    cables = []
    for number, provider in enumerate(lab.providers, start=1):
        circuit = circuits[provider.circuit]
        ours, theirs, up = linux_name(circuit.interface), "customer", f"up{number}"
        core = nodes[circuit.device]
        core.ports.append(PortSpec(ours, str(circuit.address), circuit.name, circuit.optics))
        core.peers.append((str(circuit.provider_address), provider.as_))
        core.announces = [str(lab.aggregate)]
        core.accepts.append(str(circuit.address.network))
        core.default_metric = 10 if circuit.name == lab.preferred else 100
        nodes[provider.name] = _provider(provider, circuit, core, world)
        world.ports.append(PortSpec(up, str(provider.uplink.internet), f"upstream-{provider.name}"))
        world.peers.append((str(provider.uplink.address.ip), provider.as_))
        cables += [
            CableSpec(circuit.name, (circuit.device, ours), (provider.name, theirs)),
            CableSpec(f"upstream-{provider.name}", (provider.name, "upstream"), (world.name, up)),
        ]
    return cables


def _provider(provider: Provider, circuit: Circuit, core: NodeSpec, world: NodeSpec) -> NodeSpec:
    network = circuit.address.network
    return NodeSpec(
        provider.name,
        "provider",
        local_as=provider.as_,
        ports=[
            PortSpec("customer", f"{circuit.provider_address}/{network.prefixlen}", circuit.name, circuit.optics),
            PortSpec("upstream", str(provider.uplink.address), f"upstream-{provider.name}"),
        ],
        peers=[(str(circuit.address.ip), core.local_as or 0), (str(provider.uplink.internet.ip), world.local_as or 0)],
        announces=[str(network)],
    )
