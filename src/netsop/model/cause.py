"""Causes: what the diagnosis answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from netsop.model.component import Component
from netsop.model.finding import Finding, Verdict
from netsop.model.probe import Question
from netsop.model.trend import TrendWarning


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another fault that would explain the same, and how likely it is beside the chosen one (0 to 1)."""

    fault: str
    component: Component
    confidence: float
    party: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the cause takes with it: a component, and in words what that means."""

    component: Component
    text: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A fault on a component that explains failing findings. confidence: 0 to 1. onset: with offset, or None.

    open_findings: what nobody could see and would tell it from its alternatives, the most useful first.
    """

    fault: str
    component: Component
    party: str
    layer: str
    confidence: float
    says: str
    explains: tuple[Finding, ...]
    contradicted_by: tuple[Finding, ...] = ()
    not_known: tuple[Finding, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    next_test: str = ""
    open_findings: tuple[Finding, ...] = ()
    action: str = ""
    advice: str = ""
    onset: datetime | None = None


Answer = Literal["healthy", "cause-found", "unknown", "not-known"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answer of a run.

    answer: `healthy` nothing fails; `cause-found`; `unknown` something fails that no entry of the catalogue
    explains; `not-known` nothing fails but too little could be seen to call it healthy.
    unexplained: failing findings that no cause explains. follow_up: read-only questions that would tell more.
    announced: failing findings that announced work accounts for. warnings: what passes today and will not for long.
    suspicions: what it may be, on too little to call it the cause.
    """

    answer: Answer
    causes: tuple[Cause, ...] = ()
    unexplained: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    last_good: str = ""
    follow_up: tuple[Question, ...] = ()
    announced: tuple[Finding, ...] = ()
    warnings: tuple[TrendWarning, ...] = ()
    suspicions: tuple[Cause, ...] = ()

    @property
    def failing(self) -> tuple[Finding, ...]:
        """What fails and asks for a cause: no notices, nothing that was announced."""
        expected = set(self.announced)
        return tuple(
            finding
            for finding in self.findings
            if finding.verdict is Verdict.FAIL and finding.severity != "notice" and finding not in expected
        )
