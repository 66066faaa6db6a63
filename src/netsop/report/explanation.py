"""An explanation of how an answer was read, as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.facts.explanation import Converted, ExplainedRow, Explanation, Fitting

_WIDE = 100
_MOST_LEFT = 40


def text(explanation: Explanation) -> str:
    """The whole of it."""
    return "\n".join(_text(explanation))


def _text(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.command}  →  {explanation.probe}, by {explanation.reader}"
    yield f"{explanation.status}{': ' + explanation.reason if explanation.reason else ''}"
    if explanation.skipped:
        yield f"skipped (terminal control, pager, log message, prompt): line {_numbers(explanation.skipped)}"
    by_line: dict[int, list[Fitting]] = {}
    for fitting in explanation.fittings:
        by_line.setdefault(fitting.line, []).append(fitting)
    if by_line:
        yield "\nlines and the rules that fit them"
    texts = {line.number: line.text for line in explanation.lines}
    for number, fittings in by_line.items():
        yield f"{number:5}  {_short(texts[number])}"
        for fitting in fittings:
            yield f"         {fitting.state}: {_short(fitting.rule)}"
            given = {name: value for name, value in fitting.values.items() if value}
            if given:
                yield f"           {_cells(given)}"
    yield f"\nrows: {len(explanation.rows)}"
    for number, row in enumerate(explanation.rows, 1):
        yield from _row(number, row)
    yield from _left(explanation)


def _row(number: int, row: ExplainedRow) -> Iterator[str]:
    yield f"{number:5}  from line {row.line}" + (f": {_cells(row.cells)}" if row.cells else "")
    for made in row.made:
        yield f"       {made.kind}{'' if made.fact else ': no fact, this row lacks what the kind needs'}"
        if made.fact:
            yield from (f"         {_field(field)}" for field in made.fields)
    if not row.made:
        yield "       no mapping is about this row"
    if row.unused:
        yield f"       columns not used: {', '.join(row.unused)}"


def _field(field: Converted) -> str:
    if field.error:
        return f"{field.field}: unknown ({field.source} {field.cell!r} is {field.error})"
    if field.value is None:
        return f"{field.field}: not attested ({field.source} {field.cell!r})"
    if field.source == "always":
        return f"{field.field} = {field.value!r}"
    return f"{field.field} = {field.value!r}  ({field.source} {field.cell!r}, {field.conversion})"


def _left(explanation: Explanation) -> Iterator[str]:
    if not explanation.left:
        yield "\nnothing was left unread"
        return
    count = len(explanation.left)
    yield f"\nleft unread: {count} line{'s' if count > 1 else ''}"
    for left in explanation.left[:_MOST_LEFT]:
        yield f"{left.number:5}  {_short(left.text)}"
    if count > _MOST_LEFT:
        yield f"       and {count - _MOST_LEFT} more"


def _cells(cells: dict[str, Any]) -> str:
    return "  ".join(f"{name}={value!r}" for name, value in cells.items())


def _short(line: str) -> str:
    return line if len(line) <= _WIDE else f"{line[:_WIDE]}…"


def _numbers(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_LEFT // 4]))
    return shown if len(numbers) <= _MOST_LEFT // 4 else f"{shown} and {len(numbers) - _MOST_LEFT // 4} more"
