"""Findings: what a check says about one component."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netsop.model.component import Component


class Verdict(StrEnum):
    """What a finding says. Unknown is neither healthy nor faulty."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class EvidenceRef:
    """Where the proof stands: the device, the question's key within the run, and the line that shows it."""

    device: str
    key: str
    digest: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's verdict on one component.

    vantage: the device that measured, for things measured from a place. expected and actual are short
    texts with units; reason says why it is unknown. value: the reading that was compared, where it is a number;
    limit: what it was compared with.
    """

    check: str
    component: Component
    verdict: Verdict
    vantage: str | None = None
    expected: str = ""
    actual: str = ""
    reason: str = ""
    severity: str = "major"
    evidence: tuple[EvidenceRef, ...] = ()
    since_s: int | None = None
    value: float | None = None
    limit: float | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Identity within a run: check, component, vantage."""
        return (self.check, str(self.component), self.vantage or "")
