"""Key and value texts → rows: RouterOS `print detail` entries, and sheets of `key: value`.

An entry begins with a number, flags or `;;; comment` at its head, or behind a blank line, and runs over as many
lines as it needs. Its columns are its keys; beside them `flags` (the words of the legend, lower case, for the letters
that it carries; a letter that the legend does not name stays a letter) and `comment`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from netsop.facts.parsed import Unread
from netsop.parse.textfsm import Row, Rows

_LEGEND = re.compile(r"\s*(?:Flags:|Columns:)|\s*(?:[A-Za-z+*] - [A-Za-z0-9-]+[,;] *)+", re.ASCII)
_MEANING = re.compile(r"([A-Za-z+*]) - ([A-Za-z0-9-]+)", re.ASCII)
_HEAD = re.compile(r"\s{0,3}(?P<index>\d+)?\s{0,6}(?P<flags>[A-Za-z*+]{1,8}(?: [A-Za-z*+]{1,3}){0,3})?"
                   r"(?:\s+|\Z)(?=;;;|[a-z.0-9-]+=|\Z)", re.ASCII)
_PAIR = re.compile(r"\s*([a-zA-Z0-9.-]+)=(\"(?:[^\"\\]|\\.)*\"|\"|\S*)", re.ASCII)
_COMMENT = re.compile(r"\s*;;;\s?(.*)")
_SHEET = re.compile(r"\s*([a-z0-9][a-z0-9 ._/-]{0,60}?)\s*:(?:\s+(\S.*?))?\s*\Z", re.IGNORECASE)


def read_sheet(lines: Sequence[str], numbers: Sequence[int]) -> Rows:
    """Lines of `key: value` as one row. A line of another form is unread."""
    found, cells, first = Rows(), dict[str, Any](), 0
    for line, number in zip(lines, numbers, strict=True):
        if not line.strip():
            continue
        pair = _SHEET.match(line)
        if pair is None:
            found.unread.append(Unread(f"not a `key: value` line: {line.strip()[:60]!r}", number))
        else:
            first = first or number
            cells.setdefault(pair[1].lower(), pair[2] or "")
    if cells:
        found.rows.append(Row(cells, first))
    return found


def read_entries(lines: Sequence[str], numbers: Sequence[int]) -> Rows:
    """Entries of key=value, each a row."""
    found, legend = Rows(), dict[str, str]()
    for block, number in _entries(lines, numbers, legend):
        cells = _cells(block, legend, number, found)
        if len(cells) > 1:
            found.rows.append(Row(cells, number))
    found.none = bool(legend) and not found.rows and not found.unread
    return found


def _entries(lines: Sequence[str], numbers: Sequence[int], legend: dict[str, str]) -> Iterator[tuple[list[str], int]]:
    block: list[str] = []
    first, blank = 0, True
    for line, number in zip(lines, numbers, strict=True):
        if not line.strip():
            blank = True
            continue
        if not block and _LEGEND.match(line):
            legend.update({letter: word.lower() for letter, word in _MEANING.findall(line)})
            continue
        head = _HEAD.match(line)
        if block and (blank or (head and (head["index"] or head["flags"]))):
            yield block, first
            block = []
        if not block:
            first = number
        block.append(line)
        blank = False
    if block:
        yield block, first


def _cells(block: list[str], legend: dict[str, str], number: int, found: Rows) -> dict[str, Any]:
    head = _HEAD.match(block[0])
    letters = (head["flags"] or "").replace(" ", "") if head else ""
    cells: dict[str, Any] = {"flags": [legend.get(letter, letter) for letter in letters]}
    lines = [block[0][head.end() :] if head else block[0], *block[1:]]
    if comment := _COMMENT.match(lines[0]):
        cells["comment"] = comment[1].strip()
        lines = lines[1:]
    text, at = " ".join(line.strip() for line in lines), 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None or pair[2] == '"':
            found.unread.append(Unread(f"not key=value: {text[at:].strip()[:60]!r}", number))
            break
        cells.setdefault(pair[1], _unquoted(pair[2]))
        at = pair.end()
        while text[at : at + 1] == " ":
            at += 1
    return cells


def _unquoted(word: str) -> str:
    if len(word) >= 2 and word.startswith('"'):
        return re.sub(r"\\(.)", r"\1", word[1:-1])
    return word
