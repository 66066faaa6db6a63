"""The one place that joins the stages: plan, collect, parse, checks, diagnosis; live, or again from evidence."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from netsop import catalog, clock, isolate
from netsop.checks.engine import run_checks
from netsop.checks.forwarding import with_forwarding
from netsop.checks.observe import Canonical, observe
from netsop.collect.events import Event, ignore
from netsop.collect.run import Interrupted, collect
from netsop.collect.store import load
from netsop.diagnosis.complaint import Complaint, complaints
from netsop.diagnosis.follow_up import follow_up, last_good
from netsop.diagnosis.rank import Ranking, answer, rank
from netsop.diagnosis.trend import samples, warnings
from netsop.errors import InvalidInput, Refused, Where
from netsop.facts.observations import Observations
from netsop.facts.parsed import Parsed, Status
from netsop.history import store as history
from netsop.model.cause import Diagnosis
from netsop.model.check import CheckSpec
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding
from netsop.model.platform import Platform
from netsop.model.probe import Plan, Question
from netsop.model.subject import Subject
from netsop.model.subjects import subjects
from netsop.model.trend import Sample
from netsop.model.workspace import Workspace
from netsop.parse.check import problems
from netsop.parse.engine import parse
from netsop.parse.names import canonical_interface
from netsop.platforms.loader import load_platforms
from netsop.probes.command import fill
from netsop.probes.plan import Gap, plan
from netsop.workspace.root import as_collected
from netsop.workspace.secrets import resolve

Only = Literal["physical", "logical"]
_LOG = logging.getLogger(__name__)
_MOST_TESTS = 4
"""Next best tests that are run for a cause."""
OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What netsop knows before it looks: platforms, checks, faults, and the subjects of a workspace."""

    workspace: Workspace
    platforms: Mapping[str, Platform]
    checks: Mapping[str, CheckSpec]
    faults: Mapping[str, FaultSpec]
    subjects: tuple[Subject, ...]

    @property
    def canonical(self) -> Canonical:
        """How interface names of a device are compared."""
        return partial(_canonical, self)


@dataclass(frozen=True, slots=True)
class Result:
    """A run and what follows from it. ranking: what the diagnosis was made from, for those who ask why."""

    run: Run
    diagnosis: Diagnosis
    ranking: Ranking = field(compare=False, repr=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the run."""
        return self.diagnosis.findings


def knowledge(workspace: Workspace, *, only: Only | None = None) -> Knowledge:
    """Load the catalogues. `only` keeps the checks of one layer; those of the management path always stay.

    Raises InvalidInput when an item is wrong or a device's platform does not exist.
    """
    checks = catalog.load_all("checks", CheckSpec, root=workspace.root)
    if only:
        checks = {name: spec for name, spec in checks.items() if spec.layer in {only, "management"}}
    platforms = load_platforms(workspace.root)
    for host in workspace.hosts.values():
        if host.platform not in platforms:
            raise InvalidInput(
                f"{host.name}: there is no platform {host.platform!r}", do=f"one of: {', '.join(sorted(platforms))}"
            )
    for name in sorted({host.platform for host in workspace.hosts.values()}):
        for problem in problems(platforms[name]) if platforms[name].foreign else ():
            raise InvalidInput(problem, where=Where(file=f"inventory/extend/platforms/{platforms[name].name}"))
    faults = catalog.load_all("diagnosis/faults", FaultSpec, root=workspace.root)
    return Knowledge(workspace, platforms, checks, _usable(faults, checks), subjects(workspace))


def _usable(faults: Mapping[str, FaultSpec], checks: Mapping[str, CheckSpec]) -> dict[str, FaultSpec]:
    """Faults whose failing evidence can be looked for with these checks."""
    return {
        name: spec
        for name, spec in faults.items()
        if all(rule.check in checks for rule in spec.decisive if rule.verdict == "fail")
    }


def gather(known: Knowledge, *, run_id: str, on_event: OnEvent = ignore) -> Run:
    """Ask every device what the checks need, then once more what the first answers leave open.

    Raises Interrupted, which holds what was gathered, when the user stops it.
    """
    first_plan, gaps = plan(known.workspace.hosts, known.platforms, known.checks, known.subjects)
    first = _collect(known, first_plan, run_id, on_event)
    first = dataclasses.replace(first, earlier=_earlier(known, first.started))
    result = _diagnose(known, first, gaps)
    more = (*follow_up(known.workspace, result.diagnosis, known.platforms), *_open_questions(known, result.diagnosis))
    answering = {device.device for device in first.devices if device.outcome is Outcome.OK}
    questions = tuple(sorted({question for question in more if question.device in answering}))
    if not questions:
        return first
    try:
        second = _collect(known, Plan(questions), run_id, ignore)
    except Interrupted as stop:
        raise Interrupted(_joined(first, stop.run)) from None
    return _joined(first, second)


def _open_questions(known: Knowledge, diagnosis: Diagnosis) -> Iterator[Question]:
    """The next best tests that are probes: what would tell a cause from its rivals and was not answered."""
    open_ones = {
        (finding.check, finding.component, finding.vantage)
        for cause in (*diagnosis.causes, *diagnosis.suspicions)
        if cause.alternatives or cause.not_known
        for finding in cause.open_findings[:_MOST_TESTS]
    }
    for subject in known.subjects:
        asked = {
            name: known.checks[name]
            for name, component, vantage in open_ones
            if component == subject.component and vantage in {None, subject.vantage}
        }
        if asked:
            yield from plan(known.workspace.hosts, known.platforms, asked, (subject,))[0].questions


def _joined(first: Run, second: Run) -> Run:
    """What was asked twice counts as it was answered the second time, unless that came to nothing again."""
    answered = {item.question for item in second.evidence if item.outcome is Outcome.OK}
    known = {item.question for item in first.evidence}
    kept = tuple(item for item in first.evidence if item.question not in answered)
    new = tuple(item for item in second.evidence if item.question in answered or item.question not in known)
    return dataclasses.replace(first, finished=second.finished, evidence=(*kept, *new))


def _collect(known: Knowledge, questions: Plan, run_id: str, on_event: OnEvent) -> Run:
    return collect(
        known.workspace,
        known.platforms,
        questions,
        run_id=run_id,
        fill=fill,
        resolve=partial(resolve, root=known.workspace.root),
        now=clock.now,
        on_event=on_event,
    )


def diagnose(
    workspace: Workspace, *, run_id: str, only: Only | None = None, complaint: Complaint | None = None,
    on_event: OnEvent = ignore,
) -> Result:
    """Collect from the devices and diagnose. Read-only by construction: only probes of platform folders are sent.

    complaint: what the case is about, if there is one.
    """
    known = knowledge(workspace, only=only)
    run = gather(known, run_id=run_id, on_event=on_event)
    result = conclude(known, run, complaint)
    remember(known, result)
    return result


def replay(
    workspace: Workspace, folder: Path, *, only: Only | None = None, complaint: Complaint | None = None
) -> Result:
    """Diagnose again from stored evidence, without touching a device; the same evidence gives the same result.

    Raises InvalidInput when the evidence was changed or the inventory is not the one that it was taken with.
    """
    run = load(folder)
    return conclude(knowledge(as_collected(workspace, run), only=only), run, complaint)


def remember(known: Knowledge, result: Result) -> None:
    """Keep the readings of a run for the trends of the next ones. One that cannot be kept costs no verdict."""
    found = samples(known.checks, result.findings, result.run.started)
    try:
        history.remember(_history(known.workspace), found)
    except (InvalidInput, OSError) as error:
        _LOG.warning("the readings of this run are not kept for trends: %s", error)


def _earlier(known: Knowledge, before: datetime) -> tuple[Sample, ...]:
    try:
        return history.recall(_history(known.workspace), before)
    except (InvalidInput, OSError) as error:
        _LOG.warning("no trends: %s", error)
        return ()


def _history(workspace: Workspace) -> Path:
    return workspace.root / (history.LABORATORY if workspace.laboratory else history.STATE)


def conclude(known: Knowledge, run: Run, complaint: Complaint | None = None) -> Result:
    """Everything after collection: pure, from a run and what was complained of."""
    _, gaps = plan(known.workspace.hosts, known.platforms, known.checks, known.subjects)
    result = _diagnose(known, run, gaps)
    if complaint is None:
        return result
    remaining = complaints(result.ranking, known.faults, complaint)
    suspicions = (*result.diagnosis.suspicions, *remaining)
    return dataclasses.replace(result, diagnosis=dataclasses.replace(result.diagnosis, suspicions=suspicions))


def _diagnose(known: Knowledge, run: Run, gaps: Mapping[Gap, str]) -> Result:
    seen = _observe(known, run.devices, run.evidence, gaps)
    findings = run_checks(known.checks, known.subjects, seen, known.canonical)
    ranking = rank(known.workspace, known.checks, known.faults, findings, run.started)
    diagnosis = dataclasses.replace(
        answer(ranking),
        last_good=last_good(known.workspace, seen),
        warnings=warnings(known.checks, findings, run.earlier, run.started),
    )
    return Result(run, diagnosis, ranking)


def _observe(
    known: Knowledge, devices: Iterable[DeviceOutcome], evidence: Iterable[Evidence], gaps: Mapping[Gap, str]
) -> Observations:
    seen = observe(devices, ((item, _parse(known, item)) for item in evidence), known.canonical)
    seen = dataclasses.replace(seen, gaps={**gaps, **seen.gaps})
    return with_forwarding(seen, known.subjects, known.workspace)


def _parse(known: Knowledge, item: Evidence) -> Parsed:
    if item.outcome is not Outcome.OK:
        return Parsed(Status.UNKNOWN, item.reason)
    platform = known.platforms[known.workspace.hosts[item.question.device].platform]
    arguments = (platform, item.question.probe, item.question.args, item.text)
    try:  # a template may stall on a text that nobody thought of; it must not take the run with it
        return isolate.run(parse, *arguments) if platform.foreign else isolate.bounded(parse, *arguments)
    except Refused as error:
        return Parsed(Status.UNKNOWN, str(error))
    except Exception as error:  # noqa: BLE001 - one answer must not take the diagnosis with it, whatever it holds
        return Parsed(Status.UNKNOWN, f"netsop could not read it ({type(error).__name__}): please report this")


def _canonical(known: Knowledge, device: str, name: str) -> str:
    return canonical_interface(known.platforms[known.workspace.hosts[device].platform], name)
