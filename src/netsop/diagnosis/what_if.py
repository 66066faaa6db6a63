"""What a fault would take with it: predicted on the graph of intent, without asking a device. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from netsop.diagnosis.bridges import only_ways
from netsop.diagnosis.hypothesis import ANYWHERE
from netsop.diagnosis.relations import related
from netsop.diagnosis.topology import INTERNET, Removed, Topology, interfaces
from netsop.model.component import Component, Kind
from netsop.model.fault import FaultSpec
from netsop.model.reasoning import Forecast

Supposed = Sequence[tuple[FaultSpec, Component]]


def what_if(topology: Topology, supposed: Supposed) -> Forecast:
    """The consequences of these faults, all at once."""
    removed = topology.closure(component for spec, place in supposed for component in _taken(topology, spec, place))
    apart = topology.separation(removed)
    ways = list(_ways(topology))
    lost = [(service, vantage) for service, vantage, target in ways if not topology.reaches(vantage, target, removed)]
    before = dict(only_ways(topology, frozenset()))
    return Forecast(
        faults=tuple((spec.fault, component) for spec, component in supposed),
        gone=tuple(sorted(removed)),
        cut_off=tuple(tuple(sorted(piece)) for _, piece in sorted(apart.pieces().items())),
        dark=tuple(sorted(apart.gone)),
        lost=tuple(lost),
        kept=tuple((service, vantage) for service, vantage, _ in ways if (service, vantage) not in set(lost)),
        last_ways=tuple(
            (link, behind) for link, behind in only_ways(topology, removed) if link not in before
        ),
        last_circuit=_last_circuit(topology, removed),
        shows=tuple(sorted(set(_shows(topology, supposed)))),
    )  # fmt: skip


def _taken(topology: Topology, spec: FaultSpec, component: Component) -> tuple[Component, ...]:
    if spec.takes == "component":
        return (component,)
    if spec.takes == "sessions":
        return (component,) if component.kind is Kind.SESSION else related(topology, component, "sessions")
    return ()


def _ways(topology: Topology) -> Iterator[tuple[str, str, str]]:
    """(service, vantage, target) of everything that is measured."""
    for name, service in sorted(topology.services.items()):
        target = topology.target(name)
        for vantage in service.vantages if target else ():
            yield name, vantage, target or INTERNET


def _last_circuit(topology: Topology, removed: Removed) -> str:
    whole = [
        name for name, circuit in topology.circuits.items()
        if not ({Component(Kind.CIRCUIT, name), *topology.sessions_over(name), *interfaces(circuit)} & removed)
        and Component(Kind.DEVICE, circuit.device) not in removed
    ]  # fmt: skip
    return whole[0] if len(whole) == 1 < len(topology.circuits) else ""


def _shows(topology: Topology, supposed: Supposed) -> Iterable[tuple[str, Component]]:
    """The findings that decide: what would fail at once and nearby."""
    for spec, component in supposed:
        for rule in spec.decisive:
            if rule.verdict == "fail" and rule.of not in ANYWHERE:
                yield from ((rule.check, place) for place in related(topology, component, rule.of))
