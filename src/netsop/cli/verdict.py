"""What commands that diagnose have in common: exit code, run id, and the panel's view."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from netsop import catalog, yamlfile
from netsop.cli.app import FOLDER, summaries
from netsop.errors import UsageError
from netsop.model.cause import Diagnosis
from netsop.model.check import CheckSpec
from netsop.model.evidence import Outcome, Run
from netsop.model.workspace import Workspace
from netsop.report.lines import View
from netsop.report.words import words

HEALTHY, FAILING, UNANSWERED, REFUSED = 0, 1, 4, 5
_RUN = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}")


def new_run_id(at: datetime) -> str:
    """A run's name: its time in UTC, and four hex digits against two starts in one second."""
    return f"{at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def check_run_id(text: str) -> str:
    """The text, when it is a run's name. Raises UsageError otherwise."""
    if not _RUN.fullmatch(text):
        raise UsageError(f"{text!r} is no run", do="write it like 20260302T011500Z-3fa9; see netsop case show CASE")
    return text


def login_name() -> str:
    """Who is at this machine, as far as it knows."""
    return os.environ.get("SUDO_USER") or os.environ.get("USER") or os.environ.get("LOGNAME") or "netsop"


def exit_code(run: Run, diagnosis: Diagnosis) -> int:
    """0 healthy, 1 something fails, 4 nothing fails but not all could be seen, 5 only host keys stood in the way."""
    failing = {finding.check for finding in diagnosis.failing}
    mute = {device.outcome for device in run.devices} - {Outcome.OK}
    if failing - {"management-reachable", "management-host-key"}:
        return FAILING
    if mute:
        return REFUSED if mute == {Outcome.HOST_KEY} else UNANSWERED
    if failing:
        return FAILING
    return HEALTHY if diagnosis.answer == "healthy" else UNANSWERED


def in_language(workspace: Workspace, language: str | None) -> Workspace:
    """The workspace, speaking this language when one is asked for."""
    if not language:
        return workspace
    return workspace.model_copy(update={"settings": workspace.settings.model_copy(update={"language": language})})


def view(
    workspace: Workspace, diagnosis: Diagnosis, *, title: str, case: str | None, reported: datetime | None = None
) -> View:
    """How the panel speaks. Only the checks that it can mention are read."""
    language = workspace.settings.language
    shown = [f for c in diagnosis.causes for f in (*c.explains, *c.contradicted_by, *c.not_known, *c.open_findings[:1])]
    return View(
        words=words(language),
        zone=ZoneInfo(workspace.settings.timezone),
        title=title,
        titles=_titles(workspace, {finding.check for finding in (*shown, *diagnosis.unexplained)}),
        commands=_commands(workspace, case),
        owners=owners(workspace),
        reported=reported,
    )


def owners(workspace: Workspace) -> dict[str, str]:
    """Who to call: the provider and the circuit's number, for its sessions too; the power feed of a site."""
    intent = workspace.intent
    circuits = {
        circuit.name: ", ".join(filter(None, (circuit.isp, circuit.circuit_id, circuit.contact.phone)))
        for circuit in intent.circuits
    }
    calls = {f"circuit:{name}": owner for name, owner in circuits.items()}
    calls |= {f"session:{each.name}": circuits[each.over] for each in intent.sessions if each.over in circuits}
    return calls | {f"site:{site.name}": site.power for site in intent.sites}


def _titles(workspace: Workspace, checks: Iterable[str]) -> dict[str, str]:
    files = catalog.files("checks", root=workspace.root)
    language = workspace.settings.language
    return {
        name: yamlfile.validate(CheckSpec, yamlfile.read(files[name])).title[language]
        for name in sorted(checks)
        if name in files
    }


def _commands(workspace: Workspace, case: str | None) -> dict[str, str]:
    """The next command for each kind of action, of those that this netsop has."""
    actions = ("visit", "escalate", "playbook", "watch")
    if case is None:
        return dict.fromkeys(actions, "netsop case open --help")
    again = words(workspace.settings.language)("again", command=f"netsop diagnose {case}")
    commands = dict.fromkeys(actions, again)
    have = summaries(FOLDER)
    if "escalate" in have:
        commands["escalate"] = f"netsop escalate {case}"
    if "remediate" in have:
        commands["playbook"] = f"netsop remediate {case} --check"
    return commands
