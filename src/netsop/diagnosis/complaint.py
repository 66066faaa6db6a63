"""What remains of a complaint when nothing fails: it lies on the complainer's side, or it is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from netsop.diagnosis.hypothesis import outcomes
from netsop.diagnosis.rank import Ranking
from netsop.model.cause import Cause
from netsop.model.component import Component, Kind
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict

AT_SITE, NOWHERE = "user-side", "no-fault"
"""The entries of the catalogue for a complaint about a site, and for one that names none."""
ANYWHERE = Component(Kind.SITE, "*")
"""No site in particular."""
CONFIDENCE = 0.6
"""Nothing speaks against it, and nothing that a device says speaks for it."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Names of the sites and services that a case is about; those that intent does not know say nothing."""

    sites: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


def complaints(ranking: Ranking, faults: Mapping[str, FaultSpec], complaint: Complaint) -> tuple[Cause, ...]:
    """For each site in question where all is known and well up to its edge: that it is on the user's side.

    For a complaint that names no site, where nothing fails: that there is no fault any more. Else nothing.
    """
    spec = faults.get(AT_SITE if complaint.sites else NOWHERE)
    if spec is None or spec.when != "healthy":
        return ()
    if not complaint.sites:
        seen = _proof(ranking, complaint.services, None)
        return (_cause(spec, ANYWHERE, seen, ranking),) if seen and not ranking.index.failing else ()
    return tuple(_at_sites(ranking, spec, complaint))


def _at_sites(ranking: Ranking, spec: FaultSpec, complaint: Complaint) -> Iterator[Cause]:
    for name in complaint.sites:
        if name not in ranking.topology.sites:
            continue
        site = Component(Kind.SITE, name)
        edge = _edge(ranking, spec, site)
        served = _proof(ranking, complaint.services, frozenset(ranking.topology.devices_at(name)))
        if edge and served is not None:
            yield _cause(spec, site, tuple(dict.fromkeys((*edge, *served))), ranking)


def _edge(ranking: Ranking, spec: FaultSpec, site: Component) -> tuple[Finding, ...]:
    """What shows that all is well at a site; empty where something of it fails or is not known."""
    held = outcomes(spec, site, ranking.topology, ranking.index)
    must = tuple(finding for outcome in held if outcome.part == "must" for finding in outcome.findings)
    if any(outcome.state is not Verdict.PASS for outcome in held if outcome.part == "must"):
        return ()
    ours = frozenset(ranking.topology.devices_at(site.name))
    touched = any(finding.component.device in ours or finding.vantage in ours for finding in ranking.index.failing)
    return () if touched or not _all_pass(must) else must


def _proof(ranking: Ranking, services: Iterable[str], ours: frozenset[str] | None) -> tuple[Finding, ...] | None:
    """How the services in question (else all that are measured) are seen from these devices (else from all).

    None where one of them is not well, is not known, or is not seen from there at all.
    """
    asked = frozenset(services)
    declared = ranking.topology.services
    found = tuple(
        finding
        for finding in ranking.findings
        if finding.component.kind is Kind.SERVICE
        and finding.severity != "notice"
        and (ours is None or finding.vantage in ours)
        and (finding.component.name in asked if asked else finding.vantage in declared[finding.component.name].vantages)
    )
    return found if _all_pass(found) and asked <= {finding.component.name for finding in found} else None


def _all_pass(findings: Iterable[Finding]) -> bool:
    return all(finding.verdict is Verdict.PASS for finding in findings)


def _cause(spec: FaultSpec, component: Component, seen: Iterable[Finding] | None, ranking: Ranking) -> Cause:
    language = ranking.language
    return Cause(
        fault=spec.fault,
        component=component,
        party=spec.party,
        layer=spec.layer,
        confidence=CONFIDENCE,
        says=spec.says[language],
        explains=tuple(seen or ()),
        next_test=spec.ask.get(language, ""),
        action=spec.action,
        advice=spec.do[language],
    )
