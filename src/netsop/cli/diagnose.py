"""Find the cause of a case's outage, with proof; recorded in the case."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import click

from netsop import clock, pipeline
from netsop.case import note, store
from netsop.case.steps import load_sop, standing
from netsop.cli import reasoning, verdict
from netsop.cli.context import Context
from netsop.collect.run import Interrupted
from netsop.collect.store import save
from netsop.diagnosis.complaint import Complaint
from netsop.errors import UsageError
from netsop.model.case import Case, Only
from netsop.model.workspace import Workspace
from netsop.pipeline import Result
from netsop.report import json, text
from netsop.report.lines import render
from netsop.report.progress import Progress
from netsop.report.words import words
from netsop.workspace.root import open_workspace

_STEP: Mapping[Only | None, int] = {None: 4, "physical": 4, "logical": 5}


@dataclass(frozen=True, slots=True)
class Options:
    """What a user asks for; each as its option says."""

    only: Only | None
    form: str
    lang: str | None
    replay: str | None
    no_record: bool
    who: str | None
    why: bool
    why_not: str | None
    what_if: str | None


@click.command()
@click.argument("case_id", metavar="CASE", required=False)
@click.option("--only", type=click.Choice(["physical", "logical"]), help="Only the checks of this layer.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or machines.")
@click.option("--lang", type=click.Choice(["id", "en"]), help="Instead of the workspace's language.")
@click.option("--replay", metavar="RUN", help="Diagnose a stored run again, without asking any device.")
@click.option("--no-record", is_flag=True, help="Leave no entry and no evidence in the case.")
@click.option("--who", envvar="NETSOP_WHO", help="Who does this, for the case; by default your login name.")
@click.option("--why", is_flag=True, help="Show how each cause was found, and what came near.")
@click.option("--why-not", metavar="FAULT@COMPONENT", help="Show what became of a suspicion of yours.")
@click.option("--what-if", metavar="FAULT@COMPONENT,…", help="Show what faults would take with them: needs no CASE.")
@click.pass_obj
def command(context: Context, /, case_id: str | None, **options: Any) -> int:
    """Ask the devices, find what is wrong and whose it is, and add it to the case's timeline.

    \b
    Example: netsop diagnose GJU-2026-0001 --why
             netsop diagnose GJU-2026-0001 --replay 20260302T011500Z-3fa9
             netsop diagnose --what-if "link-cut core1-core2"
    """
    wanted = Options(**options)
    workspace = verdict.in_language(open_workspace(context.workspace_dir), wanted.lang)
    if wanted.what_if is not None:
        _alone(case_id, wanted)
        reasoning.forecast(workspace, wanted.what_if, wanted.form)
        return verdict.HEALTHY
    if case_id is None:
        raise UsageError("a CASE is needed", do="see netsop case list; --what-if alone needs none")
    return _diagnose(workspace, store.read(workspace.root, case_id), wanted)


def _alone(case_id: str | None, wanted: Options) -> None:
    """A forecast asks no device and is no part of a case."""
    others = {"CASE": case_id, "--replay": wanted.replay, "--why": wanted.why, "--why-not": wanted.why_not,
              "--only": wanted.only}  # fmt: skip
    given = [name for name, value in others.items() if value]
    if given:
        raise UsageError(f"--what-if goes without {', '.join(given)}", do="it looks at the inventory alone")


def _diagnose(workspace: Workspace, case: Case, wanted: Options) -> int:
    asked, only, replay = reasoning.Asked(wanted.why, wanted.why_not), wanted.only, wanted.replay
    if replay:
        folder = store.folder(workspace.root, case.case) / "evidence" / verdict.check_run_id(replay)
        only = only or _recorded_only(case, replay)
        result = pipeline.replay(workspace, folder, only=only, complaint=_complaint(case))
    else:
        reasoning.check(workspace, asked, only)
        result = _ask_devices(workspace, case, only, keep=not wanted.no_record)
    try:
        show(workspace, result, case, wanted.form, only=only, asked=asked)
    finally:  # a reader that closes its pipe costs the case nothing, and a full disk costs no verdict
        if not (replay or wanted.no_record):
            record(workspace, case.case, result, only, wanted.who or verdict.login_name())
    return verdict.exit_code(result.run, result.diagnosis)


def ask_devices(workspace: Workspace, only: Only | None, complaint: Complaint | None = None) -> Result:
    """Collect and diagnose, with progress on stderr."""
    run_id = verdict.new_run_id(clock.now())
    with Progress(words(workspace.settings.language)) as progress:
        return pipeline.diagnose(workspace, run_id=run_id, only=only, complaint=complaint, on_event=progress)


def _complaint(case: Case) -> Complaint:
    return Complaint(tuple(case.sites), tuple(case.services))


def _ask_devices(workspace: Workspace, case: Case, only: Only | None, *, keep: bool) -> Result:
    """Collect and diagnose; when the user stops it, keep the evidence that was gathered."""
    try:
        return ask_devices(workspace, only, _complaint(case))
    except Interrupted as stop:
        if keep:
            folder = store.folder(workspace.root, case.case) / "evidence" / stop.run.id
            save(stop.run, folder)
            click.echo(words(workspace.settings.language)("interrupted", folder=folder), err=True)
        raise


def _recorded_only(case: Case, run: str) -> Only | None:
    """The layer that the run was taken for: its evidence holds nothing of the others."""
    notes = (entry.machine for entry in case.timeline if entry.machine)
    return next((note.only for note in notes if note.run == run), None)


def record(workspace: Workspace, case_id: str, result: Result, only: Only | None, who: str) -> None:
    """Keep the evidence in the case's folder, then add the entry that names it by digest."""
    folder = store.folder(workspace.root, case_id) / "evidence" / result.run.id
    save(result.run, folder)
    digest = hashlib.sha256((folder / "run.json").read_bytes()).hexdigest()
    machine = note.machine_note(result.run, result.diagnosis, only=only, evidence=digest)
    entry = {"step": _STEP[only], "role": "teknisi", "who": who, "what": _sentence(workspace, result, only)}
    make = partial(_entry, workspace, {**entry, "machine": machine})
    store.append(workspace.root, case_id, make, clock.now(ZoneInfo(workspace.settings.timezone)))


def _entry(workspace: Workspace, fields: dict[str, Any], case: Case) -> dict[str, Any]:
    turn = standing(case, load_sop(case.sop.number, root=workspace.root)).round
    return {"step": fields["step"], "round": turn, **fields}


def _sentence(workspace: Workspace, result: Result, only: Only | None) -> str:
    say, diagnosis = words(workspace.settings.language), result.diagnosis
    causes = "; ".join(f"{say('on', fault=c.fault, component=c.component)} ({c.confidence})" for c in diagnosis.causes)
    counted = say("counts", **json.counts(diagnosis))
    return say(f"entry.{diagnosis.answer}", scope=say(f"scope.{only or 'all'}"), causes=causes, counts=counted)


def show(
    workspace: Workspace, result: Result, case: Case, form: str, *, only: Only | None = None,
    asked: reasoning.Asked = reasoning.NOTHING,
) -> None:
    """The verdict on stdout: the panel and what was asked beside it, or the JSON document."""
    reported = case.letter.received_at
    if form == "json":
        data = json.document(result.run, result.diagnosis, case=case.case, only=only, reported=reported)
        click.echo(json.dumps(reasoning.extend(data, workspace, result.ranking, asked)), nl=False)
        return
    view = verdict.view(workspace, result.diagnosis, title=case.case, case=case.case, reported=reported)
    color = reasoning.in_color()
    click.echo(render(text.panel(result.run, result.diagnosis, view), color=color), nl=False, color=color)
    for part in reasoning.shown(workspace, result.ranking, asked, view):
        click.echo(render(part, color=color), nl=False, color=color)
