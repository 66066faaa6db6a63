"""What to make of a value at the very end of a text that may have been cut there. Pure.

A file whose last line feed was stripped is whole, a file that was cut in the middle is not, and they look alike. So a
value there counts when it can be no half: a word of a table that no other begins with, a whole hardware address. A
name that tells facts apart counts, but is told, when it has the form of one in another row and no other begins with it.
Anything else is left out: half a value would mislead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_MAC_DIGITS = 12


def is_whole(cell: Any, how: str, words: Mapping[str, str] | None) -> bool:
    """Whether the cell is whole whatever would have followed. how: its conversion; words: its table."""
    if not isinstance(cell, str):
        return False
    if words is not None:
        word = cell.strip().lower()
        return not any(other.lower().startswith(word) and other.lower() != word for other in words)
    return how == "mac" and len(re.sub(r"[^0-9A-Fa-f]", "", cell)) == _MAC_DIGITS


def is_likely(cell: Any, how: str, above: Iterable[Any]) -> bool:
    """Whether a name may be used with a word of warning. how: its conversion; above: its column in other rows.

    An interface of a type that no other row has, with a number at its end, is taken for whole.
    """
    if not isinstance(cell, str):
        return False
    others = {other for other in above if isinstance(other, str) and other and other != cell}
    if any(other.startswith(cell) for other in others):
        return False
    form = _form(cell)
    if how == "ifname" and form.endswith("9") and not any(_type(other) == _type(cell) for other in others):
        return True
    return form in map(_form, others)


def _type(name: str) -> str:
    return re.split(r"\d", name, maxsplit=1)[0]


def _form(name: str) -> str:
    """Vlan1425 → a9, GigabitEthernet0/0/1 → a9/9/9."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", name))
