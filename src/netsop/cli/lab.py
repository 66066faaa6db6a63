"""A laboratory that stands in for the network: start it, break something, mend it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from netsop.cli.context import Context
from netsop.errors import UsageError
from netsop.workspace.root import find_root, open_workspace


@click.group()
def command() -> None:
    """A laboratory that stands in for the network: start it, break something, mend it.

    \b
    Example: netsop lab up && netsop lab fault link-cut link:core1-dist1
    """


@command.command()
@click.option("--real", "kind", flag_value="real", help="FRR routers in network namespaces; needs Linux and root.")
@click.option("--simulated", "kind", flag_value="simulated", default="simulated", help="SSH devices in one process.")
@click.pass_obj
def up(context: Context, kind: str) -> None:
    """Start the laboratory of this workspace; returns when it answers.

    \b
    Example: netsop lab up --real
    """
    from netsop.lab import control  # noqa: PLC0415 - heavy

    overlay = control.up(_root(context), "real" if kind == "real" else "simulated")
    click.echo(f"the {overlay.laboratory} laboratory is up: {len(overlay.hosts)} devices")


@command.command()
@click.pass_obj
def down(context: Context) -> None:
    """End the laboratory; nothing of it is left.

    \b
    Example: netsop lab down
    """
    from netsop.lab import control  # noqa: PLC0415

    click.echo(f"the {control.down(_root(context))} laboratory is down")


@command.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or machines.")
@click.pass_obj
def status(context: Context, form: str) -> None:
    """What runs, and which faults are active in it.

    \b
    Example: netsop lab status --format json
    """
    from netsop.lab import control  # noqa: PLC0415

    answer = control.status(_root(context))
    if form == "json":
        click.echo(json.dumps({"schema": "netsop.lab/1", **answer}, sort_keys=True))
        return
    click.echo(f"{answer['laboratory']} laboratory")
    lines = [f"  {item['fault']} {item['component']}" for item in answer["faults"]]
    click.echo("\n".join(lines or ["  no fault is active"]))


@command.command()
@click.argument("fault")
@click.argument("component")
@click.pass_obj
def fault(context: Context, fault: str, component: str) -> None:
    """Break COMPONENT with FAULT; returns when the fault is proven active.

    \b
    Example: netsop lab fault link-cut link:core1-dist1
    """
    from netsop.lab import control  # noqa: PLC0415

    answer = control.fault(_root(context), fault, component)
    click.echo(f"{answer['fault']} {answer['component']} is active")
    for proof in answer.get("proven", ()):
        click.echo(f"  {proof}")


@command.command()
@click.argument("fault", required=False)
@click.argument("component", required=False)
@click.option("--all", "everything", is_flag=True, help="Mend everything.")
@click.pass_obj
def heal(context: Context, fault: str | None, component: str | None, everything: bool) -> None:
    """Mend a fault, or all; returns when it is proven gone.

    \b
    Example: netsop lab heal --all
    """
    from netsop.lab import control  # noqa: PLC0415

    if not everything and fault is None:
        raise UsageError("say which fault to mend", do="or: netsop lab heal --all")
    answer = control.heal(_root(context), None if everything else fault, None if everything else component)
    lines = [f"{item['fault']} {item['component']} is gone" for item in answer["healed"]]
    click.echo("\n".join(lines or ["nothing to mend"]))


@command.command()
@click.pass_obj
def faults(context: Context) -> None:
    """The faults that the laboratories can show, and which of the two shows each.

    \b
    Example: netsop lab faults
    """
    from netsop.lab.faults import listing  # noqa: PLC0415

    language = open_workspace(_root(context), overlay=False).settings.language
    labs: dict[str, list[str]] = {}
    items: dict[str, dict[str, Any]] = {}
    for lab in ("simulated", "real"):
        for item in listing(lab):
            labs.setdefault(item["fault"], []).append(lab)
            items.setdefault(item["fault"], item)
    for name, item in sorted(items.items()):
        click.echo(f"{name:23} {item['component']:11} {' and '.join(labs[name]):19} {item['title'][language]}")


def _root(context: Context) -> Path:
    return find_root(context.workspace_dir)
