"""TextFSM templates, compiled once in a process: the rules of a state become one regular expression.

The template language and its reader are those of the textfsm package. A template that cannot be joined like this
(it refers back to its groups, or has groups inside a list) is left to textfsm itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from textfsm import TextFSM, TextFSMTemplateError

_REFERS_BACK = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")
_NAMED = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, ready. single, lists, ups: (number of the column, number of its group in the tail's expression)."""

    state: str
    written: str
    single: tuple[tuple[int, int], ...]
    lists: tuple[tuple[int, int], ...]
    ups: tuple[tuple[int, int], ...]
    assigns: bool
    record: str
    target: str
    error: bool
    proceeds: int  # the number of the rule to go on with on the same line, 0 for the next line


@dataclass(frozen=True, slots=True)
class Tail:
    """The rules of a state from one of them on, as one expression. `rules`: number of its last group → rule.

    Behind each rule stands an empty group, so that the number of the last group tells which rule fits. It stands
    behind and not around it, and the anchor, which says nothing to `match`, is left out, because an alternative that
    begins with a letter costs next to nothing on a line that begins with another.
    """

    match: Callable[[str], re.Match[str] | None]
    rules: dict[int, Rule]


class State:
    """A state's rules; a tail is made when it is first asked for."""

    def __init__(self, name: str, rules: Sequence[Any], columns: dict[str, tuple[int, str]]) -> None:
        self.name = name
        self._rules = rules
        self._columns = columns
        self._tails: dict[int, Tail | None] = {}

    def tail(self, start: int) -> Tail | None:
        """The rules from number `start` on; None when there are none."""
        if start not in self._tails:
            self._tails[start] = self._made(start)
        return self._tails[start]

    def _made(self, start: int) -> Tail | None:
        parts, made, before = [], {}, 0
        for number, rule in enumerate(self._rules[start:], start):
            expression = re.compile(rule.regex)
            parts.append(f"(?:{_NAMED.sub('(', rule.regex).removeprefix('^')})()")
            last = before + expression.groups + 1
            made[last] = self._rule(rule, number, expression, before)
            before = last
        return Tail(re.compile("|".join(parts)).match, made) if parts else None

    def _rule(self, rule: Any, number: int, expression: re.Pattern[str], before: int) -> Rule:
        groups: dict[str, list[tuple[int, int]]] = {"single": [], "lists": [], "ups": []}
        for name, group in expression.groupindex.items():
            column, kind = self._columns[name]
            groups[kind].append((column, before + group))
        error = rule.line_op == "Error"
        return Rule(
            self.name, rule.match, tuple(groups["single"]), tuple(groups["lists"]), tuple(groups["ups"]),
            assigns=bool(expression.groupindex), record=rule.record_op.removeprefix("NoRecord"),
            target="" if error else rule.new_state, error=error,
            proceeds=number + 1 if rule.line_op == "Continue" else 0,
        )


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. `stock`: its text, where textfsm itself has to run it."""

    columns: tuple[str, ...]
    lists: tuple[int, ...] = ()
    filled: tuple[int, ...] = ()
    required: tuple[tuple[int, bool], ...] = ()  # column; for a list whether its last value decides
    states: dict[str, State] = field(default_factory=dict)
    stock: str = ""


class _Lines:
    """The file-like thing that textfsm reads a template from."""

    def __init__(self, text: str) -> None:
        self._lines = iter(text.splitlines(keepends=True))

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def seek(self, _position: int) -> None:
        """Templates are read once."""


@lru_cache(maxsize=1024)
def compile_template(text: str) -> Template:
    """Compile a template's text. Raises ValueError saying what is wrong and in which line."""
    fsm = parsed(text, TextFSM)
    columns = tuple(value.name for value in fsm.values)
    options = {value.name: value.OptionNames() for value in fsm.values}
    if any(_is_odd(value, options[value.name]) for value in fsm.values) or any(
        _refers_back(rule.regex) for state in fsm.states.values() for rule in state
    ):
        return Template(columns, stock=text)
    having = {word: tuple(at for at, name in enumerate(columns) if word in options[name])
              for word in ("List", "Filldown", "Required")}
    required = tuple((at, _last_decides(options[columns[at]])) for at in having["Required"])
    places = {name: (at, _kind(options[name])) for at, name in enumerate(columns)}
    states = {name: State(name, rules, places) for name, rules in fsm.states.items()}
    return Template(columns, having["List"], having["Filldown"], required, states)


def parsed(text: str, reader: type[TextFSM]) -> Any:
    """The template as textfsm reads it. Raises ValueError when it is none."""
    try:
        return reader(_Lines(text))
    except (TextFSMTemplateError, re.error, KeyError, ValueError, IndexError) as error:
        raise ValueError(f"not a TextFSM template: {error}") from error


def rules(text: str) -> tuple[str, ...]:
    """The regular expressions of a template's rules. Raises ValueError when it is no template."""
    return tuple(rule.regex for state in parsed(text, TextFSM).states.values() for rule in state)


def _is_odd(value: Any, names: list[str]) -> bool:
    """Whether a value needs what only textfsm has: named groups inside it, lists that are filled up."""
    return bool(_NAMED.search(value.regex)) or ("List" in names and "Fillup" in names)


def _refers_back(regex: str) -> bool:
    """Whether a rule depends on the numbers or names of its groups, which change when rules are joined."""
    return bool(_REFERS_BACK.search(regex)) or len(_NAMED.findall(regex)) != len(re.compile(regex).groupindex)


def _last_decides(names: list[str]) -> bool:
    """textfsm checks `Required` before it makes the list when it is named before `List`."""
    return "List" in names and names.index("Required") < names.index("List")


def _kind(names: list[str]) -> str:
    return "lists" if "List" in names else "ups" if "Fillup" in names else "single"
