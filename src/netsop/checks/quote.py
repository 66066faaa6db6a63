"""The line of an answer that shows a fact, short enough to be read in a panel."""

from __future__ import annotations

from netsop.facts.fact import Fact

_LONGEST = 110


def quote(text: str, fact: Fact) -> str:
    """The first line that names the fact; where lines are too long to read (JSON), the fact's own fields."""
    token = _token(fact)
    line = next((line for line in text.splitlines() if token and token in line), "")
    if line and len(line.strip()) <= _LONGEST:
        return line.strip()
    fields = [f"{name}={value}" for name, value in fact.to_json().items() if name != "fact"]
    return _cut(" ".join(fields))


def _token(fact: Fact) -> str:
    for name in fact.KEY:
        value = getattr(fact, name)
        if value is not None:
            return str(value)
    return ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
