"""A case: the head that says what was reported, and the timeline of what was done about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from netsop.model.cause import Answer
from netsop.model.record import Record

Severity = Literal["minor", "major", "critical"]
Only = Literal["physical", "logical"]


def _written(value: Any) -> Any:
    """A number would silently become a time counted from 1970."""
    if not isinstance(value, str | date):
        raise ValueError("expected a time with offset, for example 2026-03-02T08:15:00+07:00")  # noqa: TRY004
    return value


def _some(value: str) -> str:
    if not value.strip():
        raise ValueError("may not be empty")
    return value


Time = Annotated[AwareDatetime, BeforeValidator(_written)]
Day = Annotated[date, BeforeValidator(_written)]
Text = Annotated[str, AfterValidator(_some), Field(max_length=4000)]
Line = Annotated[str, AfterValidator(_some), Field(max_length=300)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SopRef(Record):
    """The procedure that the case follows. version: the date from which it is in force."""

    number: Line
    version: Line


class Letter(Record):
    """The request letter: its number, its date, and when it came in."""

    number: Line
    date: Day
    received_at: Time


class Applicant(Record):
    """Who asks for help. contact: telephone or e-mail, as the letter gives it."""

    office: Line
    name: Line
    contact: str = ""


class PaperRef(Record):
    """A paper that came in or went out. file: its path within the case folder; sha256 of that file."""

    paper: Line
    number: str = ""
    file: str = ""
    sha256: Sha256 | None = None


class CauseNote(Record):
    """A cause as the timeline keeps it; all of it stands in the run's evidence."""

    fault: Line
    component: Line
    party: Line
    confidence: float = Field(ge=0, le=1)


class Counts(Record):
    """How many findings passed, failed, and could not be known."""

    passed: int = Field(ge=0)
    failed: int = Field(ge=0)
    unknown: int = Field(ge=0)


class MachineNote(Record):
    """What netsop itself found. evidence: SHA-256 of the run's run.json; None when the run was not kept."""

    run: Line
    only: Only | None = None
    answer: Answer
    findings: Counts
    causes: tuple[CauseNote, ...] = ()
    unanswered: tuple[Line, ...] = ()
    advice: str = ""
    evidence: Sha256 | None = None


class Entry(Record):
    """One thing that happened. n counts from 1; at carries its offset; round counts the SOP's loop from 1."""

    n: int = Field(ge=1)
    at: Time
    step: int = Field(ge=1)
    round: int = Field(default=1, ge=1)
    role: Line
    who: Line
    what: Text
    decision: Literal["yes", "no"] | None = None
    papers_in: tuple[PaperRef, ...] = ()
    papers_out: tuple[PaperRef, ...] = ()
    machine: MachineNote | None = None


class Case(Record):
    """An outage from the request letter on. sites and services: names of the inventory that are affected."""

    case: str = Field(pattern=r"^[A-Z]{2,8}-[0-9]{4}-[0-9]{4,6}$")
    sop: SopRef
    title: Line
    severity: Severity
    opened_at: Time
    letter: Letter
    applicant: Applicant
    sites: tuple[Line, ...] = ()
    services: tuple[Line, ...] = ()
    symptom: Text
    timeline: tuple[Entry, ...] = ()

    @property
    def last_at(self) -> datetime:
        """The time of the newest entry, or of the opening."""
        return self.timeline[-1].at if self.timeline else self.opened_at
