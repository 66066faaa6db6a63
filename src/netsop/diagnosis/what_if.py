"""What a fault would take with it: predicted on the graph of intent, without asking a device. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from netsop.diagnosis.bridges import only_ways
from netsop.diagnosis.detour import detour
from netsop.diagnosis.explain import passes
from netsop.diagnosis.hypothesis import ANYWHERE
from netsop.diagnosis.relations import related
from netsop.diagnosis.topology import INTERNET, Removed, Topology, interfaces
from netsop.model.component import Component, Kind
from netsop.model.fault import FaultSpec
from netsop.model.intent import Service
from netsop.model.reasoning import Detour, Forecast

Supposed = Sequence[tuple[FaultSpec, Component]]
_NOTHING: Removed = frozenset()


def what_if(topology: Topology, supposed: Supposed) -> Forecast:
    """The consequences of these faults, all at once."""
    removed = topology.closure(component for spec, place in supposed for component in _taken(topology, spec, place))
    dark = sorted(component.name for component in removed if component.kind is Kind.DEVICE)
    pieces = _pieces(topology, removed)
    apart = {device for piece in pieces for device in piece}
    ways = [way for way in _ways(topology) if passes(topology, way[1], way[2], _NOTHING)]
    lost = [way for way in ways if _loses(topology, way, removed)]
    circuits = _whole_circuits(topology, removed)
    before = {link for link, _ in only_ways(topology, _NOTHING)}
    return Forecast(
        faults=tuple((spec.fault, component) for spec, component in supposed),
        gone=tuple(sorted(removed)),
        sites=_sites(topology, removed),
        cut_off=pieces,
        dark=tuple(dark),
        lost=tuple((service, vantage) for service, vantage, _ in lost),
        kept=tuple((service, vantage) for service, vantage, target in ways if (service, vantage, target) not in lost),
        sessions=tuple(sorted(component.name for component in removed if component.kind is Kind.SESSION)),
        detours=tuple(_detours(topology, removed)),
        last_ways=tuple(
            (link, behind) for link, behind in only_ways(topology, removed)
            if link not in before and topology.links[link].a.device not in apart
        ),
        circuits=circuits,
        last_circuit=circuits[0] if len(circuits) == 1 < len(topology.circuits) else "",
        shows=tuple(sorted(set(_shows(topology, supposed)))),
    )  # fmt: skip


def _taken(topology: Topology, spec: FaultSpec, component: Component) -> tuple[Component, ...]:
    if spec.takes == "component":
        return (component,)
    if spec.takes == "sessions":
        return (component,) if component.kind is Kind.SESSION else related(topology, component, "sessions")
    return ()


def _pieces(topology: Topology, removed: Removed) -> tuple[tuple[str, ...], ...]:
    """The parts that no longer reach the one with the internet (else with servers; of equal ones the larger)."""
    apart = topology.separation(removed)
    pieces = apart.pieces()
    if not pieces:
        return ()
    pieces[0] = {name for name in topology.hosts if name not in apart.gone and name not in apart.piece_of}
    exits = {topology.circuits[name].device for name in _whole_circuits(topology, removed)}
    servers = {service.on for service in topology.services.values() if service.on}

    def weight(piece: set[str]) -> tuple[bool, bool, int, list[str]]:
        return (bool(exits & piece), bool(servers & piece), len(piece), sorted(piece, reverse=True))

    main = max(pieces.values(), key=weight)
    return tuple(sorted(tuple(sorted(piece)) for piece in pieces.values() if piece is not main and piece))


def _sites(topology: Topology, removed: Removed) -> tuple[str, ...]:
    """Places whose people reach nothing outside any more: neither the internet nor a server of ours."""
    ends = {topology.target(name) for name in topology.services} - {None}
    found = []
    for name, site in topology.sites.items():
        own = (site.lan.device,) if site.lan else topology.devices_at(name)
        outside = sorted(str(end) for end in ends if end not in topology.devices_at(name))
        if own and not any(_gets_to(topology, device, end, removed) for device in own for end in outside):
            found.append(name)
    return tuple(sorted(found))


def _gets_to(topology: Topology, device: str, target: str, removed: Removed) -> bool:
    """Whether those who sit behind a device get to a target: it runs, and so does the port of their network."""
    if Component(Kind.DEVICE, device) in removed:
        return False
    site = topology.sites.get(topology.hosts[device].data.site)
    lan = site.lan if site else None
    if lan and lan.device == device and Component(Kind.INTERFACE, f"{device}/{lan.interface}") in removed:
        return False
    return passes(topology, device, target, removed)


def _ways(topology: Topology) -> Iterator[tuple[str, str, str]]:
    """(service, from where, target) of everything that people or devices use."""
    for name, service in sorted(topology.services.items()):
        target = topology.target(name)
        for user in _users(service) if target else ():
            yield name, user, target or INTERNET


def _users(service: Service) -> tuple[str, ...]:
    """Where it is measured, who depends on it, or else the device that serves its own site."""
    return tuple(dict.fromkeys((*service.vantages, *service.clients))) or ((service.on,) if service.on else ())


def _loses(topology: Topology, way: tuple[str, str, str], removed: Removed) -> bool:
    service, user, target = way
    return Component(Kind.SERVICE, service) in removed or not _gets_to(topology, user, target, removed)


def _detours(topology: Topology, removed: Removed) -> Iterator[Detour]:
    """For each link that is gone between two devices that live on: how the one reaches the other then."""
    pairs = {
        tuple(sorted(port.device for port in topology.links[component.name].ends))
        for component in removed
        if component.kind is Kind.LINK
    }
    for one, other in sorted(pairs):
        way = detour(topology, one, other, removed)
        if way:
            yield Detour(one, other, *way)


def _whole_circuits(topology: Topology, removed: Removed) -> tuple[str, ...]:
    return tuple(
        name for name, circuit in topology.circuits.items()
        if not {Component(Kind.CIRCUIT, name), *topology.sessions_over(name), *interfaces(circuit)} & removed
    )  # fmt: skip


def _shows(topology: Topology, supposed: Supposed) -> Iterable[tuple[str, Component]]:
    """The findings that decide: what would fail at once and nearby."""
    for spec, component in supposed:
        for rule in spec.decisive:
            if rule.verdict == "fail" and rule.of not in ANYWHERE:
                yield from ((rule.check, place) for place in related(topology, component, rule.of))
