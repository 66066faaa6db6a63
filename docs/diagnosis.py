"""Writes docs/diagnosis.md from its frame and from what netsop says of a broken network.

Run: .venv/bin/python docs/diagnosis.py

The network is this repository's own, broken in the simulated laboratory without a socket: a cut cable and a name server
that does not answer. Counts that every new check would change are left out of what is shown.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from netsop import pipeline
from netsop.cli import reasoning, verdict
from netsop.cli.reasoning import Asked
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.render import terminal
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
from netsop.model.workspace import Workspace
from netsop.pipeline import Result
from netsop.probes.command import fill
from netsop.probes.plan import plan
from netsop.report import text
from netsop.report.lines import render
from netsop.workspace.lab import read_lab
from netsop.workspace.root import open_workspace

PAGE = Path(__file__).with_suffix(".md")
ROOT = Path(__file__).parents[1]
START = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
CASE = "GJU-2026-0001"
SUSPICION = "interface-disabled@dist1/sfp-sfpplus1"
FRAME = """\
# How a cause is found

This page is written by `docs/diagnosis.py`; a test keeps it true.

1. Every fact is held against what you declared. Each comparison is a *finding*: it passes, it fails, or nobody could
   see it. Unknown speaks neither for nor against anything.
2. Each fault of the catalogue says what *must* be seen if it is so, what *may* follow from it, and what rules it out.
   It is weighed on every component that some failure points to.
3. What hangs behind a dead part is computed on the graph of your network, never listed by hand: a dead core link is
   one cause with forty consequences, not forty causes.
4. The cheapest set of faults that explains all failures is the answer; two faults at once are found as two. What is
   rare costs more, what nobody could see costs a little, and what speaks against a fault costs much.
5. A failure that nothing explains is said to be unexplained. No fault is named because it is the nearest.

## How to read the panel

<panel>

- *Since* says whether it began before the letter came in. What began later is not what the letter reports.
- *Evidence* is what it explains, each with the device's own line; *Effects* what goes with it.
- *Against* and *Not seen* are there only when there is something to say. Read them first when you doubt.
- *Or else* names what the same would fit, and *Tell apart* the test that settles it, on site or on a device.

## Why

`--why` walks through the reasoning of each cause: what decided, with the line of the device that shows it; what
follows; what spoke against it; what nobody could see; and what came nearest, with the reason why it lost. It works on
stored runs too (`--replay RUN`), without asking any device.

<why>

## Why not

You suspect something else? Name it. The answer begins with one sentence, and then gives the proof.

<why not>

A component may be written with its kind (`link:core1-dist1`) or without. Two devices (`core1-core2`) mean every link
between them.

## What if

`--what-if` needs no case and asks no device. It computes on the inventory who is cut off, what goes on and over which
way, and what must not fail as well. Several faults, parted by a comma or `+`, happen at once.

<what if: link-cut core1-core2>

<what if: power-lost sto-utara>

It knows cables, circuits and servers, not load: whether the way that is left is wide enough, it does not say.

## What will come

A reading that passes today is held against those of earlier runs. When they agree that it goes towards its limit (a
disk that fills, light that fades, errors that rise, a warm device), the panel warns with the time that is left at that
pace, and the range that the readings allow; what is nearly full is told without a pace; a routing session that began
anew three times within a day flaps. A pace needs four readings, and nothing is foretold beyond twenty times the time
that they span. These are warnings, no causes: the exit code does not change.

The readings stand in `.netsop/history.sqlite` (ninety days); deleting it costs the trends only. Each stored run holds
those that it was judged with, so that `--replay` gives the same bytes. A laboratory's readings end with it.

## Announced work

`inventory/intent/maintenance.yaml` names work with its component, `start` and `end`. What our own work brings with it
is told as announced and is no fault; what a provider announced is called `isp-maintenance`, and nobody escalates it.

## For machines

`--format json` gives one document: `netsop.diagnosis/1`, with `--why` and its `reasoning`; `netsop.reasoning/1` for
`--why-not`; `netsop.forecast/1` for `--what-if`. A cause tells `contradicted_by`, `open` (what nobody could see and
would settle it, the most useful first) and `before_report` (whether it began before the letter came in); the document
tells what `announced` work accounts for, `suspicions` (too little to call a cause) and `warnings` with `left_s`.
"""
_PLACE = re.compile(r"^<(.+)>$", re.MULTILINE)


def page() -> str:
    """The page as it should be."""
    return _PLACE.sub(lambda place: _shown(place[1]), FRAME)


def _shown(what: str) -> str:
    if what == "panel":
        return _console(CASE, _first_cause(_panel()))
    if what == "why":
        return _console(f"{CASE} --why", _first_argument(_beside(Asked(why=True))))
    if what == "why not":
        return _console(f"{CASE} --why-not {SUSPICION}", _beside(Asked(why_not=SUSPICION)))
    faults = what.removeprefix("what if: ")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        reasoning.forecast(_workspace(), faults, "text")
    return _console(f'--what-if "{faults}"', out.getvalue())


def _console(arguments: str, said: str) -> str:
    lines = "\n".join(line.rstrip() for line in said.strip("\n").splitlines())
    return f"```console\n$ netsop diagnose {arguments} --lang en\n{lines}\n```"


def _first_cause(panel: str) -> str:
    """The block of the first cause; the rest is more of the same."""
    lines = panel.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.strip("│ "))
    return "\n".join([*lines[:end], "…"])


def _first_argument(said: str) -> str:
    """Without the counts, and of the first cause only."""
    return said.split("\n\n")[1] + "\n\n…"


def _panel() -> str:
    workspace, result = _broken()
    view = verdict.view(workspace, result.diagnosis, title=CASE, case=CASE)
    return render(text.panel(result.run, result.diagnosis, view))


def _beside(asked: Asked) -> str:
    workspace, result = _broken()
    view = verdict.view(workspace, result.diagnosis, title=CASE, case=CASE)
    return "".join(render(part) for part in reasoning.shown(workspace, result.ranking, asked, view))


def _workspace() -> Workspace:
    return verdict.in_language(open_workspace(ROOT, overlay=False), "en")


@cache
def _broken() -> tuple[Workspace, Result]:
    """A run of the broken network, and what follows from it."""
    workspace = _workspace()
    known, design = pipeline.knowledge(workspace), Design(workspace.hosts, workspace.intent, read_lab(ROOT))
    clock = [0.0]
    laboratory = Laboratory(design, lambda: clock[0])
    laboratory.fault("link-cut", "link:core1-dist1")
    laboratory.fault("dns-down", "service:city-dns")
    evidence = []
    questions = plan(workspace.hosts, known.platforms, known.checks, known.subjects)[0].questions
    for question in sorted(questions, key=lambda each: each.nth):
        platform = known.platforms[workspace.hosts[question.device].platform]
        command = fill(platform.probes[question.probe], question.args)
        clock[0] = question.nth * 5.0
        said = terminal(platform.name).answer(laboratory, question.device, command)
        digest = hashlib.sha256(said.encode()).hexdigest()
        at = START + timedelta(seconds=clock[0])
        evidence.append(Evidence(question, command, Outcome.OK, "", at, 3, said, digest))
    devices = tuple(DeviceOutcome(name, Outcome.OK) for name in workspace.hosts)
    taken = Run(
        id="20260302T011500Z-3fa9", started=START, finished=START + timedelta(seconds=12), devices=devices,
        evidence=tuple(evidence), workspace_digest=workspace.digest, laboratory="simulated",
    )  # fmt: skip
    return workspace, pipeline.conclude(known, taken)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
