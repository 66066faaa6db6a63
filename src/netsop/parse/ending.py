"""What to make of a value at the very end of a text that may have been cut there. Pure.

A file whose last line feed was stripped is whole, a file that was cut in the middle is not, and they look alike. So a
value there counts when it can be no half: a word of a table that no other begins with, a whole hardware address. A
name counts, but is told, unless a row above has a longer one that begins so. Half a number or address would mislead.
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
    """Whether the cell may be used with a word of warning. above: the same column's cells of other rows."""
    if not isinstance(cell, str) or how not in {"text", "ifname"}:
        return False
    if how == "ifname" and not any(char.isdigit() for char in cell):
        return False
    return not any(isinstance(other, str) and other != cell and other.startswith(cell) for other in above)
