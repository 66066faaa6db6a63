"""The graph of what depends on what, built from intent: who is next to whom, and what is left when parts are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

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
        self._ports = lans | set(self._cable_of)
        self._sessions_over: dict[str, list[Session]] = defaultdict(list)
        for session in self.sessions.values():
            self._sessions_over[session.over].append(session)
        self._edges = tuple(self._all_edges())
        self._reach: dict[tuple[str, Removed], frozenset[str]] = {}

    # -- neighbourhoods ---------------------------------------------------------------------------------------

    def related(self, component: Component, relation: str) -> tuple[Component, ...]:
        """Components that stand in a relation to this one. Raises KeyError for a relation that there is not."""
        return RELATIONS[relation](self, component)

    def cable(self, interface: Component) -> Link | Circuit | None:
        """The link or circuit that ends on an interface."""
        return self._cable_of.get(interface.name)

    def ends(self, component: Component) -> tuple[Port, ...]:
        """The ports of a link (two), a circuit (ours), a session's carrier, or an interface itself with its far end."""
        match component.kind:
            case Kind.LINK:
                return self.links[component.name].ends
            case Kind.CIRCUIT:
                return (self.circuits[component.name].port,)
            case Kind.SESSION:
                return self.ends(self.carrier(component))
            case Kind.INTERFACE:
                cable = self.cable(component)
                return _ports(cable) if cable else ()
        return ()

    def carrier(self, session: Component) -> Component:
        """What carries a session."""
        over = self.sessions[session.name].over
        return Component(Kind.LINK if over in self.links else Kind.CIRCUIT, over)

    def sessions_over(self, cable: str) -> tuple[Component, ...]:
        """The sessions that a link or circuit carries."""
        return tuple(Component(Kind.SESSION, session.name) for session in self._sessions_over[cable])

    def links_of(self, device: str) -> tuple[Link, ...]:
        """The links that end on a device."""
        return tuple(link for link in self.links.values() if device in {link.a.device, link.b.device})

    def circuits_of(self, device: str) -> tuple[Circuit, ...]:
        """The circuits that end on a device."""
        return tuple(circuit for circuit in self.circuits.values() if circuit.device == device)

    def devices_at(self, site: str) -> tuple[str, ...]:
        """The devices of a site."""
        return tuple(name for name, host in self.hosts.items() if host.data.site == site)

    def _cables(self) -> Iterator[tuple[str, Link | Circuit]]:
        for link in self.links.values():
            for port in link.ends:
                yield f"{port.device}/{port.interface}", link
        for circuit in self.circuits.values():
            yield f"{circuit.device}/{circuit.interface}", circuit

    def components(self, kind: Kind) -> tuple[Component, ...]:
        """Every component of a kind that intent declares."""
        names: dict[Kind, Iterable[str]] = {
            Kind.SITE: self.sites,
            Kind.DEVICE: self.hosts,
            Kind.MANAGEMENT: self.hosts,
            Kind.INTERFACE: self._ports,
            Kind.LINK: self.links,
            Kind.CIRCUIT: self.circuits,
            Kind.SESSION: self.sessions,
            Kind.SERVICE: self.services,
            Kind.ROUTE: [f"{name}/0.0.0.0/0" for name in self.hosts],
        }
        return tuple(Component(kind, name) for name in sorted(names[kind]))

    def traits(self, component: Component) -> frozenset[str]:
        """Words that a fault's `where` can ask for: a session's protocol, a service's kind and place."""
        if component.kind is Kind.SESSION:
            return frozenset({self.sessions[component.name].protocol})
        if component.kind is Kind.SERVICE:
            service = self.services[component.name]
            return frozenset({service.kind, "ours" if service.on else "beyond"})
        return frozenset()

    # -- reachability -----------------------------------------------------------------------------------------

    def _all_edges(self) -> Iterator[Edge]:
        for link in self.links.values():
            needs = {Component(Kind.LINK, link.name), *self.sessions_over(link.name)}
            yield Edge(link.a.device, link.b.device, frozenset(needs | set(_interfaces(link))))
        for circuit in self.circuits.values():
            needs = {Component(Kind.CIRCUIT, circuit.name), *self.sessions_over(circuit.name)}
            yield Edge(circuit.device, INTERNET, frozenset(needs | set(_interfaces(circuit))))

    def reachable(self, start: str, removed: Removed) -> frozenset[str]:
        """The nodes (devices, and `internet`) that a node still reaches when these components are gone."""
        key = (start, removed)
        if key not in self._reach:
            self._reach[key] = frozenset(self._walk(start, removed))
        return self._reach[key]

    def _walk(self, start: str, removed: Removed) -> set[str]:
        gone = {component.name for component in removed if component.kind is Kind.DEVICE}
        if start in gone:
            return set()
        neighbours: dict[str, list[str]] = defaultdict(list)
        for edge in self._edges:
            if not (edge.needs & removed or edge.one in gone or edge.other in gone):
                neighbours[edge.one].append(edge.other)
                neighbours[edge.other].append(edge.one)
        seen, queue = {start}, [start]
        while queue:
            node = queue.pop()
            if node == INTERNET and start != INTERNET:
                continue  # traffic of ours never transits the providers
            for other in neighbours[node]:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return seen

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
                return [_component(cable)] if cable else []
            case Kind.LINK:
                return [*_interfaces(self.links[component.name]), *self.sessions_over(component.name)]
            case Kind.CIRCUIT:
                return [*_interfaces(self.circuits[component.name]), *self.sessions_over(component.name)]
        return []


def _ports(cable: Link | Circuit) -> tuple[Port, ...]:
    return cable.ends if isinstance(cable, Link) else (cable.port,)


def _interfaces(cable: Link | Circuit) -> tuple[Component, ...]:
    return tuple(_interface(port) for port in _ports(cable))


def _interface(port: Port) -> Component:
    return Component(Kind.INTERFACE, f"{port.device}/{port.interface}")


def _component(cable: Link | Circuit) -> Component:
    return Component(Kind.LINK if isinstance(cable, Link) else Kind.CIRCUIT, cable.name)


def _self(_topology: Topology, component: Component) -> tuple[Component, ...]:
    return (component,)


def _end_interfaces(topology: Topology, component: Component) -> tuple[Component, ...]:
    return tuple(_interface(port) for port in topology.ends(component))


def _far(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The other ends of an interface, or of every link of a device or of a site's devices."""
    if component.kind is Kind.INTERFACE:
        return tuple(end for end in _end_interfaces(topology, component) if end != component)
    inside = {component.name} if component.kind is not Kind.SITE else set(topology.devices_at(component.name))
    return tuple(
        _interface(port)
        for device in sorted(inside)
        for link in topology.links_of(device)
        for port in link.ends
        if port.device not in inside
    )


def _devices(topology: Topology, component: Component) -> tuple[Component, ...]:
    if component.kind is Kind.SITE:
        return tuple(Component(Kind.DEVICE, name) for name in topology.devices_at(component.name))
    if component.kind is Kind.SERVICE:
        host = topology.services[component.name].on
        return (Component(Kind.DEVICE, host),) if host else ()
    own = component.device
    names = {own} if own else {port.device for port in topology.ends(component)}
    return tuple(Component(Kind.DEVICE, name) for name in sorted(names))


def _management(topology: Topology, component: Component) -> tuple[Component, ...]:
    return tuple(Component(Kind.MANAGEMENT, device.name) for device in _devices(topology, component))


def _own_sessions(topology: Topology, component: Component) -> tuple[Component, ...]:
    if component.kind in {Kind.LINK, Kind.CIRCUIT}:
        return topology.sessions_over(component.name)
    if component.kind is Kind.INTERFACE:
        cable = topology.cable(component)
        return topology.sessions_over(cable.name) if cable else ()
    cables: list[Link | Circuit] = []
    for device in _devices(topology, component):
        cables += topology.links_of(device.name)
        cables += topology.circuits_of(device.name)
    return tuple(session for cable in cables for session in topology.sessions_over(cable.name))


def _cable(topology: Topology, component: Component) -> tuple[Component, ...]:
    if component.kind is Kind.SESSION:
        return (topology.carrier(component),)
    cable = topology.cable(component)
    return (_component(cable),) if cable else ()


def _routes(topology: Topology, component: Component) -> tuple[Component, ...]:
    return tuple(Component(Kind.ROUTE, f"{device.name}/0.0.0.0/0") for device in _devices(topology, component))


def _beyond(topology: Topology, _component: Component) -> tuple[Component, ...]:
    return tuple(Component(Kind.SERVICE, name) for name, service in topology.services.items() if service.beyond)


def _same_target(topology: Topology, component: Component) -> tuple[Component, ...]:
    """Other services at the same place as this one."""
    place = topology.target(component.name)
    return tuple(
        Component(Kind.SERVICE, name)
        for name in topology.services
        if name != component.name and topology.target(name) == place
    )


RELATIONS: dict[str, Callable[[Topology, Component], tuple[Component, ...]]] = {
    "self": _self,
    "ends": _end_interfaces,
    "far": _far,
    "devices": _devices,
    "management": _management,
    "sessions": _own_sessions,
    "cable": _cable,
    "routes": _routes,
    "beyond": _beyond,
    "same-place": _same_target,
    "services": lambda topology, _component: topology.components(Kind.SERVICE),
}
