"""Which failing findings follow from a set of faults: those predicted directly, and those that the graph implies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from netsop.diagnosis.topology import INTERNET, Removed, Topology
from netsop.model.check import CheckSpec
from netsop.model.component import Component, Kind
from netsop.model.finding import Finding


class Explainer:
    """Answers, for components that are gone, whether a failing finding is a consequence of that."""

    def __init__(self, topology: Topology, checks: Mapping[str, CheckSpec], failing: Iterable[Finding]) -> None:
        self.topology = topology
        self.symptoms = tuple(finding for finding in failing if checks[finding.check].nature == "state")
        self._known: dict[Removed, frozenset[Finding]] = {}

    def consequences(self, gone: Iterable[Component]) -> frozenset[Finding]:
        """The failing symptoms that follow when these components, and what hangs on them, are gone."""
        removed = self.topology.closure(gone)
        if not removed:
            return frozenset()
        if removed not in self._known:
            self._known[removed] = frozenset(f for f in self.symptoms if self._follows(f, removed))
        return self._known[removed]

    def _follows(self, finding: Finding, removed: Removed) -> bool:
        component = finding.component
        if component in removed:
            return True
        match component.kind:
            case Kind.SERVICE:
                return self._service_lost(finding, removed)
            case Kind.ROUTE:
                device = component.device or ""
                return INTERNET not in self.topology.reachable(device, removed)
        return False

    def _service_lost(self, finding: Finding, removed: Removed) -> bool:
        target, vantage = self.topology.target(finding.component.name), finding.vantage
        if target is None or vantage is None:
            return False
        if _default(vantage) in removed or _default(target) in removed:
            return True
        return target not in self.topology.reachable(vantage, removed)


def _default(device: str) -> Component:
    return Component(Kind.ROUTE, f"{device}/0.0.0.0/0")
