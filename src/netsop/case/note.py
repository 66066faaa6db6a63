"""What a timeline keeps of a diagnosis: enough to read it without the evidence, which it names by digest."""

from __future__ import annotations

from typing import Any

from netsop.model.case import CauseNote, Counts, MachineNote, Only
from netsop.model.cause import Diagnosis
from netsop.model.evidence import Outcome, Run
from netsop.model.finding import Verdict


def machine_note(run: Run, diagnosis: Diagnosis, *, only: Only | None, evidence: str | None) -> dict[str, Any]:
    """The note as plain data for a timeline entry. evidence: SHA-256 of the stored run.json."""
    note = MachineNote(
        run=run.id,
        only=only,
        answer=diagnosis.answer,
        findings=_counts(diagnosis),
        causes=tuple(
            CauseNote(
                fault=cause.fault, component=str(cause.component), party=cause.party, confidence=cause.confidence
            )
            for cause in diagnosis.causes
        ),
        unanswered=tuple(
            f"{item.device}: {item.reason or item.outcome.value}"[:300]
            for item in sorted(run.devices, key=lambda item: item.device)
            if item.outcome is not Outcome.OK
        ),
        advice="\n".join(dict.fromkeys(cause.advice for cause in diagnosis.causes)),
        evidence=evidence,
    )
    return note.model_dump(mode="json", exclude_none=True)


def _counts(diagnosis: Diagnosis) -> Counts:
    verdicts = [finding.verdict for finding in diagnosis.findings]
    return Counts(
        passed=verdicts.count(Verdict.PASS),
        failed=verdicts.count(Verdict.FAIL),
        unknown=verdicts.count(Verdict.UNKNOWN),
    )
