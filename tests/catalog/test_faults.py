"""Every fault file: known checks and relations, each example comes out first, a healthy network gives none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from netsop import catalog
from netsop.checks.engine import VANTAGED, applies
from netsop.diagnosis.complaint import Complaint, complaints
from netsop.diagnosis.rank import diagnose, rank
from netsop.diagnosis.relations import RELATIONS
from netsop.model.cause import Diagnosis
from netsop.model.check import CheckSpec
from netsop.model.component import Component
from netsop.model.fault import FaultExample, FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.intent import Maintenance
from netsop.model.subjects import subjects
from netsop.model.workspace import Workspace
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[2]
CHECKS = catalog.load_all("checks", CheckSpec)
FAULTS = catalog.load_all("diagnosis/faults", FaultSpec)
EXAMPLES = [
    pytest.param(spec, example, id=f"{name}: {example.name}")
    for name, spec in FAULTS.items() if spec.when == "failing"
    for example in spec.examples
]  # fmt: skip
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def network(name: str | None) -> Workspace:
    return open_workspace(ROOT / "tests" / "networks" / name if name else ROOT, overlay=False)


@pytest.fixture(scope="module", params=[None, "campus"])
def any_network(request: pytest.FixtureRequest) -> Workspace:
    return network(request.param)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return network(None)


def healthy(workspace: Workspace) -> list[Finding]:
    return [
        Finding(spec.check, subject.component, Verdict.PASS, severity=spec.severity,
                vantage=subject.vantage if subject.component.kind in VANTAGED else None)
        for subject in subjects(workspace)
        for spec in CHECKS.values()
        if spec.component is subject.component.kind and applies(spec, subject)
    ]  # fmt: skip


def told(findings: Sequence[Finding], patterns: Sequence[str], verdict: Verdict) -> list[Finding]:
    for pattern in patterns:
        assert any(fits(finding, pattern) for finding in findings), f"no finding is like {pattern!r}"
    return [replace(f, verdict=verdict) if any(fits(f, pattern) for pattern in patterns) else f for f in findings]


def fits(finding: Finding, pattern: str) -> bool:
    words = [finding.check, str(finding.component), finding.vantage or ""]
    wanted = pattern.split()
    return all(fnmatch(word, want) for word, want in zip(words, wanted, strict=False))


def run(workspace: Workspace, example: FaultExample) -> Diagnosis:
    if example.announced:
        work = Maintenance(
            name="notice", component=example.announced, start=NOW - timedelta(hours=1), end=NOW + timedelta(hours=1),
            by="isp",
        )  # fmt: skip
        intent = workspace.intent.model_copy(update={"maintenance": (work,)})
        workspace = workspace.model_copy(update={"intent": intent})
    findings = told(healthy(workspace), example.unknown, Verdict.UNKNOWN)
    return diagnose(workspace, CHECKS, FAULTS, told(findings, example.fails, Verdict.FAIL), NOW)


@pytest.mark.parametrize(("spec", "example"), EXAMPLES)
def test_example_comes_out_first(spec: FaultSpec, example: FaultExample) -> None:
    diagnosis = run(network(example.network), example)
    found = [(cause.fault, str(cause.component), cause.confidence) for cause in diagnosis.causes]
    assert len(found) == 1, found
    cause = diagnosis.causes[0]
    if example.behind:
        assert cause.fault == example.behind
        assert spec.fault in {rival.fault for rival in cause.alternatives}
        return
    assert (cause.fault, str(cause.component)) == (spec.fault, example.on)
    assert not diagnosis.unexplained
    rivals = {rival.fault for rival in cause.alternatives}
    assert rivals <= {*example.alternatives, spec.fault}, cause.alternatives
    if not example.alternatives:
        assert cause.confidence >= 0.7, cause.alternatives


@pytest.mark.parametrize("name", [name for name, spec in FAULTS.items() if spec.when == "healthy"])
def test_what_a_complaint_can_be_on_a_healthy_network_names_its_place(name: str) -> None:
    for example in FAULTS[name].examples:
        ranking = rank(network(example.network), CHECKS, FAULTS, healthy(network(example.network)), NOW)
        site = Component.parse(example.on).name
        (cause,) = complaints(ranking, FAULTS, Complaint(sites=() if site == "*" else (site,)))
        assert (cause.fault, str(cause.component)) == (name, example.on)


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_whole(name: str) -> None:
    spec = FAULTS[name]
    assert spec.fault == name, "the file must be named as the fault"
    for rule in (*spec.decisive, *spec.may, *spec.refuted_by):
        assert rule.check in CHECKS, rule
        assert rule.of in RELATIONS, rule
    assert set(spec.says) == set(spec.do) == {"id", "en"}


def test_a_healthy_network_has_no_fault(any_network: Workspace) -> None:
    diagnosis = diagnose(any_network, CHECKS, FAULTS, healthy(any_network), NOW)
    assert diagnosis.answer == "healthy"
    assert not diagnosis.causes


def test_nothing_seen_is_not_healthy(workspace: Workspace) -> None:
    blind = [replace(finding, verdict=Verdict.UNKNOWN) for finding in healthy(workspace)]
    assert diagnose(workspace, CHECKS, FAULTS, blind, NOW).answer == "not-known"


def test_a_failure_that_no_fault_predicts_is_unknown(workspace: Workspace) -> None:
    findings = told(healthy(workspace), ["service-reach service:portal-reach rtr-dinkes"], Verdict.FAIL)
    diagnosis = diagnose(workspace, CHECKS, FAULTS, findings, NOW)
    assert diagnosis.answer == "unknown"
    assert [finding.vantage for finding in diagnosis.unexplained] == ["rtr-dinkes"]


def test_two_faults_are_found_as_two(workspace: Workspace) -> None:
    link = FAULTS["link-cut"].examples[0]
    dns = FAULTS["dns-down"].examples[0]
    findings = told(healthy(workspace), (*link.fails, *dns.fails), Verdict.FAIL)
    diagnosis = diagnose(workspace, CHECKS, FAULTS, findings, NOW)
    assert {cause.fault for cause in diagnosis.causes} == {"link-cut", "dns-down"}


def test_both_providers_down_explain_the_lost_internet_together(workspace: Workspace) -> None:
    fails = [
        *("interface-oper interface:core1/GigabitEthernet0/0/0", "interface-oper interface:core2/sfp-sfpplus1"),
        *("circuit-reach circuit:*", "circuit-beyond circuit:*", "bgp-session session:bgp-*"),
        *("service-* service:internet-*", "route-default route:core*", "route-default route:rtr-*"),
    ]
    diagnosis = diagnose(workspace, CHECKS, FAULTS, told(healthy(workspace), fails, Verdict.FAIL), NOW)
    found = {(cause.fault, cause.component.name) for cause in diagnosis.causes}
    assert found == {("isp-circuit-down", "isp1-main"), ("isp-circuit-down", "isp2-backup")}
    assert not diagnosis.unexplained
