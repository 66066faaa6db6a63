"""Key and value texts → rows: RouterOS `print detail` and `terse` entries, and sheets of `key: value`.

An entry begins with a number, flag letters or `;;; comment`, or behind a blank line, and runs over as many lines
as it needs. Its columns are its keys; a key that begins with a dot continues the last one that has a dot
(`remote.address=… .as=…` is remote.address and remote.as). Beside them: `letters` (its flag letters, a list that
may be empty), `flags` (the same as one text) and `comment`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from netsop.facts.parsed import Unread
from netsop.parse.rows import Row, Rows

_LEGEND = re.compile(r"\s*(?:Flags:|Columns:)|\s*[A-Za-z+*] - [A-Za-z0-9-]+[,;]", re.ASCII)
_HEAD = re.compile(
    r" {0,12}(?:(?P<index>\d{1,6})(?: +|\Z))?(?:(?P<flags>[A-Za-z*+]{1,8}(?: [A-Za-z*+]{1,3}){0,3}) +)?"
    r"(?=;;;|[a-z.][a-zA-Z0-9.-]*=|\Z)",
    re.ASCII,
)
_KEY = re.compile(r"\s*([a-z.][a-zA-Z0-9.-]*)=", re.ASCII)
_NEXT = re.compile(r"\s+[a-z.][a-zA-Z0-9.-]*=", re.ASCII)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BESIDE = {"letters", "flags", "comment"}
_SHEET = re.compile(r"\s*([a-z0-9][a-z0-9 ._/-]{0,60}?)\s*:(?:\s+(\S.*?))?\s*\Z", re.IGNORECASE)


def read_sheet(lines: Sequence[str], numbers: Sequence[int], cut: int = 0) -> Rows:
    """Lines of `key: value` as one row, keys in lower case. A line of another form is unread.

    cut: the number of the line within which the text ends, 0 when it is whole; the row says so.
    """
    found, cells, first = Rows(), dict[str, Any](), 0
    last: tuple[str, ...] = ()
    for line, number in zip(lines, numbers, strict=True):
        if not line.strip() or line.lstrip().startswith(";;;"):
            continue
        pair = _SHEET.match(line)
        if pair is None:
            found.unread.append(Unread(f"not a `key: value` line: {line.strip()[:60]!r}", number))
        else:
            first = first or number
            cells.setdefault(pair[1].lower(), pair[2] or "")
            last = (pair[1].lower(),) if number == cut else ()
    if cells:
        found.rows.append(Row(cells, first, bool(cut), last))
    return found


def read_entries(lines: Sequence[str], numbers: Sequence[int], cut: int = 0) -> Rows:
    """Entries of key=value, each a row. A legend with no entry below it says that there are none.

    cut: as in `read_sheet`.
    """
    found, legend = Rows(), False
    blocks = list(_entries(lines, numbers))
    for block, number in blocks:
        if _LEGEND.match(block[0]):
            legend = True
            continue
        cells = _cells(block, number, found)
        cut_here = bool(cut) and block is blocks[-1][0]
        last = [key for key in cells if key not in _BESIDE][-1:] if cut_here else []
        if cells:
            found.rows.append(Row(cells, number, cut_here, tuple(last)))
    found.none = legend and not found.rows and not found.unread
    return found


def _entries(lines: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[list[str], int]]:
    block: list[str] = []
    first, blank = 0, True
    for line, number in zip(lines, numbers, strict=True):
        if not line.strip():
            blank = True
            continue
        head = _HEAD.match(line)
        legend = bool(block and _LEGEND.match(block[0]))
        if block and (blank or legend or (head and (head["index"] or head["flags"]))):
            yield block, first
            block = []
        if not block:
            first = number
        block.append(line)
        blank = False
    if block:
        yield block, first


def _cells(block: list[str], number: int, found: Rows) -> dict[str, Any]:
    head = _HEAD.match(block[0])
    letters = (head["flags"] or "").replace(" ", "") if head else ""
    text = " ".join(line.strip() for line in [block[0][head.end() :] if head else block[0], *block[1:]])
    comment, text = _comment(text)
    cells: dict[str, Any] = {}
    at, stem = 0, ""
    while at < len(text):
        key = _KEY.match(text, at)
        value, at = _value_at(text, key.end()) if key else (None, at)
        if key is None or value is None:
            found.unread.append(Unread(f"not key=value: {text[at:].strip()[:60]!r}", number))
            break
        stem = key[1].partition(".")[0] or stem
        cells.setdefault(f"{stem}{key[1]}" if key[1].startswith(".") else key[1], value)
    if cells:
        cells |= {"letters": list(letters), "flags": letters, "comment": cells.get("comment") or comment}
    return cells


def _comment(text: str) -> tuple[str, str]:
    """The comment at the head of an entry, and what is behind it."""
    if not text.startswith(";;;"):
        return "", text
    following = _NEXT.search(text)
    end = following.start() if following else len(text)
    return text[3:end].strip(), text[end:].strip()


def _value_at(text: str, at: int) -> tuple[str | None, int]:
    """The value that begins here and the place behind it; None for a quotation that does not end."""
    if text.startswith('"', at):
        quoted = _QUOTED.match(text, at)
        return (re.sub(r"\\(.)", r"\1", quoted[1]), quoted.end()) if quoted else (None, at)
    following = _NEXT.search(text, at)
    end = following.start() if following else len(text)
    return text[at:end].strip(), end
