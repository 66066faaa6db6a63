"""TextFSM templates, run line by line with one regular expression per state.

The template language and its reader are those of the textfsm package; the rows are the same. What differs:
a template is compiled once in a process; a state's rules are one alternation, so a line costs one match;
each row knows its line; and `-> Error` does not end the reading: the line is handed back as unread.
Not supported, and refused when compiling: Fillup, backreferences, named groups inside a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from textfsm import TextFSM, TextFSMTemplateError

from netsop.facts.parsed import Unread

Cell = str | list[str]
_BACKREFERENCE = re.compile(r"\\[1-9]|\(\?P=|(?<!\\)\(\?\(")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column (all columns present, '' where not attested), and the line where it began."""

    cells: dict[str, Any]
    line: int


@dataclass(slots=True)
class Rows:
    """What a reader found. `none`: the text itself says that there are none."""

    rows: list[Row] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    none: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    groups: tuple[tuple[str, int], ...]  # column, number of its group within the rule
    proceeds: bool
    record: str
    target: str
    error: bool


@dataclass(frozen=True, slots=True)
class _Tail:
    """The rules of a state from one of them on. `rule_at`: outer group → number of the rule."""

    match: Any
    rule_at: dict[int, int]


@dataclass(frozen=True, slots=True)
class _State:
    rules: tuple[_Rule, ...]
    tails: dict[int, _Tail]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template."""

    columns: tuple[str, ...]
    lists: frozenset[str]
    filled: frozenset[str]
    required: tuple[str, ...]
    states: dict[str, _State]


class _Lines:
    """The file-like thing that textfsm reads a template from."""

    def __init__(self, text: str) -> None:
        self._lines = iter(text.splitlines(keepends=True))

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def seek(self, _position: int) -> None:
        """Templates are read once."""


@lru_cache(maxsize=512)
def compile_template(text: str) -> Template:
    """Compile a template's text. Raises ValueError saying what is wrong and in which line."""
    fsm = _parsed(text)
    options = {value.name: set(value.OptionNames()) for value in fsm.values}
    if any("Fillup" in names for names in options.values()):
        raise ValueError("Fillup is not supported")
    return Template(
        columns=tuple(options),
        lists=frozenset(name for name, names in options.items() if "List" in names),
        filled=frozenset(name for name, names in options.items() if "Filldown" in names),
        required=tuple(name for name, names in options.items() if "Required" in names),
        states={name: _state(rules) for name, rules in fsm.states.items()},
    )


def _parsed(text: str) -> Any:
    try:
        return TextFSM(_Lines(text))
    except (TextFSMTemplateError, re.error, KeyError, ValueError) as error:
        raise ValueError(f"not a TextFSM template: {error}") from error


def rules(text: str) -> tuple[str, ...]:
    """The regular expressions of a template's rules. Raises ValueError when it is no template."""
    return tuple(rule.regex for state in _parsed(text).states.values() for rule in state)


def _state(rules: Sequence[Any]) -> _State:
    compiled = tuple(_rule(rule) for rule in rules)
    starts = [0, *(at + 1 for at, rule in enumerate(compiled) if rule.proceeds and at + 1 < len(compiled))]
    return _State(compiled, {start: _tail(rules, start) for start in starts} if rules else {})


def _rule(rule: Any) -> _Rule:
    if _BACKREFERENCE.search(rule.regex):
        raise ValueError(f"line {rule.line_num}: backreferences are not supported")
    groups = tuple(sorted(re.compile(rule.regex).groupindex.items(), key=lambda item: item[1]))
    error = rule.line_op == "Error"
    return _Rule(groups, rule.line_op == "Continue", rule.record_op, "" if error else rule.new_state, error)


def _tail(rules: Sequence[Any], start: int) -> _Tail:
    parts, rule_at, group = [], {}, 1
    for number, rule in enumerate(rules[start:], start):
        parts.append("(" + re.sub(r"\(\?P<\w+>", "(", rule.regex) + ")")
        rule_at[group] = number
        group += 1 + re.compile(rule.regex).groups
    return _Tail(re.compile("|".join(parts)).match, rule_at)


@dataclass(slots=True)
class _Record:
    template: Template
    cells: dict[str, Any] = field(default_factory=dict)
    line: int = 0

    def assign(self, groups: tuple[tuple[str, int], ...], found: Any, outer: int, line: int) -> None:
        if not self.line:
            self.line = line
        for name, number in groups:
            value = found[outer + number]
            if name not in self.template.lists:
                self.cells[name] = value
            elif value is not None:
                self.cells[name] = [*self.cells.get(name, ()), value]

    def clear(self, keep: frozenset[str]) -> None:
        self.cells = {name: value for name, value in self.cells.items() if name in keep}
        self.line = 0

    def save(self, rows: list[Row]) -> None:
        cells, template = self.cells, self.template
        if all(cells.get(name) for name in template.required) and any(cells.values()):
            lists = template.lists
            whole = {name: cells.get(name) or ([] if name in lists else "") for name in template.columns}
            rows.append(Row(whole, self.line))
        self.clear(template.filled)


def read(template: Template, lines: Sequence[str], numbers: Sequence[int]) -> Rows:
    """Run a template over lines; `numbers` are their places in the text as the device gave it."""
    found, record = Rows(), _Record(template)
    state = template.states["Start"]
    for line, number in zip(lines, numbers, strict=True):
        target = _step(state, line, number, record, found)
        if target in {"End", "EOF"}:
            if target == "EOF":
                record.save(found.rows)
            return found
        if target:
            state = template.states[target]
    if "EOF" not in template.states:
        record.save(found.rows)
    return found


def _step(state: _State, line: str, number: int, record: _Record, found: Rows) -> str:
    """Put one line to a state. Returns the state to go to, '' to stay."""
    start = 0
    while tail := state.tails.get(start):
        match = tail.match(line)
        if match is None:
            return ""
        outer = match.lastindex
        at = tail.rule_at[outer]
        rule = state.rules[at]
        if rule.error:
            shown = line.strip()[:_SHOWN]
            found.unread.append(Unread(f"does not fit the form of this output: {shown!r}", number))
            return ""
        if rule.groups:
            record.assign(rule.groups, match, outer, number)
        if rule.record == "Record":
            record.save(found.rows)
        elif rule.record:
            record.clear(record.template.filled if rule.record == "Clear" else frozenset())
        if not rule.proceeds:
            return rule.target
        start = at + 1
    return ""
