"""What the first answers leave open and a read-only probe can tell: where the way to a lost target ends."""

from __future__ import annotations

from collections.abc import Mapping

from netsop.facts.observations import Observations
from netsop.facts.traceroute import TracerouteHop
from netsop.model.cause import Diagnosis
from netsop.model.component import Kind
from netsop.model.finding import Verdict
from netsop.model.platform import Platform
from netsop.model.probe import Question
from netsop.model.workspace import Workspace

_MOST = 3


def follow_up(workspace: Workspace, diagnosis: Diagnosis, platforms: Mapping[str, Platform]) -> tuple[Question, ...]:
    """A traceroute from up to three vantage points, each to the first target that it lost."""
    services = {service.name: service for service in workspace.intent.services}
    asked: dict[str, Question] = {}
    for finding in diagnosis.findings:
        if finding.verdict is not Verdict.FAIL or finding.component.kind is not Kind.SERVICE:
            continue
        vantage, service = finding.vantage or "", services[finding.component.name]
        if service.kind != "ping" or vantage in asked or len(asked) >= _MOST:
            continue
        if "traceroute" in platforms[workspace.hosts[vantage].platform].probes:
            asked[vantage] = Question(vantage, "traceroute", (("target", str(service.target)),))
    return tuple(sorted(asked.values()))


def last_good(workspace: Workspace, seen: Observations) -> str:
    """The last hop that answered on the way to a lost target: `device (address)`, or empty when not asked."""
    owners = _owners(workspace)
    for (_, kind), found in sorted(seen.facts.items()):
        if kind != "traceroute_hop":
            continue
        hops = [item.fact for item in found if isinstance(item.fact, TracerouteHop) and item.fact.address]
        if hops:
            last = max(hops, key=lambda hop: hop.ttl or 0)
            return f"{owners.get(last.address or '', 'outside')} ({last.address})"
    return ""


def _owners(workspace: Workspace) -> dict[str, str]:
    intent = workspace.intent
    owners = {str(port.address.ip): port.device for link in intent.links for port in link.ends if port.address}
    owners |= {str(circuit.address.ip): circuit.device for circuit in intent.circuits}
    return owners | {str(circuit.provider_address): f"{circuit.isp}, {circuit.name}" for circuit in intent.circuits}
