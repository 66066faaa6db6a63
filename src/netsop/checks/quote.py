"""The line of an answer that shows a fact, short enough to be read in a panel."""

from __future__ import annotations

import re

from netsop.facts.fact import Fact

_LONGEST = 110
_NEAR = 25


def quote(text: str, fact: Fact, field: str) -> str:
    """The line that shows the field's value, at or soon after the line that names the fact.

    Where no line does so in the device's own words, or it is too long to read (JSON), the fact's own fields.
    """
    lines = text.splitlines()
    token, value = _token(fact), getattr(fact, field)
    start = next((number for number, line in enumerate(lines) if token and token in line), None)
    if start is not None:
        for line in lines[start : start + _NEAR]:
            if len(line.strip()) <= _LONGEST and _holds(line.replace(token, ""), value):
                return line.strip()
    return _cut(" ".join(f"{name}={shown}" for name, shown in _told(fact, field)))


def _token(fact: Fact) -> str:
    for name in fact.KEY:
        value = getattr(fact, name)
        if value is not None:
            return str(value)
    return ""


def _holds(line: str, value: object) -> bool:
    """Whether the line writes the value as a word or number of its own; numbers also without a trailing zero."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        forms = {str(value), str(int(value))} if float(value).is_integer() else {str(value)}
        return any(re.search(rf"(?<![\d.]){re.escape(form)}(?![\d])", line) for form in forms)
    return value is not None and re.search(rf"(?<![\w-]){re.escape(str(value))}(?![\w-])", line) is not None


def _told(fact: Fact, field: str) -> list[tuple[str, object]]:
    """The key fields and the one in question first."""
    told = {name: value for name, value in fact.to_json().items() if name != "fact"}
    first = [name for name in (*fact.KEY, field) if name in told]
    return [(name, told[name]) for name in dict.fromkeys([*first, *told])]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
