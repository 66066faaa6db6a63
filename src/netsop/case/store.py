"""Case files: opened, read strictly, listed, and added to. What stands in a timeline is never changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from netsop import yamlfile
from netsop.case.write import appended, as_yaml, clean
from netsop.durable import inside, lock, write_atomic
from netsop.errors import InvalidInput, NotFound, Where
from netsop.model.case import Case, Entry

FOLDER = "cases"
FILE = "case.yaml"
SCHEMA_LINE = "# yaml-language-server: $schema=../../docs/schemas/case.schema.json\n"
_MARK = ".netsop/cases"
_ID = re.compile(r"(?P<prefix>[A-Z]{2,8})-(?P<year>[0-9]{4})-(?P<number>[0-9]{4,6})")


def folder(root: Path, case_id: str) -> Path:
    """The folder of a case, which need not exist. Raises InvalidInput when the id is none."""
    if not _ID.fullmatch(case_id):
        raise InvalidInput(f"{case_id!r} is no case number", do="write it like GJU-2026-0001; see netsop case list")
    return inside(root, FOLDER, case_id)


def read(root: Path, case_id: str) -> Case:
    """Read a case. Raises NotFound without it, InvalidInput naming file, line and field of what is wrong."""
    file = folder(root, case_id) / FILE
    if not file.is_file():
        raise NotFound(f"there is no case {case_id}", where=Where(file=f"{FOLDER}/{case_id}/{FILE}"),
                       do="see netsop case list, or make one with netsop case open")
    return _checked(yamlfile.read(file, root=root), case_id)


def _checked(document: yamlfile.Document, case_id: str) -> Case:
    case = yamlfile.validate(Case, document)
    if case.case != case_id:
        raise InvalidInput(f"says {case.case}, but the folder is {case_id}", where=document.where("case"))
    before = case.opened_at
    for index, entry in enumerate(case.timeline):
        if entry.n != index + 1:
            where = document.where("timeline", index, "n")
            raise InvalidInput(f"entry {index + 1} has the number {entry.n}", where=where,
                               do="entries are numbered from 1 without gaps; none may be removed")
        if entry.at < before:
            raise InvalidInput("is earlier than the entry above it", where=document.where("timeline", index, "at"),
                               do="entries stand in the order of their time")
        before = entry.at
    return case


def names(root: Path) -> tuple[str, ...]:
    """The numbers of all cases, sorted."""
    found = (path.parent.name for path in (root / FOLDER).glob(f"*/{FILE}"))
    return tuple(sorted(name for name in found if _ID.fullmatch(name)))


def open_case(
    root: Path,
    prefix: str,
    head: Mapping[str, Any],
    first: Mapping[str, Any],
    at: datetime,
    *,
    papers: Mapping[str, str] | None = None,
) -> Case:
    """Create a case with the next number of its year and its first entry. `head` is all but number and timeline.

    papers: texts to be kept in its folder, by path; the entry names them.

    A number is not given twice, even when the newest case's folder was removed from this machine since.
    Raises InvalidInput when a field is wrong; no case is created then.
    """
    with _held(root):
        number = _last(root, prefix, at.year) + 1
        case_id = f"{prefix}-{at.year}-{number:04d}"
        data = {"case": case_id, **head, "opened_at": stamp(at), "timeline": [{"n": 1, "at": stamp(at), **first}]}
        place = f"{FOLDER}/{case_id}/{FILE}"
        text = SCHEMA_LINE + as_yaml(clean(data))
        case = _checked(yamlfile.parse(text, file=place), case_id)
        target = folder(root, case_id)
        target.mkdir(parents=True)
        mark = root / _MARK / f"{prefix}-{at.year}"
        write_atomic(mark, f"{number}\n")
        for name, content in (papers or {}).items():
            path = inside(target, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, content)
        write_atomic(target / FILE, text)
        return case


def _last(root: Path, prefix: str, year: int) -> int:
    mark = root / _MARK / f"{prefix}-{year}"
    kept = mark.read_text(encoding="utf-8").strip() if mark.is_file() else ""
    matches = (_ID.fullmatch(path.name) for path in (root / FOLDER).glob(f"{prefix}-{year}-*"))
    return max([int(kept) if kept.isdecimal() else 0, *(int(found["number"]) for found in matches if found)])


def append(root: Path, case_id: str, make: Callable[[Case], Mapping[str, Any]], at: datetime) -> Entry:
    """Add an entry to a case's timeline, and give it back. `make` says from the case, as it is now, what it holds.

    The rest of the file keeps every byte. The time is moved to that of the entry above when it would be earlier
    (two people's clocks differ). Raises InvalidInput when the file or the entry is wrong; the file is then untouched.
    """
    with _held(root):
        case = read(root, case_id)
        file = folder(root, case_id) / FILE
        text = file.read_bytes().decode()
        entry = {"n": len(case.timeline) + 1, "at": stamp(max(at, case.last_at)), **make(case)}
        place = f"{FOLDER}/{case_id}/{FILE}"
        written = appended(text, clean(entry), file=place)
        after = _checked(yamlfile.parse(written, file=place), case_id)
        if after.timeline[:-1] != case.timeline or len(after.timeline) != len(case.timeline) + 1:
            raise InvalidInput("nothing can be added below this timeline without changing it", where=Where(file=place),
                               do="write its entries as a plain list, each on lines of its own")
        write_atomic(file, written)
        return after.timeline[-1]


def _held(root: Path) -> AbstractContextManager[None]:
    (root / _MARK).mkdir(parents=True, exist_ok=True)
    return lock(root / _MARK / "lock", timeout_s=30)


def stamp(at: datetime) -> str:
    """A time as case files write it: to the second, with offset."""
    return at.isoformat(timespec="seconds")
