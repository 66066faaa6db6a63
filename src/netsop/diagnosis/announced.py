"""Announced work: what fails where and while work was announced is no fault of today's."""

from __future__ import annotations

from datetime import datetime, timedelta

from netsop.diagnosis.explain import Explainer
from netsop.model.component import Component, Kind
from netsop.model.finding import Finding
from netsop.model.intent import Maintenance
from netsop.model.workspace import Workspace


def announced(workspace: Workspace, explainer: Explainer, observed_at: datetime) -> frozenset[Finding]:
    """The failing findings that our own announced work brings with it, or that began within its window.

    What a provider announced stays a cause, with a name of its own: isp-maintenance.
    """
    works = [work for work in workspace.intent.maintenance if work.by == "us"]
    return frozenset(finding for work in works for finding in _of(work, explainer, observed_at))


def announced_by_isp(workspace: Workspace, observed_at: datetime) -> frozenset[str]:
    """The circuits on which a provider announced work for this moment."""
    works = [work for work in workspace.intent.maintenance if work.by == "isp" and work.covers(observed_at)]
    places = [Component.parse(work.component) for work in works]
    return frozenset(place.name for place in places if place.kind is Kind.CIRCUIT)


def _of(work: Maintenance, explainer: Explainer, observed_at: datetime) -> list[Finding]:
    """What it takes down, what that device says of itself and measures, and what loses its way with it."""
    place = Component.parse(work.component)
    touched = explainer.topology.closure([place])
    devices = {component.name for component in touched if component.kind is Kind.DEVICE}
    follows = explainer.consequences([place])
    return [
        finding
        for finding in explainer.failing
        if (finding in follows or finding.component in touched or {finding.component.device, finding.vantage} & devices)
        and _within(work, finding, observed_at)
    ]


def _within(work: Maintenance, finding: Finding, observed_at: datetime) -> bool:
    began = observed_at - timedelta(seconds=finding.since_s or 0)
    return work.covers(observed_at) or work.covers(began)
