"""The line of an answer that shows a fact, short enough to be read in a panel."""

from __future__ import annotations

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
            if len(line.strip()) <= _LONGEST and any(form in line.replace(token, "") for form in _forms(value)):
                return line.strip()
    return _cut(" ".join(f"{name}={shown}" for name, shown in _told(fact, field)))


def _token(fact: Fact) -> str:
    for name in fact.KEY:
        value = getattr(fact, name)
        if value is not None:
            return str(value)
    return ""


def _forms(value: object) -> tuple[str, ...]:
    """How a device may write a value: numbers also without a trailing zero."""
    if isinstance(value, float) and value.is_integer():
        return (str(value), str(int(value)))
    return (str(value),) if value is not None else ()


def _told(fact: Fact, field: str) -> list[tuple[str, object]]:
    """The key fields and the one in question first."""
    told = {name: value for name, value in fact.to_json().items() if name != "fact"}
    first = [name for name in (*fact.KEY, field) if name in told]
    return [(name, told[name]) for name in dict.fromkeys([*first, *told])]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
