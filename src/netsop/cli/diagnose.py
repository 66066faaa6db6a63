"""Find the cause of a case's outage, with proof; recorded in the case."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import click

from netsop import clock, pipeline
from netsop.case import note, store
from netsop.case.steps import load_sop, standing
from netsop.cli import verdict
from netsop.cli.context import Context
from netsop.collect.run import Interrupted
from netsop.collect.store import save
from netsop.model.case import Case, Only
from netsop.model.workspace import Workspace
from netsop.pipeline import Result
from netsop.report import json, text
from netsop.report.progress import Progress
from netsop.report.words import words
from netsop.workspace.root import open_workspace

_STEP: Mapping[Only | None, int] = {None: 4, "physical": 4, "logical": 5}


@click.command()
@click.argument("case_id", metavar="CASE")
@click.option("--only", type=click.Choice(["physical", "logical"]), help="Only the checks of this layer.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or machines.")
@click.option("--lang", type=click.Choice(["id", "en"]), help="Instead of the workspace's language.")
@click.option("--replay", metavar="RUN", help="Diagnose a stored run again, without asking any device.")
@click.option("--no-record", is_flag=True, help="Leave no entry and no evidence in the case.")
@click.option("--who", envvar="NETSOP_WHO", help="Who does this, for the case; by default your login name.")
@click.pass_obj
def command(context: Context, case_id: str, *, only: Only | None, form: str, lang: str | None, replay: str | None,
            no_record: bool, who: str | None) -> int:
    """Ask the devices, find what is wrong and whose it is, and add it to the case's timeline.

    \b
    Example: netsop diagnose GJU-2026-0001
             netsop diagnose GJU-2026-0001 --replay 20260302T011500Z-3fa9
    """
    workspace = verdict.in_language(open_workspace(context.workspace_dir), lang)
    case = store.read(workspace.root, case_id)
    if replay:
        folder = store.folder(workspace.root, case_id) / "evidence" / verdict.check_run_id(replay)
        only = only or _recorded_only(case, replay)
        result = pipeline.replay(workspace, folder, only=only)
    else:
        result = _ask_devices(workspace, case_id, only, keep=not no_record)
    try:
        show(workspace, result, case_id, only, form)
    finally:  # a reader that closes its pipe costs the case nothing, and a full disk costs no verdict
        if not (replay or no_record):
            record(workspace, case_id, result, only, who or verdict.login_name())
    return verdict.exit_code(result.run, result.diagnosis)


def ask_devices(workspace: Workspace, only: Only | None) -> Result:
    """Collect and diagnose, with progress on stderr."""
    with Progress(words(workspace.settings.language)) as progress:
        return pipeline.diagnose(workspace, run_id=verdict.new_run_id(clock.now()), only=only, on_event=progress)


def _ask_devices(workspace: Workspace, case_id: str, only: Only | None, *, keep: bool) -> Result:
    """Collect and diagnose; when the user stops it, keep the evidence that was gathered."""
    try:
        return ask_devices(workspace, only)
    except Interrupted as stop:
        if keep:
            folder = store.folder(workspace.root, case_id) / "evidence" / stop.run.id
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


def show(workspace: Workspace, result: Result, case_id: str, only: Only | None, form: str) -> None:
    """The verdict on stdout: the panel, or the JSON document."""
    if form == "json":
        data = json.document(result.run, result.diagnosis, case=case_id, only=only)
        click.echo(json.dumps(data), nl=False)
        return
    shown = verdict.view(workspace, result.diagnosis, title=case_id, case=case_id)
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    click.echo(text.render(text.panel(result.run, result.diagnosis, shown), color=color), nl=False, color=color)
