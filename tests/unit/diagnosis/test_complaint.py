"""What a complaint can still be when nothing fails where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netsop import catalog
from netsop.checks.engine import VANTAGED, applies
from netsop.diagnosis.complaint import Complaint, complaints
from netsop.diagnosis.rank import rank
from netsop.model.cause import Cause
from netsop.model.check import CheckSpec
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.subjects import subjects
from netsop.model.workspace import Workspace
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[3]
CHECKS = catalog.load_all("checks", CheckSpec)
FAULTS = catalog.load_all("diagnosis/faults", FaultSpec)
Is = Callable[[Finding], bool]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(ROOT, overlay=False)


@pytest.fixture(scope="module")
def healthy(workspace: Workspace) -> list[Finding]:
    return [
        Finding(spec.check, subject.component, Verdict.PASS, severity=spec.severity,
                vantage=subject.vantage if subject.component.kind in VANTAGED else None)
        for subject in subjects(workspace)
        for spec in CHECKS.values()
        if spec.component is subject.component.kind and applies(spec, subject)
    ]  # fmt: skip


def remaining(
    workspace: Workspace, findings: Sequence[Finding], complaint: Complaint, *, verdict: Verdict = Verdict.FAIL,
    which: Is = lambda _: False,
) -> tuple[Cause, ...]:
    told = [replace(finding, verdict=verdict) if which(finding) else finding for finding in findings]
    return complaints(rank(workspace, CHECKS, FAULTS, told, datetime(2026, 1, 1, tzinfo=UTC)), FAULTS, complaint)


def test_a_site_that_is_well_up_to_its_edge_has_its_trouble_inside(
    workspace: Workspace, healthy: list[Finding]
) -> None:
    (cause,) = remaining(workspace, healthy, Complaint(("dinkes",)))
    assert (cause.fault, str(cause.component), cause.party) == ("user-side", "site:dinkes", "user")
    shown = {(finding.check, finding.component.name) for finding in cause.explains}
    wanted = {("link-ping", "dist1-dinkes"), ("management-reachable", "rtr-dinkes"), ("service-reach", "portal-reach")}
    assert wanted <= shown


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.UNKNOWN])
@pytest.mark.parametrize(
    "which",
    [
        lambda finding: finding.check == "link-ping" and finding.component.name == "dist1-dinkes",
        lambda finding: finding.check == "service-reach" and finding.vantage == "rtr-dinkes",
    ],
)
def test_what_fails_or_is_not_known_there_leaves_it_open(
    workspace: Workspace, healthy: list[Finding], verdict: Verdict, which: Is
) -> None:
    assert remaining(workspace, healthy, Complaint(("dinkes",)), verdict=verdict, which=which) == ()


def test_what_nobody_measures_from_there_is_asked_only_when_the_complaint_names_it(
    workspace: Workspace, healthy: list[Finding]
) -> None:
    def dhcp(finding: Finding) -> bool:
        return finding.component.name == "dhcp-dinkes"

    unknown = Verdict.UNKNOWN
    (cause,) = remaining(workspace, healthy, Complaint(("dinkes",)), verdict=unknown, which=dhcp)
    assert cause.fault == "user-side"
    assert remaining(workspace, healthy, Complaint(("dinkes",), ("dhcp-dinkes",)), verdict=unknown, which=dhcp) == ()
    assert remaining(workspace, healthy, Complaint(("dinkes",)), which=dhcp) == ()


def test_what_fails_at_another_site_says_nothing_against_it(workspace: Workspace, healthy: list[Finding]) -> None:
    found = remaining(
        workspace, healthy, Complaint(("dinkes",)), which=lambda finding: finding.component.name == "dist1-kecbarat"
    )
    assert [cause.fault for cause in found] == ["user-side"]


def test_a_service_that_nobody_measures_there_leaves_it_open(workspace: Workspace, healthy: list[Finding]) -> None:
    assert remaining(workspace, healthy, Complaint(("dinkes",), ("city-portal",))) == ()


def test_a_complaint_about_no_site_is_over_when_nothing_fails(workspace: Workspace, healthy: list[Finding]) -> None:
    (cause,) = remaining(workspace, healthy, Complaint())
    assert (cause.fault, cause.party) == ("no-fault", "none")
    failing = remaining(workspace, healthy, Complaint(), which=lambda finding: finding.check == "dns-time")
    assert failing == ()


def test_a_site_that_is_not_declared_says_nothing(workspace: Workspace, healthy: list[Finding]) -> None:
    assert remaining(workspace, healthy, Complaint(("elsewhere",))) == ()
