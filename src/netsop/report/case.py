"""Cases for people and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal
from zoneinfo import ZoneInfo

from netsop.model.case import Case, Entry
from netsop.model.sop import Sop, Standing
from netsop.report.words import safe, words

SCHEMA = "netsop.case/1"
LIST_SCHEMA = "netsop.cases/1"
Language = Literal["id", "en"]


def summary(case: Case, standing: Standing) -> dict[str, Any]:
    """A case in a few fields."""
    step = standing.step
    return {
        "case": case.case,
        "title": case.title,
        "severity": case.severity,
        "opened_at": case.opened_at.isoformat(),
        "step": step.no if step else None,
        "actor": step.actor if step else None,
        "round": standing.round,
        "entries": len(case.timeline),
    }


def document(case: Case, standing: Standing) -> dict[str, Any]:
    """A case with its timeline, and where it stands."""
    data = case.model_dump(mode="json", exclude_none=True)
    return {"schema": SCHEMA, **data, "standing": summary(case, standing)}


def lines(cases: Iterable[tuple[Case, Standing]], language: Language) -> Iterator[str]:
    """One line per case."""
    for case, standing in cases:
        yield f"{case.case}  {case.severity:8}  {_stands(standing, language)}  {safe(case.title)}"


def shown(
    case: Case, sop: Sop, standing: Standing, language: Language, zone: ZoneInfo, *, last: int | None = None
) -> Iterator[str]:
    """A case to read. last: only so many of the newest entries."""
    say = words(language)
    yield f"{case.case}  {safe(case.title)}  ({case.severity})"
    letter = f"{safe(case.letter.number)}, {case.letter.date}"
    yield f"{say('case.letter')}: {letter}; {safe(case.applicant.office)}, {safe(case.applicant.name)}"
    yield f"{say('case.symptom')}: {safe(case.symptom)}"
    yield f"{say('case.sites')}: {', '.join(case.sites) or '-'}; {', '.join(case.services) or '-'}"
    step = standing.step
    if step:
        actor = sop.roles[step.actor]
        yield f"{say('case.next')}: {step.no}. {step.title[language]} ({actor}; {say('case.round')} {standing.round})"
    else:
        yield f"{say('case.next')}: {say('case.finished')}"
    yield ""
    for entry in case.timeline[-last:] if last else case.timeline:
        yield from _entry(entry, sop, zone)


def _entry(entry: Entry, sop: Sop, zone: ZoneInfo) -> Iterator[str]:
    at = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    role = sop.roles.get(entry.role, entry.role)
    yield f"{entry.n:>3}  {at}  [{entry.step}/{entry.round}] {safe(role)}, {safe(entry.who)}: {safe(entry.what)}"
    for paper in (*entry.papers_in, *(paper for paper in entry.papers_out if paper not in entry.papers_in)):
        yield f"     {safe(paper.paper)} {safe(paper.number)} {safe(paper.file)}".rstrip()
    if entry.machine:
        yield f"     run {safe(entry.machine.run)}: {entry.machine.answer}"
        for cause in entry.machine.causes:
            yield f"     {safe(cause.fault)} {safe(cause.component)} ({cause.confidence:.2f})"


def _stands(standing: Standing, language: Language) -> str:
    if standing.step is None:
        return words(language)("case.finished")
    return f"{words(language)('case.step')} {standing.step.no:<2} ({standing.step.actor})"
