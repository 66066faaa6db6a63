"""Stored trials: what was injected, how that went, and every answer of every device."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from netsop.collect.store import load, save
from netsop.model.evidence import Run
from netsop.model.intent import Maintenance
from netsop.model.workspace import Workspace
from netsop.workspace import overlay
from netsop.workspace.root import open_workspace

from .plan import Injection, Trial

_FILE = "sample.json"


@dataclass(frozen=True, slots=True)
class Sample:
    """A trial that took place. result: `kept`, or why it is not scored: `unproven`, `unhealed`.

    gather_s: from the first connection to the last answer. maintenance: work that was announced for its time.
    """

    trial: Trial
    result: str
    why: str = ""
    gather_s: float = 0.0
    maintenance: tuple[dict[str, Any], ...] = ()


def keep(folder: Path, sample: Sample, run: Run | None) -> None:
    """Store a sample; its run first, so that a folder without a sample is none."""
    folder.mkdir(parents=True, exist_ok=True)
    if run:
        save(run, folder / "run")
    (folder / _FILE).write_text(json.dumps(asdict(sample), indent=1) + "\n", encoding="utf-8")


def done(folder: Path) -> bool:
    """Whether a sample is stored here."""
    return (folder / _FILE).is_file()


def read(folder: Path) -> Sample:
    """A stored sample."""
    data = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    trial = data.pop("trial")
    trial["faults"] = tuple(Injection(**item) for item in trial["faults"])
    data["maintenance"] = tuple(data["maintenance"])
    return Sample(Trial(**trial), **data)


def stored(session: Path) -> Iterator[tuple[Path, Sample]]:
    """The samples of a session, in the order of their names."""
    for path in sorted((session / "samples").glob(f"*/{_FILE}")):
        yield path.parent, read(path.parent)


def run_of(folder: Path) -> Run:
    """The run of a sample or of a baseline."""
    return load(folder / "run")


def workspace_of(session: Path, run: Run, sample: Sample | None = None) -> Workspace:
    """The workspace as a run saw it; what netsop itself would refuse to do after a change of its models, this does."""
    declared = open_workspace(session / "workspace", overlay=False)
    hosts, intent = declared.hosts, declared.intent
    if run.overlay:
        hosts, intent = overlay.apply(hosts, intent, run.overlay)
    works = tuple(Maintenance.model_validate(work) for work in sample.maintenance) if sample else ()
    intent = intent.model_copy(update={"maintenance": (*intent.maintenance, *works)})
    return declared.model_copy(update={"hosts": hosts, "intent": intent, "laboratory": run.laboratory,
                                       "overlay": run.overlay, "digest": run.workspace_digest})  # fmt: skip
