"""Reasoning and forecasts as JSON documents. As the diagnosis': equal evidence gives equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from netsop.model.component import Component
from netsop.model.reasoning import Argument, Forecast, Held, Reasoning
from netsop.report.json import finding_key

REASONING = "netsop.reasoning/1"
FORECAST = "netsop.forecast/1"


def why(reasoning: Reasoning) -> dict[str, Any]:
    """How a diagnosis came about."""
    return {
        "schema": REASONING,
        "failing": reasoning.failing,
        "candidates": reasoning.candidates,
        "causes": [
            {**_argument(argument), "rivals": [_argument(rival) for rival in rivals]}
            for argument, rivals in zip(reasoning.arguments, reasoning.rivals, strict=True)
        ],
        "unexplained": [finding_key(finding) for finding in reasoning.unexplained],
    }


def why_not(arguments: Sequence[Argument]) -> dict[str, Any]:
    """What became of a suspicion, component by component."""
    return {"schema": REASONING, "why_not": [_argument(argument) for argument in arguments]}


def what_if(forecast: Forecast) -> dict[str, Any]:
    """What faults would take with them."""
    return {
        "schema": FORECAST,
        "faults": [_on(fault, place) for fault, place in forecast.faults],
        "gone": [str(component) for component in forecast.gone],
        "sites": list(forecast.sites),
        "cut_off": [list(piece) for piece in forecast.cut_off],
        "dark": list(forecast.dark),
        "lost": [{"service": service, "vantage": vantage} for service, vantage in forecast.lost],
        "kept": [{"service": service, "vantage": vantage} for service, vantage in forecast.kept],
        "sessions": list(forecast.sessions),
        "detours": [asdict(detour) for detour in forecast.detours],
        "last_ways": [{"link": link, "behind": list(behind)} for link, behind in forecast.last_ways],
        "circuits": list(forecast.circuits),
        "last_circuit": forecast.last_circuit or None,
        "shows": [{"check": check, "component": str(component)} for check, component in forecast.shows],
    }


def _argument(argument: Argument) -> dict[str, Any]:
    return {
        **_on(argument.fault, argument.component),
        "standing": argument.standing,
        "likelihood": round(argument.likelihood, 4),
        "held": [_held(held) for held in argument.held],
        **{
            name: [finding_key(finding) for finding in getattr(argument, field)]
            for name, field in (
                ("explains", "explains"), ("against", "against"), ("not_known", "not_known"),
                ("only_chosen_explains", "alone"), ("only_this_explains", "extra"), ("tests", "tests"),
            )
        },
        "chosen": [_on(fault, place) for fault, place in argument.chosen],
        "lacks": list(argument.lacks),
        "ask": argument.ask,
    }  # fmt: skip


def _held(held: Held) -> dict[str, Any]:
    return {
        "part": held.part,
        "check": held.check,
        "how": held.how,
        "wanted": held.wanted.value,
        "state": held.state.value,
        "findings": [{**finding_key(finding), "verdict": finding.verdict.value} for finding in held.findings],
    }


def _on(fault: str, component: Component) -> dict[str, str]:
    return {"fault": fault, "component": str(component)}
