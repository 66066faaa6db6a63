"""Watch it work: a laboratory, something broken at random, a letter, the diagnosis, the repair."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from netsop import catalog, clock
from netsop.case import store
from netsop.cli import diagnose, verdict
from netsop.cli.case import open_from
from netsop.cli.context import Context
from netsop.diagnosis.topology import Topology
from netsop.errors import NetsopError, UsageError
from netsop.lab import control
from netsop.model.component import Component, Kind
from netsop.model.intent import Site
from netsop.model.workspace import Workspace
from netsop.pipeline import Result
from netsop.report.words import Words, words
from netsop.workspace.root import find_root, open_workspace

_PARTS = ("netsop.yaml", "inventory")
_NOT_SHOWN = {"management"}  # netsop cannot see past a management path that is gone: no outage to be explained
Fault = tuple[str, str]


@click.command()
@click.option("--seed", type=int, help="Break the same again: equal seeds choose equal faults.")
@click.option("--fault", "fault_name", metavar="NAME", help="Break this; see netsop lab faults.")
@click.option("--component", metavar="COMPONENT", help="Break it there, for example link:core1-dist1.")
@click.option("--lang", type=click.Choice(["id", "en"]), help="Instead of the workspace's language.")
@click.pass_obj
def command(context: Context, /, *, seed: int | None, fault_name: str | None, component: str | None,
            lang: str | None) -> int:
    """A whole outage in a simulated laboratory, on a copy of this workspace. Exit 1 when the cause was not found.

    \b
    Example: netsop demo --fault link-cut --component link:core1-dist1
    """
    root = _copy(find_root(context.workspace_dir))
    say = words(verdict.in_language(open_workspace(root, overlay=False), lang).settings.language)
    click.secho(say("demo.start", root=root), bold=True)
    with _laboratory(root) as devices:
        click.echo(say("demo.up", devices=devices))
        chosen = _choose(root, random.Random(seed), fault_name, component)  # noqa: S311 - a choice, no secret
        control.fault(root, *chosen)
        click.secho(say("demo.broken", fault=chosen[0], component=chosen[1]), fg="yellow")
        case_id, result = _handle(root, Component.parse(chosen[1]), say, lang)
        judgement = _judge(result, chosen)
        click.secho(say(f"demo.{judgement}"), bold=True, fg="green" if judgement == "named" else "red")
        control.heal(root)
        click.secho(say("demo.healed"), bold=True)
        after = _diagnose(root, case_id, lang)
    click.echo(f"{say('demo.replay')} netsop -w {root} diagnose {case_id} --replay {result.run.id}")
    return 0 if judgement == "named" and verdict.exit_code(after.run, after.diagnosis) == 0 else 1


def _copy(workspace: Path) -> Path:
    """A workspace of its own, so that the demonstration leaves no case in this one. It is kept, to look at."""
    root = Path(tempfile.mkdtemp(prefix="netsop-demo-"))
    for name in _PARTS:
        source = workspace / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    return root


@contextmanager
def _laboratory(root: Path) -> Iterator[int]:
    """The number of devices of a laboratory that runs as long as the block does."""
    overlay = control.up(root, "simulated")
    try:
        yield len(overlay.hosts)
    finally:
        try:
            control.down(root)
        except NetsopError:  # its folder is gone, or it does not answer: it must not outlive us all the same
            with suppress(ProcessLookupError):
                os.kill(overlay.pid, signal.SIGKILL)


def _choose(root: Path, dice: random.Random, name: str | None, component: str | None) -> Fault:
    """A fault of the laboratory that the catalogue knows, on a component that can have it."""
    known = catalog.files("diagnosis/faults", root=root)
    offers: list[dict[str, Any]] = control.ask(root, {"op": "faults"})["faults"]
    if name:
        offers = [offer for offer in offers if offer["fault"] == name]
    else:
        offers = [offer for offer in offers if offer["fault"] in known and offer["component"] not in _NOT_SHOWN]
    offers = [offer for offer in offers if offer["places"]]
    if not offers:
        raise UsageError(f"the laboratory has no fault {name!r}", do="see netsop lab faults")
    offer = dice.choice(sorted(offers, key=lambda offer: str(offer["fault"])))
    place = component or dice.choice(sorted(offer["places"]))
    return str(offer["fault"]), place if ":" in place else f"{offer['component']}:{place}"


def _handle(root: Path, broken: Component, say: Words, lang: str | None) -> tuple[str, Result]:
    """From the letter to the recorded diagnosis."""
    workspace = open_workspace(root)
    letter = _letter(workspace, broken, say)
    case = open_from(workspace, letter, "letter", {})
    click.echo(say("demo.opened", number=case.letter.number, office=case.applicant.office, case=case.case))
    click.secho(f"$ {say('demo.asking', case=case.case)}", bold=True)
    before = len(_case_text(root, case.case))
    result = _diagnose(root, case.case, lang)
    click.secho(say("demo.entry", case=case.case), bold=True)
    click.echo(_case_text(root, case.case)[before:].rstrip())
    folder = store.folder(root, case.case) / "evidence" / result.run.id
    click.echo(say("demo.evidence", folder=folder, files=sum(1 for _ in folder.glob("*/*.txt"))))
    return case.case, result


def _case_text(root: Path, case_id: str) -> str:
    return (store.folder(root, case_id) / store.FILE).read_text(encoding="utf-8")


def _diagnose(root: Path, case_id: str, lang: str | None) -> Result:
    workspace = verdict.in_language(open_workspace(root), lang)
    result = diagnose.ask_devices(workspace, None)
    diagnose.record(workspace, case_id, result, None, verdict.login_name())
    diagnose.show(workspace, result, store.read(root, case_id), "text")
    return result


def _letter(workspace: Workspace, component: Component, say: Words) -> str:
    """A request letter of the office that would feel it."""
    office = _office(workspace, component)
    today = clock.now(ZoneInfo(workspace.settings.timezone)).date()
    head = {"Nomor": f"005/117/{office.name.upper()}", "Tanggal": today.isoformat(),
            "Perihal": say("demo.letter_title"), "Instansi": office.title, "Nama": "Sri Wahyuni",
            "Kontak": "0285-421000", "Lokasi": office.name}  # fmt: skip
    lines = "\n".join(f"{label}: {value}" for label, value in head.items())
    return f"{lines}\n\n{say('demo.letter')}\n"


def _office(workspace: Workspace, component: Component) -> Site:
    """The office where a component stands or ends; the inventory's first one for what they all share."""
    ends = {port.device for port in Topology(workspace).ends(component)} | {component.device}
    places = {host.data.site for name, host in workspace.hosts.items() if name in ends} | {component.name}
    offices = [site for site in workspace.intent.sites if site.kind == "office"] or list(workspace.intent.sites)
    return next((site for site in offices if site.name in places), offices[0])


def _judge(result: Result, injected: Fault) -> str:
    causes = result.diagnosis.causes
    if any(_same(cause.fault, cause.component, injected) for cause in causes):
        return "named"
    others = [other for cause in causes for other in cause.alternatives]
    return "alternative" if any(_same(other.fault, other.component, injected) for other in others) else "missed"


def _same(fault: str, component: Component, injected: Fault) -> bool:
    """The same fault in the same place: a laboratory takes a device's route away, the diagnosis names the route."""
    place = Component.parse(injected[1])
    inside = place.kind is Kind.DEVICE and component.device == place.name
    return fault == injected[0] and (component == place or inside)
