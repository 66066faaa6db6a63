"""Which failing findings follow from a set of faults because of how the network hangs together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from netsop.diagnosis.topology import INTERNET, Removed, Topology
from netsop.model.check import CheckSpec
from netsop.model.component import Component, Kind
from netsop.model.finding import Finding

_BY_WAY = frozenset({Kind.SERVICE, Kind.ROUTE})
_DEFAULT = "0.0.0.0/0"


class Explainer:
    """Answers, for components that are gone, which failing findings are a consequence of that."""

    def __init__(self, topology: Topology, checks: Mapping[str, CheckSpec], failing: Iterable[Finding]) -> None:
        self.topology = topology
        self.failing = tuple(failing)
        self._by_component: dict[Component, list[Finding]] = defaultdict(list)
        self._by_way: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self.failing:
            if checks[finding.check].nature != "state":
                continue
            self._by_component[finding.component].append(finding)
            way = self._way(finding)
            if way:
                self._by_way[way].append(finding)
        self._ways_at: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for way in self._by_way:
            for device in dict.fromkeys(way):
                self._ways_at[device].append(way)
        self._known: dict[Removed, frozenset[Finding]] = {}

    @property
    def far_off(self) -> frozenset[Finding]:
        """The failing findings that can follow from faults elsewhere, one alone or several together."""
        return frozenset(finding for found in self._by_way.values() for finding in found)

    def consequences(self, gone: Iterable[Component]) -> frozenset[Finding]:
        """The failing symptoms that follow when these components, and what hangs on them, are gone."""
        removed = self.topology.closure(gone)
        if not removed:
            return frozenset()
        if removed not in self._known:
            self._known[removed] = frozenset(self._following(removed))
        return self._known[removed]

    def _following(self, removed: Removed) -> Iterable[Finding]:
        for component in removed:
            yield from self._by_component.get(component, ())
        for way in self._touched(removed):
            if not passes(self.topology, *way, removed):
                yield from self._by_way[way]

    def _touched(self, removed: Removed) -> Iterable[tuple[str, str]]:
        """The ways that can be lost: from or to what was parted from the rest, or out when the rest has no exit."""
        apart = self.topology.separation(removed)
        devices = {*apart.piece_of, *apart.gone, *_without_default(removed)}
        if not self.topology.rest_has_exit(removed):
            devices.add(INTERNET)
        return {way: None for device in sorted(devices) for way in self._ways_at.get(device, ())}

    def _way(self, finding: Finding) -> tuple[str, str] | None:
        """From where to where something must pass for the finding to pass."""
        if finding.component.kind not in _BY_WAY:
            return None
        if finding.component.kind is Kind.SERVICE:
            target = self.topology.target(finding.component.name)
            return (finding.vantage, target) if finding.vantage and target else None
        device, _, to = finding.component.name.partition("/")
        if to == _DEFAULT:
            return (device, INTERNET)
        service = self.topology.targets.get(to)
        return (device, service.on or INTERNET) if service else None


def passes(topology: Topology, start: str, target: str, removed: Removed) -> bool:
    """Whether a device still gets to a target and back: the network holds together, and both have their default."""
    if _default_of(start) in removed or _default_of(target) in removed:
        return False
    return topology.reaches(start, target, removed)


def _without_default(removed: Removed) -> Iterable[str]:
    """The devices whose default route is among what is gone."""
    return (component.device or "" for component in removed if component.kind is Kind.ROUTE)


def _default_of(device: str) -> Component:
    return Component(Kind.ROUTE, f"{device}/{_DEFAULT}")
