"""Texts that a TextFSM template reads at least in part, made from the template itself."""

from __future__ import annotations

import random
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parse  # type: ignore[import-not-found]
from functools import cache
from io import StringIO
from typing import Any

from textfsm import TextFSM

_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_LONGEST = 160  # some templates of others need minutes for a long line
_CLASSES = {
    sre.CATEGORY_DIGIT: "0123456789",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_WORD: "abcXYZ019_",
}
_ANY_OF = {sre.CATEGORY_NOT_DIGIT: "ab-. /", sre.CATEGORY_NOT_SPACE: "ab1-./", sre.CATEGORY_NOT_WORD: " -./:"}


def lenient(template: str) -> Any:
    """The template as textfsm runs it, but `-> Error` only passes to the next line, as in netsop."""
    fsm = _lenient(template)
    fsm.Reset()
    return fsm


@cache
def _lenient(template: str) -> Any:
    fsm = TextFSM(StringIO(template))
    for rule in (rule for rules in fsm.states.values() for rule in rules):
        if rule.line_op == "Error":
            rule.line_op, rule.new_state = "Next", ""
    return fsm


def text_for(fsm: Any, chance: random.Random, lines: int) -> str:
    """Lines that fit the rules of the states in turn, some of them damaged."""
    state, made = "Start", []
    for _ in range(lines):
        rules = fsm.states.get(state) or fsm.states["Start"]
        if not rules:
            break
        rule = chance.choice(rules)
        line = _sampled(sre_parse.parse(rule.regex), chance, {}).replace("\n", " ")[:_LONGEST]
        damage = chance.random()
        if damage < 0.05:
            line = line[: chance.randrange(len(line) + 1)]
        elif damage < 0.1:
            line += chance.choice([" ", " x", "\t1"])
        elif damage < 0.13:
            line = ""
        made.append(line)
        if rule.new_state in fsm.states and rule.line_op != "Error":
            state = rule.new_state
    return "\n".join(made)


def _sampled(parsed: Any, chance: random.Random, groups: dict[int, str]) -> str:
    return "".join(_item(operator, value, chance, groups) for operator, value in parsed)


def _item(operator: Any, value: Any, chance: random.Random, groups: dict[int, str]) -> str:
    made = _MAKERS.get(operator)
    return made(value, chance, groups) if made else ""  # anchors and assertions add nothing


def _repeated(value: Any, chance: random.Random, groups: dict[int, str]) -> str:
    least, most, body = value
    return "".join(_sampled(body, chance, groups) for _ in range(chance.randint(least, min(most, least + 2))))


def _grouped(value: Any, chance: random.Random, groups: dict[int, str]) -> str:
    number, _, _, body = value
    groups[number] = _sampled(body, chance, groups)
    return groups[number]


_MAKERS = {
    sre.LITERAL: lambda value, _chance, _groups: chr(value),
    sre.NOT_LITERAL: lambda value, chance, _groups: chance.choice(_PRINTABLE.replace(chr(value), "")),
    sre.ANY: lambda _value, chance, _groups: chance.choice("ab 1-./"),
    sre.IN: lambda value, chance, _groups: chance.choice(_members(value)),
    sre.BRANCH: lambda value, chance, groups: _sampled(chance.choice(value[1]), chance, groups),
    sre.GROUPREF: lambda value, _chance, groups: groups.get(value, ""),
    sre.MAX_REPEAT: _repeated,
    sre.MIN_REPEAT: _repeated,
    sre.SUBPATTERN: _grouped,
}


def _members(items: Any) -> str:
    if items and items[0][0] is sre.NEGATE:
        refused = _members(items[1:])
        return "".join(char for char in _PRINTABLE if char not in refused) or "~"
    found = ""
    for operator, value in items:
        if operator is sre.LITERAL:
            found += chr(value)
        elif operator is sre.RANGE:
            found += "".join(map(chr, range(value[0], value[1] + 1)))
        elif operator is sre.CATEGORY:
            found += _CLASSES.get(value) or _ANY_OF[value]
    return found
