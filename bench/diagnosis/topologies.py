"""Workspaces to measure on, written into a folder from a kind, a seed and a size."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from netsop.workspace.root import examine, open_workspace

from .draft import write_yaml
from .random_network import random_network
from .ring import ring

KINDS = ("city", "ring", "random")
SIZES = {"city": 10, "ring": 12, "random": 50}
CASE = "GJU-2026-0001"
_REPOSITORY = Path(__file__).parents[2]


def generate(kind: str, seed: int, size: int, folder: Path) -> None:
    """Write a workspace: settings, inventory, intent, the laboratories' surroundings and one case.

    city: the repository's own inventory, from which the seed picks nothing. Raises ValueError for another kind, and
    InvalidInput when what was generated is not in order: then the generator is wrong.
    """
    match kind:
        case "city":
            shutil.copytree(_REPOSITORY / "inventory", folder / "inventory", dirs_exist_ok=True)
            shutil.copy(_REPOSITORY / "netsop.yaml", folder / "netsop.yaml")
        case "ring":
            ring(seed, size).write(folder)
        case "random":
            random_network(seed, size).write(folder)
        case _:
            raise ValueError(f"no topology is called {kind!r}")
    for problem in examine(folder).problems:
        raise problem
    workspace = open_workspace(folder, overlay=False)
    affected = next(site for site in workspace.intent.sites if site.kind == "office")
    write_yaml(folder / "cases" / CASE / "case.yaml", _case(affected.name))


def _case(site: str) -> dict[str, Any]:
    """The letter that a diagnosis starts from."""
    return {
        "case": CASE,
        "sop": {"number": "060/040.1", "version": "2022-04-11"},
        "title": "Something does not work",
        "severity": "major",
        "opened_at": "2026-03-02T08:15:00+07:00",
        "letter": {"number": "001/BENCH", "date": "2026-03-02", "received_at": "2026-03-02T08:00:00+07:00"},
        "applicant": {"office": site, "name": "Sri", "contact": "extension 1"},
        "sites": [site],
        "symptom": "It worked yesterday",
    }
