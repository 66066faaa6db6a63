"""Finds a workspace and reads it whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from netsop.errors import InvalidInput, NotFound, Where
from netsop.model.evidence import Run
from netsop.model.host import Host
from netsop.model.intent import Intent
from netsop.model.workspace import Workspace
from netsop.workspace import overlay as laboratory
from netsop.workspace import rules
from netsop.workspace.intent import Declared, load_intent
from netsop.workspace.inventory import Hosts, load_hosts
from netsop.workspace.problems import Problems
from netsop.workspace.settings import FILE, lab_wanted, read_settings

KNOWN_HOSTS = "inventory/known_hosts"
_REACHING = {"hostname", "port", "username", "password"}


@dataclass(frozen=True, slots=True)
class Examination:
    """All that is declared and could be read, and all that is wrong with it."""

    hosts: Hosts
    declared: Declared
    problems: tuple[InvalidInput, ...]


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds netsop.yaml. Raises NotFound."""
    folder = start.resolve()
    if not folder.is_dir():
        raise NotFound("no such folder", where=Where(file=str(start)))
    for candidate in (folder, *folder.parents):
        if (candidate / FILE).is_file():
            return candidate
    raise NotFound(
        f"there is no {FILE} here or above", where=Where(file=str(folder)),
        do="go to a workspace, or name one with -w DIR",
    )


def open_workspace(start: Path, *, overlay: bool = True) -> Workspace:
    """Read the workspace that `start` lies in: settings, hosts, intent, checked against each other.

    overlay: let a running laboratory stand in for the network (the variable NETSOP_LAB=off also forbids it).
    Raises NotFound when there is none, InvalidInput naming file, line and field of each problem.
    """
    root = find_root(start)
    settings = read_settings(root, os.environ)
    examination = examine(root)
    _raise(examination)
    hosts, intent = examination.hosts.hosts, examination.declared.intent
    known_hosts, stands_in = root / KNOWN_HOSTS, None
    if overlay and lab_wanted(os.environ):
        stands_in = laboratory.read_overlay(root)
    if stands_in:
        hosts, intent = laboratory.apply(hosts, intent, stands_in)
        known_hosts = root / stands_in.known_hosts
    return Workspace(
        root=root, settings=settings, hosts=hosts, intent=intent, known_hosts=known_hosts,
        laboratory=stands_in.laboratory if stands_in else None, overlay=stands_in, digest=digest(hosts, intent),
    )


def as_collected(workspace: Workspace, run: Run) -> Workspace:
    """The workspace as a stored run saw it: with the laboratory of that time, or without one.

    Raises InvalidInput when what is declared has changed since.
    """
    declared = open_workspace(workspace.root, overlay=False)
    hosts, intent = declared.hosts, declared.intent
    if run.overlay:
        hosts, intent = laboratory.apply(hosts, intent, run.overlay)
    found = digest(hosts, intent)
    if found != run.workspace_digest:
        raise InvalidInput(
            f"the run {run.id} was taken with another inventory ({run.workspace_digest[:12]}, now {found[:12]})",
            where=Where(file="inventory"),
            do="check out the commit of that time",
        )
    changes = {"hosts": hosts, "intent": intent, "laboratory": run.laboratory, "overlay": run.overlay, "digest": found}
    return workspace.model_copy(update=changes)


def examine(root: Path, *, known_platforms: Collection[str] | None = None) -> Examination:
    """Read hosts and intent and list everything that is wrong, without raising InvalidInput.

    known_platforms: when given, a host of another platform is a problem too.
    """
    problems = Problems()
    hosts = load_hosts(root, problems)
    declared = load_intent(root, problems)
    # A broken entry is missing for its neighbours too: complaints that follow from it would only confuse.
    if not problems.found:
        problems.found.extend(rules.check(hosts, declared, known_platforms))
    return Examination(hosts, declared, tuple(problems.found))


def _raise(examination: Examination) -> None:
    problems = Problems()
    problems.found.extend(examination.problems)
    problems.raise_any()


def digest(hosts: dict[str, Host], intent: Intent) -> str:
    """SHA-256 (hex) over the canonical JSON of what a diagnosis depends on: hosts and intent.

    How a host is reached (address, port, login) is left out: it differs at each start of a laboratory and
    no finding depends on it.
    """
    data = {
        "hosts": {name: host.model_dump(mode="json", exclude=_REACHING) for name, host in hosts.items()},
        "intent": intent.model_dump(mode="json", exclude_defaults=True),
    }
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
