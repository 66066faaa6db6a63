"""netsop against real routers: a healthy network, faults of each layer, and the same answer from stored evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netsop import pipeline
from netsop.collect.store import save
from netsop.lab import control
from netsop.pipeline import Result
from netsop.report.json import document, dumps
from netsop.workspace.root import open_workspace

pytestmark = pytest.mark.lab

FAULTS = [
    ("link-cut", "link:core1-dist1", "link:core1-dist1"),
    ("interface-errors", "link:core1-dist2", "link:core1-dist2"),
    ("ospf-area-mismatch", "session:ospf-dist1-kecbarat", "session:ospf-dist1-kecbarat"),
    ("isp-circuit-down", "circuit:isp1-main", "circuit:isp1-main"),
    ("isp-session-down", "session:bgp-core2-isp2", "session:bgp-core2-isp2"),
    ("dns-down", "service:city-dns", "service:city-dns"),
    ("mgmt-lost", "management:dist2", "management:dist2"),
]


def diagnose(root: Path) -> Result:
    return pipeline.diagnose(open_workspace(root), run_id="20260101T000000Z-0000")


def test_the_untouched_network_is_healthy(real_lab: Path) -> None:
    result = diagnose(real_lab)
    failing = [(f.check, str(f.component), f.actual) for f in result.diagnosis.failing]
    assert failing == []
    assert result.diagnosis.answer == "healthy"


@pytest.mark.parametrize(("fault", "component", "expected"), FAULTS)
def test_a_real_fault_is_found_and_replayed(
    real_lab: Path, tmp_path: Path, fault: str, component: str, expected: str
) -> None:
    control.fault(real_lab, fault, component)
    try:
        result = diagnose(real_lab)
    finally:
        control.heal(real_lab)
    found = [(cause.fault, str(cause.component)) for cause in result.diagnosis.causes]
    assert found == [(fault, expected)], result.diagnosis.unexplained
    save(result.run, tmp_path / "run")
    again = pipeline.replay(open_workspace(real_lab), tmp_path / "run")
    live, replayed = (dumps(document(r.run, r.diagnosis, case="C", only=None)) for r in (result, again))
    assert replayed == live
    assert json.loads(live)["answer"] == "cause-found"


def test_two_real_faults_are_found_as_two(real_lab: Path) -> None:
    control.fault(real_lab, "link-cut", "link:core1-dist2")
    control.fault(real_lab, "http-down", "service:city-portal")
    try:
        result = diagnose(real_lab)
    finally:
        control.heal(real_lab)
    found = {(cause.fault, str(cause.component)) for cause in result.diagnosis.causes}
    assert found == {("link-cut", "link:core1-dist2"), ("http-down", "service:city-portal")}
