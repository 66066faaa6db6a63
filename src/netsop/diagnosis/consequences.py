"""What a cause takes with it, for people: the services that fail, seen from where, and the sites behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from netsop.diagnosis.hypothesis import Hypothesis
from netsop.diagnosis.topology import Topology
from netsop.model.cause import Consequence
from netsop.model.component import Component, Kind
from netsop.model.finding import Finding


def consequences(explains: Sequence[Finding], hypothesis: Hypothesis, topology: Topology) -> tuple[Consequence, ...]:
    """Services lost with the sites that lose them, then sessions, then the rest by component; each once."""
    services: dict[str, set[str]] = defaultdict(set)
    others: dict[Component, None] = {}
    for finding in explains:
        if finding.component.kind is Kind.SERVICE and finding.vantage:
            services[finding.component.name].add(topology.hosts[finding.vantage].data.site)
        elif finding.component != hypothesis.component:
            others.setdefault(finding.component)
    lost = [
        Consequence(
            Component(Kind.SERVICE, name),
            f"{topology.services[name].title}: {', '.join(_title(topology, site) for site in sorted(sites))}",
        )
        for name, sites in sorted(services.items())
    ]
    return (*lost, *(Consequence(component, str(component)) for component in sorted(others)))


def _title(topology: Topology, site: str) -> str:
    return topology.sites[site].title if site in topology.sites else site
