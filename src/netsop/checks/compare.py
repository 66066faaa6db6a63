"""How a reading is compared with what is expected, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def holds(op: str, actual: Any, wanted: Any) -> bool:
    """Whether `actual op wanted`. Numbers compare as numbers, all else as text. Raises KeyError for no such op."""
    return OPERATORS[op](actual, wanted)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    return str(one) == str(other)


def _covers(item: str, wanted: int) -> bool:
    """Whether `20`, `20-25` or `all` holds a number."""
    first, _, last = item.partition("-")
    return item == "all" or (first.isdigit() and int(first) <= wanted <= int(last or first))


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": _same,
    "differs": lambda actual, wanted: not _same(actual, wanted),
    "at_least": lambda actual, wanted: float(actual) >= float(wanted),
    "at_most": lambda actual, wanted: float(actual) <= float(wanted),
    "within": lambda actual, wanted: abs(float(actual)) <= float(wanted),
    "one_of": lambda actual, wanted: any(_same(actual, item) for item in wanted),
    "none_of": lambda actual, wanted: not any(_same(actual, item) for item in wanted),
    "contains": lambda actual, wanted: any(_same(item, wanted) for item in actual),
    "covers": lambda actual, wanted: any(_covers(str(item).lower(), int(wanted)) for item in actual),
}


def show(field: str, actual: Any, unit: str) -> str:
    """A reading for a person: `rx_power_dbm -27.3 dBm`."""
    text = ", ".join(map(str, actual)) if isinstance(actual, tuple) else str(actual)
    return f"{field} {text or 'none'}{unit and ' ' + unit}"
