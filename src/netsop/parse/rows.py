"""What every reader of an answer gives: rows of cells, and what it could not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from netsop.facts.parsed import Unread


class Row(NamedTuple):
    """One row: its cells by column (all columns present, '' where not attested), and the line where it began.

    cut: the text ends within this row, so that what it lacks may have been lost. last: the columns whose cells reach
    the place where it ends, so that they may be halves. thinned: lines of it may have been filtered away.
    """

    cells: dict[str, Any]
    line: int
    cut: bool = False
    last: tuple[str, ...] = ()
    thinned: bool = False


@dataclass(slots=True)
class Rows:
    """What a reader found. `none`: the text itself says that there are none."""

    rows: list[Row] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    none: bool = False
