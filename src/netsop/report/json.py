"""A diagnosis as one JSON document. Equal evidence gives equal bytes: nothing here comes from the clock."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

from netsop.model.cause import Cause, Diagnosis
from netsop.model.evidence import Run
from netsop.model.finding import Finding
from netsop.report.lines import before_report
from netsop.report.trend import trend_document

SCHEMA = "netsop.diagnosis/1"


def document(
    run: Run, diagnosis: Diagnosis, *, case: str | None = None, only: str | None = None,
    reported: datetime | None = None,
) -> dict[str, Any]:
    """Everything a diagnosis says, as plain data. reported: when the case's letter came in."""
    return {
        "schema": SCHEMA,
        "case": case,
        "only": only,
        "run": run.id,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat(),
        "workspace": run.workspace_digest,
        "laboratory": run.laboratory,
        "answer": diagnosis.answer,
        "counts": counts(diagnosis),
        "reported": reported.isoformat() if reported else None,
        "causes": [_cause(cause, reported) for cause in diagnosis.causes],
        "suspicions": [_cause(cause, reported) for cause in diagnosis.suspicions],
        "warnings": [trend_document(warning) for warning in diagnosis.warnings],
        "announced": [finding_key(finding) for finding in diagnosis.announced],
        "unexplained": [_finding(finding) for finding in diagnosis.unexplained],
        "findings": [_finding(finding) for finding in diagnosis.findings],
        "last_good": diagnosis.last_good,
        "devices": [
            {"device": item.device, "outcome": item.outcome.value, "reason": item.reason}
            for item in sorted(run.devices, key=lambda item: item.device)
        ],
    }


def counts(diagnosis: Diagnosis) -> dict[str, int]:
    """How many findings passed, failed, and could not be known. Notices and what was announced have not failed."""
    found = Counter(finding.verdict.value for finding in diagnosis.findings)
    return {"passed": found["pass"], "failed": len(diagnosis.failing), "unknown": found["unknown"]}


def dumps(data: Any) -> str:
    """The document's text: keys sorted, one line end at its end."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def _cause(cause: Cause, reported: datetime | None) -> dict[str, Any]:
    return {
        "fault": cause.fault,
        "component": str(cause.component),
        "party": cause.party,
        "layer": cause.layer,
        "confidence": cause.confidence,
        "says": cause.says,
        "onset": cause.onset.isoformat() if cause.onset else None,
        "before_report": before_report(cause.onset, reported),
        "action": cause.action,
        "advice": cause.advice,
        "next_test": cause.next_test,
        "explains": [finding_key(finding) for finding in cause.explains],
        "contradicted_by": [finding_key(finding) for finding in cause.contradicted_by],
        "not_known": [finding_key(finding) for finding in cause.not_known],
        "open": [finding_key(finding) for finding in cause.open_findings],
        "consequences": [{"component": str(item.component), "text": item.text} for item in cause.consequences],
        "alternatives": [
            {
                "fault": item.fault,
                "component": str(item.component),
                "party": item.party,
                "confidence": item.confidence,
            }
            for item in cause.alternatives
        ],
    }


def finding_key(finding: Finding) -> dict[str, str | None]:
    """Which finding: check, component, and from where."""
    return {"check": finding.check, "component": str(finding.component), "vantage": finding.vantage}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        **finding_key(finding),
        "verdict": finding.verdict.value,
        "severity": finding.severity,
        "expected": finding.expected,
        "actual": finding.actual,
        "reason": finding.reason,
        "since_s": finding.since_s,
        "evidence": [
            {"device": ref.device, "answer": ref.key, "sha256": ref.digest, "line": ref.line}
            for ref in finding.evidence
        ],
    }
