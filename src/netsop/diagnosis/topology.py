"""The graph of what depends on what, built from intent: who is next to whom, and what is left when parts are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netsop.diagnosis.separation import Separation, separate
from netsop.model.component import Component, Kind
from netsop.model.intent import Circuit, Link, Port, Session
from netsop.model.workspace import Workspace

INTERNET = "internet"
Removed = frozenset[Component]


@dataclass(frozen=True, slots=True)
class Edge:
    """A way between two nodes that works while none of `needs` is gone."""

    one: str
    other: str
    needs: frozenset[Component]


class Topology:
    """Neighbourhoods and reachability of a workspace's components."""

    def __init__(self, workspace: Workspace) -> None:
        intent = workspace.intent
        self.hosts = workspace.hosts
        self.sites = {site.name: site for site in intent.sites}
        self.links = {link.name: link for link in intent.links}
        self.circuits = {circuit.name: circuit for circuit in intent.circuits}
        self.sessions = {session.name: session for session in intent.all_sessions()}
        self.services = {service.name: service for service in intent.services}
        self._cable_of = dict(self._cables())
        lans = {f"{site.lan.device}/{site.lan.interface}" for site in intent.sites if site.lan}
        self._wires = {name: ports(cable) for name, cable in self._cable_of.items()} | dict(_wires(intent.links))
        switched = {f"{port.device}/{port.interface}" for vlan in intent.vlans for port in (*vlan.trunks, *vlan.access)}
        self._ports = lans | switched | set(self._wires)
        self._sessions_over: dict[str, list[Session]] = defaultdict(list)
        for session in self.sessions.values():
            self._sessions_over[session.over].append(session)
        self._links_of: dict[str, list[Link]] = defaultdict(list)
        for link in self.links.values():
            for device in dict.fromkeys(port.device for port in link.ends):
                self._links_of[device].append(link)
        self._circuits_of: dict[str, list[Circuit]] = defaultdict(list)
        for circuit in self.circuits.values():
            self._circuits_of[circuit.device].append(circuit)
        self.conduits = _shared((*intent.links, *intent.circuits))
        self._devices_at: dict[str, list[str]] = defaultdict(list)
        for name, host in self.hosts.items():
            self._devices_at[host.data.site].append(name)
        self.announced_by_isp: frozenset[str] = frozenset()
        self.vlans = {vlan.name: vlan for vlan in intent.vlans}
        self.tunnels = {tunnel.name: tunnel for tunnel in intent.tunnels}
        self.prefixes = {prefix.name: prefix for prefix in intent.prefixes}
        self.targets = {str(service.target): service for service in intent.services if service.vantages}
        self._edges = tuple(self._all_edges())
        self._edges_needing: dict[Component, list[int]] = defaultdict(list)
        self._neighbours: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, edge in enumerate(self._edges):
            self._neighbours[edge.one].append((edge.other, number))
            self._neighbours[edge.other].append((edge.one, number))
            for component in edge.needs:
                self._edges_needing[component].append(number)
        self._circuit_needs = {
            name: frozenset({Component(Kind.CIRCUIT, name), *self.sessions_over(name), *interfaces(circuit)})
            for name, circuit in self.circuits.items()
        }
        self._components: dict[Kind, tuple[Component, ...]] = {}
        self._separations: dict[Removed, Separation] = {}
        self.ways: dict[tuple[str, str], frozenset[Component]] = {}
        self.distances: dict[str, dict[str, int]] = {}

    # -- neighbourhoods ---------------------------------------------------------------------------------------

    def cable(self, interface: Component) -> Link | Circuit | None:
        """The link or circuit that ends on an interface."""
        return self._cable_of.get(interface.name)

    def held(self, component: Component) -> tuple[Link | Circuit, ...]:
        """The cables that a component is: one of a link or circuit, all of a conduit."""
        match component.kind:
            case Kind.LINK:
                return (self.links[component.name],)
            case Kind.CIRCUIT:
                return (self.circuits[component.name],)
            case Kind.CONDUIT:
                return self.conduits[component.name]
        return ()

    def ends(self, component: Component) -> tuple[Port, ...]:
        """The ports of a link (two), a circuit (ours), a conduit's cables, a session's carrier, an interface's cable.

        That of a bundle's port is its own cable, not the bundle.
        """
        if component.kind is Kind.SESSION:
            return self.ends(self.carrier(component))
        if component.kind is Kind.INTERFACE:
            return self._wires.get(component.name, ())
        return tuple(port for cable in self.held(component) for port in ports(cable))

    def carrier(self, session: Component) -> Component:
        """What carries a session."""
        over = self.sessions[session.name].over
        return Component(Kind.LINK if over in self.links else Kind.CIRCUIT, over)

    def sessions_over(self, cable: str) -> tuple[Component, ...]:
        """The sessions that a link or circuit carries."""
        return tuple(Component(Kind.SESSION, session.name) for session in self._sessions_over[cable])

    def links_of(self, device: str) -> tuple[Link, ...]:
        """The links that end on a device."""
        return tuple(self._links_of[device])

    def circuits_of(self, device: str) -> tuple[Circuit, ...]:
        """The circuits that end on a device."""
        return tuple(self._circuits_of[device])

    def devices_at(self, site: str) -> tuple[str, ...]:
        """The devices of a site."""
        return tuple(self._devices_at[site])

    def _cables(self) -> Iterator[tuple[str, Link | Circuit]]:
        for link in self.links.values():
            for port in link.ends:
                yield f"{port.device}/{port.interface}", link
        for circuit in self.circuits.values():
            yield f"{circuit.device}/{circuit.interface}", circuit

    def components(self, kind: Kind) -> tuple[Component, ...]:
        """Every component of a kind that intent declares."""
        if kind not in self._components:
            self._components[kind] = tuple(self._declared(kind))
        return self._components[kind]

    def _declared(self, kind: Kind) -> Iterator[Component]:
        names: dict[Kind, Iterable[str]] = {
            Kind.SITE: self.sites,
            Kind.DEVICE: self.hosts,
            Kind.MANAGEMENT: self.hosts,
            Kind.INTERFACE: self._ports,
            Kind.LINK: self.links,
            Kind.CIRCUIT: self.circuits,
            Kind.CONDUIT: self.conduits,
            Kind.SESSION: self.sessions,
            Kind.SERVICE: self.services,
            Kind.ROUTE: [f"{name}/{to}" for name in self.hosts for to in ("0.0.0.0/0", *self.targets)],
            Kind.VLAN: self.vlans,
            Kind.TUNNEL: self.tunnels,
            Kind.PREFIX: self.prefixes,
        }
        yield from (Component(kind, name) for name in sorted(names[kind]))

    # -- reachability -----------------------------------------------------------------------------------------

    def _all_edges(self) -> Iterator[Edge]:
        for link in self.links.values():
            yield Edge(link.a.device, link.b.device, self.needs_of(link))

    def needs_of(self, link: Link) -> frozenset[Component]:
        """What a link needs to carry traffic: itself, its ports, and the sessions over it."""
        return frozenset({Component(Kind.LINK, link.name), *self.sessions_over(link.name), *interfaces(link)})

    def separation(self, removed: Removed) -> Separation:
        """How our own devices fall apart without these components."""
        if removed not in self._separations:
            gone = frozenset(component.name for component in removed if component.kind is Kind.DEVICE)
            cut = {number for component in removed for number in self._edges_needing.get(component, ())}
            starts = [node for number in sorted(cut) for node in (self._edges[number].one, self._edges[number].other)]
            starts += [other for device in sorted(gone) for other, _ in self._neighbours.get(device, ())]
            self._separations[removed] = separate(self._neighbours, frozenset(cut), gone, starts)
        return self._separations[removed]

    def rest_has_exit(self, removed: Removed) -> bool:
        """Whether a circuit of ours still works from the part of the network that was not cut off."""
        apart = self.separation(removed)
        return any(
            circuit.device not in apart.gone
            and circuit.device not in apart.piece_of
            and not self._circuit_needs[circuit.name] & removed
            for circuit in self.circuits.values()
        )

    def reaches(self, device: str, target: str, removed: Removed) -> bool:
        """Whether a device still reaches another, or `internet`: over any circuit of ours, none of them in transit."""
        apart = self.separation(removed)
        if target != INTERNET:
            return device == target or apart.together(device, target)
        return any(
            apart.together(device, circuit.device) or (device == circuit.device and device not in apart.gone)
            for circuit in self.circuits.values()
            if not self._circuit_needs[circuit.name] & removed
        )

    def target(self, service: str) -> str | None:
        """The node where a service lives: a device of ours, `internet`, or None where intent does not say."""
        declared = self.services[service]
        return declared.on or (INTERNET if declared.beyond else None)

    def closure(self, components: Iterable[Component]) -> Removed:
        """Everything that stops working by itself when these do: a site's devices, a device's links, and so on."""
        gone: set[Component] = set()
        queue = list(components)
        while queue:
            component = queue.pop()
            if component in gone:
                continue
            gone.add(component)
            queue += self._parts(component)
        return frozenset(gone)

    def _parts(self, component: Component) -> list[Component]:
        match component.kind:
            case Kind.SITE:
                return [Component(Kind.DEVICE, name) for name in self.devices_at(component.name)]
            case Kind.DEVICE:
                device = component.name
                return [
                    Component(Kind.MANAGEMENT, device),
                    *(Component(Kind.LINK, link.name) for link in self.links_of(device)),
                    *(Component(Kind.CIRCUIT, circuit.name) for circuit in self.circuits_of(device)),
                    *(Component(Kind.SERVICE, name) for name, service in self.services.items() if service.on == device),
                ]
            case Kind.INTERFACE:
                cable = self.cable(component)
                return [cable_component(cable)] if cable else []
            case Kind.LINK | Kind.CIRCUIT:
                (cable,) = self.held(component)
                parts = member_ports(cable) if isinstance(cable, Link) else ()
                return [*map(interface, (*ports(cable), *parts)), *self.sessions_over(component.name)]
            case Kind.CONDUIT:
                return [cable_component(cable) for cable in self.held(component)]
        return []


def _wires(links: Iterable[Link]) -> Iterator[tuple[str, tuple[Port, Port]]]:
    """Each port of a bundle's cables, with both ends of its cable."""
    for link in links:
        both = iter(member_ports(link))
        for ends in zip(both, both, strict=True):
            yield from ((f"{port.device}/{port.interface}", ends) for port in ends)


def _shared(cables: Iterable[Link | Circuit]) -> dict[str, tuple[Link | Circuit, ...]]:
    """The conduits that hold more than one cable."""
    found: dict[str, list[Link | Circuit]] = defaultdict(list)
    for cable in cables:
        if cable.conduit:
            found[cable.conduit].append(cable)
    return {name: tuple(held) for name, held in found.items() if len(held) > 1}


def member_ports(link: Link) -> tuple[Port, ...]:
    """The ports of a bundle's cables, end a before end b of each."""
    return tuple(
        Port(device=port.device, interface=name)
        for member in link.members
        for port, name in ((link.a, member.a), (link.b, member.b))
    )


def ports(cable: Link | Circuit) -> tuple[Port, ...]:
    """Our ports of a cable: two of a link, one of a circuit."""
    return cable.ends if isinstance(cable, Link) else (cable.port,)


def interfaces(cable: Link | Circuit) -> tuple[Component, ...]:
    """The ports of a cable as components."""
    return tuple(interface(port) for port in ports(cable))


def interface(port: Port) -> Component:
    """A port as a component."""
    return Component(Kind.INTERFACE, f"{port.device}/{port.interface}")


def cable_component(cable: Link | Circuit) -> Component:
    """A link or circuit as a component."""
    return Component(Kind.LINK if isinstance(cable, Link) else Kind.CIRCUIT, cable.name)
