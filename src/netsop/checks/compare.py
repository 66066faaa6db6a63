"""How a reading is compared with what is expected, and how it is shown."""

from __future__ import annotations

from typing import Any


def holds(op: str, actual: Any, wanted: Any) -> bool:
    """Whether `actual op wanted`. Numbers compare as numbers, everything else as text."""
    match op:
        case "equals":
            return _same(actual, wanted)
        case "differs":
            return not _same(actual, wanted)
        case "at_least":
            return float(actual) >= float(wanted)
        case "at_most":
            return float(actual) <= float(wanted)
        case "one_of":
            return any(_same(actual, item) for item in wanted)
        case "none_of":
            return not any(_same(actual, item) for item in wanted)
        case "contains":
            return any(_same(item, wanted) for item in actual)
    raise ValueError(f"no comparison is called {op!r}")


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    return str(one) == str(other)


def show(field: str, actual: Any, unit: str) -> str:
    """A reading for a person: `rx_power_dbm -27.3 dBm`."""
    text = ", ".join(map(str, actual)) if isinstance(actual, tuple) else str(actual)
    return f"{field} {text or 'none'}{unit and ' ' + unit}"
