"""TextFSM templates, run line by line: the rows are those of the textfsm package.

What differs: a line costs one match for each state it passes, each row knows its line, and `-> Error` does not end
the reading but hands the line back as unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from textfsm import TextFSM, TextFSMError

from netsop.facts.parsed import Unread
from netsop.parse.rows import Row, Rows
from netsop.parse.template import Rule, State, Tail, Template, parsed

# Called for each rule that fits a line: the line's number, the state, the rule as written, what it assigns.
Watch = Callable[[int, str, str, dict[str, Any]], None]
_SHOWN = 60


class _Reading:
    """One run of a template: the record that is being filled, and what was found."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.found = Rows()
        self.cells: list[Any] = []
        self.line = 0
        self.cut = False
        self.last: tuple[str, ...] = ()
        self.clear_all()

    def step(self, state: State, tail: Tail, line: str, number: int) -> str:
        """Put one line to a state, whose first rules are `tail`. Returns the state to go to, '' to stay."""
        going_on: Tail | None = tail
        while going_on is not None and (match := going_on.match(line)) is not None:
            rule = going_on.rules[match.lastindex]  # type: ignore[index]  # every alternative is a group
            self.assign(rule, match, number)
            if rule.record:
                self.record(rule.record)
            if rule.error:
                shown = line.strip()[:_SHOWN]
                self.found.unread.append(Unread(f"does not fit the form of this output: {shown!r}", number))
            if not rule.proceeds:
                return rule.target
            going_on = state.tail(rule.proceeds)
        return ""

    def assign(self, rule: Rule, match: re.Match[str], number: int) -> None:
        """Take the values of a rule that fits."""
        if not rule.assigns:
            return
        self.line = self.line or number
        cells = self.cells
        for column, group in rule.single:
            cells[column] = match[group]
        for column, group in rule.lists:
            cells[column].append(match[group])
        for column, group in rule.ups:
            cells[column] = match[group]
            if match[group]:
                self._fill_up(self.template.columns[column], match[group])

    def _fill_up(self, name: str, value: str) -> None:
        for row in reversed(self.found.rows):
            if row.cells[name]:
                return
            row.cells[name] = value

    def record(self, operation: str) -> None:
        """Do what a rule says of the record: Record, Clear or Clearall."""
        if operation == "Record":
            self.save()
        elif operation == "Clear":
            self.clear()
        else:
            self.clear_all()

    def save(self) -> None:
        """Keep the record, unless it is empty or lacks what is required, and start the next."""
        cells, template = self.cells, self.template
        for column, last_decides in template.required:
            if not cells[column] or (last_decides and not cells[column][-1]):
                self.clear()
                return
        for cell in cells:
            if cell is not None and cell != []:
                break
        else:
            return
        if None in cells:
            cells = ["" if cell is None else cell for cell in cells]
        whole = dict(zip(template.columns, cells))  # noqa: B905 - as many cells as columns, and this is the hot place
        self.found.rows.append(Row(whole, self.line, self.cut, self.last))
        self.clear()

    def clear(self) -> None:
        """Start a record with what is filled down."""
        old = self.cells
        self.clear_all()
        for column in self.template.filled:
            self.cells[column] = old[column].copy() if isinstance(old[column], list) else old[column]

    def clear_all(self) -> None:
        """Start an empty record."""
        self.cells = [None] * len(self.template.columns)
        for column in self.template.lists:
            self.cells[column] = []
        self.line, self.cut, self.last = 0, False, ()


class _Observed(_Reading):
    """A run that is watched, or whose text ends within its last line."""

    def __init__(self, template: Template, watch: Watch | None, cut: int) -> None:
        super().__init__(template)
        self._watch = watch
        self._cut_line = cut

    def assign(self, rule: Rule, match: re.Match[str], number: int) -> None:
        """Take the values of a rule that fits, and note those that reach the place where the text ends."""
        super().assign(rule, match, number)
        if number == self._cut_line and (rule.assigns or not rule.record):
            end = len(match.string.rstrip())
            groups = (*rule.single, *rule.lists, *rule.ups)
            self.cut = True
            reaching = (self.template.columns[column] for column, group in groups if match.end(group) >= end)
            self.last = (*self.last, *reaching)
        if self._watch:
            columns = self.template.columns
            values = {columns[column]: match[group] for column, group in (*rule.single, *rule.lists, *rule.ups)}
            self._watch(number, rule.state, rule.written, values)


def read(
    template: Template, lines: Sequence[str], numbers: Sequence[int], *, watch: Watch | None = None, cut: int = 0
) -> Rows:
    """Run a template over lines; `numbers` are their places in the text as the device gave it.

    watch: told of each rule that fits. cut: the number of the line within which the text ends, 0 when it is
    whole; the row of that line says so.
    """
    if template.stock:
        return _by_textfsm(template, lines, numbers)
    reading = _Observed(template, watch, cut) if watch or cut else _Reading(template)
    state = template.states["Start"]
    tail = state.tail(0)
    for line, number in zip(lines, numbers, strict=True):
        if tail is None:
            break
        target = reading.step(state, tail, line, number)
        if target in {"End", "EOF"}:
            if target == "EOF" and "EOF" not in template.states:
                reading.save()
            return reading.found
        if target:
            state = template.states[target]
            tail = state.tail(0)
    if "EOF" not in template.states:
        reading.save()
    return reading.found


class _Stock(TextFSM):  # type: ignore[misc]  # textfsm has no type information
    """textfsm itself, a line at a time."""

    def has_ended(self) -> bool:
        """Whether a rule has gone to End or EOF."""
        return self._cur_state_name in {"End", "EOF"}


def _by_textfsm(template: Template, lines: Sequence[str], numbers: Sequence[int]) -> Rows:
    fsm, found = parsed(template.stock, _Stock), Rows()
    lists: list[Any] = []
    begun: list[int] = []
    for line, number in zip(lines, numbers, strict=True):
        try:
            lists = fsm.ParseText(f"{line}\n", eof=False)
        except TextFSMError:
            shown = line.strip()[:_SHOWN]
            found.unread.append(Unread(f"does not fit the form of this output: {shown!r}", number))
        begun += [number] * (len(lists) - len(begun))
        if fsm.has_ended():
            break
    lists = fsm.ParseText("")
    begun += [numbers[-1] if numbers else 0] * (len(lists) - len(begun))
    found.rows = [Row(dict(zip(template.columns, cells, strict=True)), line)
                  for cells, line in zip(lists, begun, strict=True)]
    return found
