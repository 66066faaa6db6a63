"""The files of inventory/intent/ → what should be true of the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from netsop import yamlfile
from netsop.errors import InvalidInput, Where
from netsop.model.intent import (
    Budgets,
    Circuit,
    Intent,
    Link,
    Maintenance,
    Prefix,
    Service,
    Session,
    Site,
    Tunnel,
    Vlan,
)
from netsop.model.record import Record
from netsop.workspace.problems import Problems
from netsop.yamlfile import Document

FOLDER = "inventory/intent"
LISTS: dict[str, type[Record]] = {
    "sites": Site, "links": Link, "circuits": Circuit, "sessions": Session, "services": Service,
    "vlans": Vlan, "tunnels": Tunnel, "prefixes": Prefix, "maintenance": Maintenance,
}
_BUDGETS = "budgets"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an intent file: its record, and where it is written."""

    record: Any
    document: Document
    index: int

    def where(self, *path: str | int) -> Where:
        """The place of one of its values, or of the entry."""
        return self.document.where(self.index, *path)


@dataclass(frozen=True, slots=True)
class Declared:
    """The intent that could be read, and its entries by kind (`sites`, `links` …) with their places."""

    intent: Intent = field(default_factory=Intent)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in LISTS})
    budgets: Document | None = None


def read_intent(root: Path) -> Intent:
    """The intent of a workspace. Raises InvalidInput with every problem, each as file:line: field: what.

    Only what one entry says of itself is checked here; `workspace.rules` checks entries against each other.
    """
    problems = Problems()
    declared = load_intent(root, problems)
    problems.raise_any()
    return declared.intent


def load_intent(root: Path, problems: Problems) -> Declared:
    """As read_intent, with places, noting problems instead of raising them: a wrong entry is left out."""
    folder = root / FOLDER
    _unknown_files(root, problems)
    entries = {kind: _entries(root, kind, problems) for kind in LISTS}
    records = {kind: tuple(entry.record for entry in found) for kind, found in entries.items()}
    budgets, document = Budgets(), None
    if (folder / f"{_BUDGETS}.yaml").exists():
        with problems.catching():
            document = yamlfile.read(folder / f"{_BUDGETS}.yaml", root=root)
            data = {} if document.data is None else document.data
            budgets = yamlfile.validate(Budgets, document, data=data)
    return Declared(Intent(**records, budgets=budgets), entries, document)


def _unknown_files(root: Path, problems: Problems) -> None:
    folder = root / FOLDER
    if not folder.is_dir():
        where = Where(file=FOLDER)
        problems.add("no such folder", where, do="write there what should be true of the network")
        return
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        if path.name not in {f"{kind}.yaml" for kind in (*LISTS, _BUDGETS)}:
            do = f"one of: {', '.join(f'{kind}.yaml' for kind in (*LISTS, _BUDGETS))}"
            problems.add("not a file of the intent", Where(file=str(path.relative_to(root))), do=do)


def _entries(root: Path, kind: str, problems: Problems) -> list[Entry]:
    path = root / FOLDER / f"{kind}.yaml"
    if not path.exists():
        return []
    found: list[Entry] = []
    with problems.catching():
        document = yamlfile.read(path, root=root)
        data = [] if document.data is None else document.data
        if not isinstance(data, list):
            raise InvalidInput(f"expected a list of {kind}, each beginning with `- `", where=document.where())
        for index, item in enumerate(data):
            with problems.catching():
                record = yamlfile.validate(LISTS[kind], document, at=(index,), data=item)
                found.append(Entry(record, document, index))
    return found
