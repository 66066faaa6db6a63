"""Cases: open one from a request letter, list them, show one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from netsop import clock
from netsop.case import store
from netsop.case.letter import named, read_letter
from netsop.case.steps import load_sop, standing
from netsop.cli.context import Context
from netsop.errors import InvalidInput, UsageError, Where
from netsop.model.case import Case
from netsop.model.settings import Settings
from netsop.model.workspace import Workspace
from netsop.redact import neutralise
from netsop.report import case as report
from netsop.report.json import dumps
from netsop.workspace.root import find_root, open_workspace
from netsop.workspace.settings import read_settings

_NEEDED = ("number", "date", "office", "name", "symptom")
_LONGEST_LETTER = 256 * 1024
_FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
                     help="For people or machines.")


@click.group()
def command() -> None:
    """Cases, each an outage from its request letter on.

    \b
    Example: netsop case open --letter surat.txt
    """


@command.command("open")
@click.option("--letter", type=click.Path(path_type=Path, dir_okay=False),
              help="The request letter as text: lines Nomor, Tanggal, Perihal, Instansi, Nama, …; then the request.")
@click.option("--number", help="The letter's number.")
@click.option("--date", help="The letter's date, YYYY-MM-DD.")
@click.option("--received", metavar="TIME", help="When it came in, with offset; now when not given.")
@click.option("--office", help="The applicant's office.")
@click.option("--name", help="Who signed the letter.")
@click.option("--contact", help="Telephone or e-mail.")
@click.option("--title", help="The case in a few words.")
@click.option("--symptom", help="What is wrong, in the applicant's words.")
@click.option("--site", "sites", multiple=True, help="An affected site; may be repeated.")
@click.option("--service", "services", multiple=True, help="An affected service; may be repeated.")
@click.option("--severity", type=click.Choice(["minor", "major", "critical"]), default="major", show_default=True)
@_FORM
@click.pass_obj
def open_(context: Context, /, *, letter: Path | None, form: str, **flags: Any) -> None:
    """Open a case. What a flag says goes before what the letter says.

    \b
    Example: netsop case open --number 005/117 --date 2026-03-02 --office "Dinas Kesehatan" --name Sri \\
                              --symptom "Internet mati" --site dinkes
    """
    workspace = open_workspace(context.workspace_dir, overlay=False)
    text = _letter_text(letter) if letter else None
    opened = open_from(workspace, text, str(letter or ""), flags)
    if form == "json":
        sop = load_sop(opened.sop.number, root=workspace.root)
        click.echo(dumps(report.document(opened, standing(opened, sop))), nl=False)
    else:
        click.echo(opened.case)
        click.echo(f"netsop: opened; next: netsop diagnose {opened.case}", err=True)


def open_from(workspace: Workspace, letter: str | None, file: str, flags: dict[str, Any]) -> Case:
    """Open a case from a letter's text and flags. Raises UsageError when something needed is in neither."""
    fields: dict[str, Any] = read_letter(letter, file=file) if letter else {}
    fields |= {name: value for name, value in flags.items() if value}
    missing = [name for name in _NEEDED if not fields.get(name)]
    if missing:
        raise UsageError(f"the letter does not say: {', '.join(missing)}", do=f"give --{missing[0]} …")
    now = clock.now(ZoneInfo(workspace.settings.timezone))
    sop = load_sop(workspace.settings.sop, root=workspace.root)
    head = {
        "sop": {"number": sop.sop, "version": sop.version},
        "title": fields.get("title") or fields["symptom"].split("\n")[0][:80],
        "severity": fields.get("severity", "major"),
        "letter": {
            "number": fields["number"],
            "date": fields["date"],
            "received_at": fields.get("received") or store.stamp(now),
        },
        "applicant": {"office": fields["office"], "name": fields["name"], "contact": fields.get("contact", "")},
        "sites": named("sites", _list(fields.get("sites")), workspace.intent),
        "services": named("services", _list(fields.get("services")), workspace.intent),
        "symptom": fields["symptom"],
    }
    first, papers = _first(fields, letter)
    return store.open_case(workspace.root, workspace.settings.case_prefix, head, first, now, papers=papers)


def _first(fields: dict[str, Any], letter: str | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The entry that the letter came in, and the letter as a paper of the case."""
    paper: dict[str, str] = {"paper": "surat_permohonan", "number": fields["number"]}
    papers = {}
    if letter:
        paper["file"] = "papers/surat_permohonan.txt"
        papers[paper["file"]] = neutralise(letter)
        paper["sha256"] = hashlib.sha256(neutralise(letter).encode()).hexdigest()
    entry = {"step": 1, "round": 1, "role": "pemohon", "who": fields["name"], "what": "Surat permohonan diterima",
             "papers_in": [paper], "papers_out": [paper]}
    return entry, papers


def _list(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value or ()
    return [part.strip() for part in parts if part.strip()]


def _letter_text(path: Path) -> str:
    where = Where(file=str(path))
    try:
        if path.stat().st_size > _LONGEST_LETTER:
            raise InvalidInput("too large for a letter", where=where, do="give its text only")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput("not UTF-8 text", where=where, do="give the letter's text, not a scan") from error
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", where=where) from error


@command.command("list")
@_FORM
@click.pass_obj
def list_(context: Context, form: str) -> int:
    """All cases, with the step that each waits in. A case that cannot be read is named; then exit 3.

    \b
    Example: netsop case list
    """
    root, settings = _place(context)
    cases, problems = [], []
    for name in store.names(root):
        try:
            case = store.read(root, name)
            cases.append((case, standing(case, load_sop(case.sop.number, root=root))))
        except InvalidInput as error:
            problems.append(error)
    if form == "json":
        click.echo(dumps({"schema": report.LIST_SCHEMA, "cases": [report.summary(*pair) for pair in cases]}), nl=False)
    else:
        for line in report.lines(cases, settings.language):
            click.echo(line)
    for problem in problems:
        click.echo(f"netsop: {problem}", err=True)
    return InvalidInput.exit_code if problems else 0


@command.command()
@click.argument("case_id", metavar="CASE")
@click.option("--last", type=click.IntRange(min=1), help="Only the newest entries, so many.")
@_FORM
@click.pass_obj
def show(context: Context, case_id: str, form: str, last: int | None) -> None:
    """A case: who asked for what, where it stands, and its timeline.

    \b
    Example: netsop case show GJU-2026-0001
    """
    root, settings = _place(context)
    case = store.read(root, case_id)
    sop = load_sop(case.sop.number, root=root)
    if form == "json":
        click.echo(dumps(report.document(case, standing(case, sop))), nl=False)
        return
    zone = ZoneInfo(settings.timezone)
    click.echo("\n".join(report.shown(case, sop, standing(case, sop), settings.language, zone, last=last)))




def _place(context: Context) -> tuple[Path, Settings]:
    """A case can be read although something in the inventory is wrong."""
    root = find_root(context.workspace_dir)
    return root, read_settings(root, os.environ)
