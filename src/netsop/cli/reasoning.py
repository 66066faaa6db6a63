"""What a user asks beside a diagnosis: why, why not, and what if."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import click
from rich.console import RenderableType

from netsop import catalog, pipeline
from netsop.cli import verdict
from netsop.diagnosis import what_if, why
from netsop.diagnosis.named import Named, supposed, suspicion
from netsop.diagnosis.rank import Ranking
from netsop.diagnosis.topology import Topology
from netsop.errors import UsageError
from netsop.model.case import Only
from netsop.model.check import CheckSpec
from netsop.model.fault import FaultSpec
from netsop.model.reasoning import Argument
from netsop.model.workspace import Workspace
from netsop.report import forecast as forecast_report
from netsop.report import json, reasoning, reasoning_json
from netsop.report.lines import View, render
from netsop.report.words import words


@dataclass(frozen=True, slots=True)
class Asked:
    """why: how the diagnosis came about; why_not: FAULT@COMPONENT, or None."""

    why: bool = False
    why_not: str | None = None


NOTHING = Asked()


def check(workspace: Workspace, asked: Asked, only: Only | None) -> None:
    """Raise UsageError for a suspicion that means nothing, before any device is asked."""
    if asked.why_not is not None:
        known = pipeline.knowledge(workspace, only=only)
        _suspicion(workspace, asked.why_not, known.faults, Topology(workspace))


def extend(data: dict[str, Any], workspace: Workspace, ranking: Ranking, asked: Asked) -> dict[str, Any]:
    """The document of a diagnosis with its reasoning; of a suspicion alone, a document of its own."""
    answers = _answers(workspace, ranking, asked)
    if asked.why:
        told = {**reasoning_json.why(why.why(ranking)), **(reasoning_json.why_not(answers[1]) if answers else {})}
        return {**data, "reasoning": told}
    if answers:
        head = {key: data[key] for key in ("case", "only", "run", "started", "answer")}
        return {**head, **reasoning_json.why_not(answers[1])}
    return data


def shown(workspace: Workspace, ranking: Ranking, asked: Asked, view: View) -> Iterator[RenderableType]:
    """The reasoning to read, after the panel."""
    view = replace(view, titles={name: spec.title[ranking.language] for name, spec in ranking.checks.items()})
    if asked.why:
        yield reasoning.why(why.why(ranking), view)
    answers = _answers(workspace, ranking, asked)
    if answers:
        each, arguments = answers
        meant = reasoning.meant(each.devices, each.components, view.words)
        yield reasoning.why_not(arguments, view, meant=meant)


def _answers(workspace: Workspace, ranking: Ranking, asked: Asked) -> tuple[Named, tuple[Argument, ...]] | None:
    if asked.why_not is None:
        return None
    each = _suspicion(workspace, asked.why_not, ranking.faults, ranking.topology)
    return each, tuple(why.why_not(ranking, each.spec.fault, component) for component in each.components)


def _suspicion(workspace: Workspace, text: str, judged: Mapping[str, FaultSpec], topology: Topology) -> Named:
    each = suspicion(text, _faults(workspace), topology)
    if each.spec.fault not in judged:
        raise UsageError(f"{each.spec.fault} is not judged when only one layer is looked at", do="leave --only out")
    return each


def _faults(workspace: Workspace) -> dict[str, FaultSpec]:
    return catalog.load_all("diagnosis/faults", FaultSpec, root=workspace.root)


def forecast(workspace: Workspace, text: str, form: str) -> None:
    """What faults would take with them, on stdout. Asks no device and records nothing."""
    topology = Topology(workspace)
    named = supposed(text, _faults(workspace), topology)
    pairs = [(each.spec, component) for each in named for component in each.components]
    told = what_if.what_if(topology, pairs)
    if form == "json":
        click.echo(json.dumps(reasoning_json.what_if(told)), nl=False)
        return
    say = words(workspace.settings.language)
    meant = [reasoning.meant(each.devices, each.components, say) for each in named]
    color = in_color()
    shown = forecast_report.what_if(told, _names(workspace), say, meant=meant)
    click.echo(render(shown, color=color), nl=False, color=color)


def in_color() -> bool:
    """Whether stdout is a terminal that wants colours (https://no-color.org)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _names(workspace: Workspace) -> forecast_report.Names:
    language, intent = workspace.settings.language, workspace.intent
    checks = catalog.load_all("checks", CheckSpec, root=workspace.root)
    return forecast_report.Names(
        checks={name: spec.title[language] for name, spec in checks.items()},
        services={service.name: service.title for service in intent.services},
        sites={site.name: site.title for site in intent.sites},
        site_of={name: host.data.site for name, host in workspace.hosts.items()},
        owners=verdict.owners(workspace),
    )
