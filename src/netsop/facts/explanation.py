"""How one answer was read: rules, rows, conversions, and what was left. For people who check or write platform data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fitting:
    """A rule that fits a line, and what it assigns (column → text)."""

    line: int
    state: str
    rule: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Converted:
    """One field: where its cell comes from, the cell, the conversion by name, and the value, or why there is none."""

    field: str
    source: str
    cell: Any
    conversion: str
    value: Any
    error: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A fact that a row became (None: it lacked what that kind needs), with its conversions."""

    kind: str
    fact: dict[str, Any] | None
    fields: tuple[Converted, ...]


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A row by its line, its cells that are not empty, the facts made of it, and the columns that none of them uses."""

    line: int
    cells: dict[str, Any]
    made: tuple[Made, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer, without what a terminal adds, and its place in the text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One probe's reading of an answer.

    command: as it was understood, spelled out. lines: what was read of the text; skipped: the places of the rest.
    left: those of the lines that nothing read.
    """

    probe: str
    command: str
    reader: str
    status: str
    reason: str
    lines: tuple[Line, ...]
    skipped: tuple[int, ...]
    fittings: tuple[Fitting, ...]
    rows: tuple[ExplainedRow, ...]
    left: tuple[Line, ...]
