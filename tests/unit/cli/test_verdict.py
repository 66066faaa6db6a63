"""Exit codes of a diagnosis."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from netsop.cli.verdict import check_run_id, exit_code, new_run_id
from netsop.errors import UsageError
from netsop.model.cause import Answer, Diagnosis
from netsop.model.component import Component, Kind
from netsop.model.evidence import DeviceOutcome, Outcome, Run
from netsop.model.finding import Finding, Verdict

AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcomes", "failing", "answer", "expected"),
    [
        (["ok", "ok"], [], "healthy", 0),
        (["ok", "ok"], ["interface-oper"], "cause-found", 1),
        (["ok", "ok"], ["interface-oper"], "unknown", 1),
        (["ok", "unreachable"], ["interface-oper", "management-reachable"], "cause-found", 1),
        (["ok", "unreachable"], ["management-reachable"], "cause-found", 4),
        (["ok", "timeout"], [], "healthy", 4),
        (["no-secret", "no-secret"], [], "not-known", 4),
        (["ok", "host-key-mismatch"], ["management-host-key"], "cause-found", 5),
        (["host-key-mismatch"], [], "not-known", 5),
        (["unreachable", "host-key-mismatch"], ["management-reachable", "management-host-key"], "cause-found", 4),
        (["ok", "credentials-refused"], ["management-credentials"], "cause-found", 1),
        (["ok"], [], "not-known", 4),
    ],
)
def test_exit_code(outcomes: list[str], failing: list[str], answer: Answer, expected: int) -> None:
    devices = tuple(DeviceOutcome(f"r{index}", Outcome(text)) for index, text in enumerate(outcomes))
    findings = tuple(Finding(check, Component(Kind.DEVICE, "r0"), Verdict.FAIL) for check in failing)
    assert exit_code(Run("x", AT, AT, "", None, devices), Diagnosis(answer, findings=findings)) == expected


def test_a_run_id_is_accepted_and_a_path_is_not() -> None:
    assert check_run_id(new_run_id(AT)).startswith("20260302T011500Z-")
    with pytest.raises(UsageError):
        check_run_id("../../etc")
