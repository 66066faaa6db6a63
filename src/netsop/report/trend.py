"""Trends in words: what a reading comes to, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from netsop.model.trend import TrendWarning
from netsop.report.lines import SHOWN, component, counted
from netsop.report.words import Words

_UNITS = ((86400, "days"), (3600, "hours"), (60, "minutes"), (1, "seconds"))
_FEW = 2
"""Of a unit, below which the next smaller one is used."""


def warned(warnings: Sequence[TrendWarning], titles: Mapping[str, str], words: Words) -> Text:
    """The most urgent ones, a line each; the rest counted."""
    text = Text()
    for index, warning in enumerate(warnings[:SHOWN]):
        text.append("\n" if index else "")
        text.append("↗ " if warning.kind == "rising" else "↘ " if warning.kind == "falling" else "! ", style="yellow")
        where = component(warning.component, words)
        title = titles.get(warning.check, warning.check)
        text.append(f"{where}: {title}; {_said(warning, words)}")
    return counted(text, len(warnings), words)


def span(seconds: int, words: Words) -> str:
    """A length of time in the largest unit that still says enough: `9 hours`, `26 minutes`."""
    size, name = next((unit for unit in _UNITS if seconds >= _FEW * unit[0]), _UNITS[-1])
    return words(f"span.{name}", count=round(seconds / size))


def _said(warning: TrendWarning, words: Words) -> str:
    now, limit = _amount(warning.value, warning.unit), _amount(warning.limit or 0.0, warning.unit)
    if warning.kind == "flapping":
        return words("trend.flapping", times=warning.times, over=span(warning.over_s, words))
    if warning.left_s is None:
        return words("trend.near", value=now, limit=limit)
    return words(
        "trend.pace", value=now, limit=limit, left=span(warning.left_s, words),
        soonest=span(warning.soonest_s or 0, words), latest=span(warning.latest_s or 0, words),
    )  # fmt: skip


def _amount(value: float, unit: str) -> str:
    return f"{value:g}{unit and ' ' + unit}"


def trend_document(warning: TrendWarning) -> dict[str, Any]:
    """A warning as plain data; times in seconds."""
    return {
        "kind": warning.kind,
        "check": warning.check,
        "component": str(warning.component),
        "vantage": warning.vantage or None,
        "value": warning.value,
        "limit": warning.limit,
        "unit": warning.unit,
        "left_s": warning.left_s,
        "soonest_s": warning.soonest_s,
        "latest_s": warning.latest_s,
        "times": warning.times,
        "over_s": warning.over_s,
    }
