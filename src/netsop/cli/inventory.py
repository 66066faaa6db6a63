"""The devices and what should be true of them: check, show, draw; host keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from netsop.cli.context import Context
from netsop.errors import InvalidInput, NotFound, Where
from netsop.model.workspace import Workspace
from netsop.workspace.root import Examination, examine, find_root, open_workspace

_INVALID = InvalidInput.exit_code


@click.group()
def command() -> None:
    """The devices and what should be true of them.

    \b
    Example: netsop inventory check
    """


@command.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or machines.")
@click.pass_obj
def check(context: Context, form: str) -> int:
    """Everything that is wrong with the inventory, each as file:line: field: what. Exit 3 when there is any.

    \b
    Example: netsop -w /srv/city inventory check
    """
    root = find_root(context.workspace_dir)
    examination, problems = _examined(root)
    if form == "json":
        click.echo(json.dumps({"schema": "netsop/problems/1", "problems": [_problem(item) for item in problems]}))
    elif problems:
        for item in problems:
            click.echo(str(item))
        click.echo(f"netsop: {len(problems)} to mend", err=True)
    else:
        click.echo(_summary(examination))
    return _INVALID if problems else 0


def _examined(root: Path) -> tuple[Examination, list[InvalidInput]]:
    from netsop.parse.check import problems as platform_problems  # noqa: PLC0415 - not needed by the other commands
    from netsop.platforms.loader import load_platforms  # noqa: PLC0415
    from netsop.workspace.lab import FILE, read_lab  # noqa: PLC0415
    from netsop.workspace.problems import Problems  # noqa: PLC0415
    from netsop.workspace.settings import read_settings  # noqa: PLC0415

    problems, platforms = Problems(), load_platforms(root)
    with problems.catching():
        read_settings(root, {})
    for name in platforms.foreign:
        with problems.catching():
            for problem in platform_problems(platforms[name]):
                raise InvalidInput(problem, where=Where(file=f"inventory/extend/platforms/{name}"))
    examination = examine(root, known_platforms=platforms)
    problems.found.extend(examination.problems)
    if (root / FILE).exists():
        with problems.catching():
            read_lab(root)
    return examination, problems.found


def _problem(error: InvalidInput) -> dict[str, Any]:
    where = error.where
    place = {"file": where.file, "line": where.line, "field": where.field} if where else {}
    return {**place, "what": error.what, "do": error.do}


def _summary(examination: Examination) -> str:
    intent = examination.declared.intent
    adjacencies = len(intent.all_sessions()) - len(intent.sessions)
    return (
        f"ok: {len(examination.hosts.hosts)} devices, {len(intent.sites)} sites, {len(intent.links)} links, "
        f"{len(intent.circuits)} circuits, {len(intent.sessions)} BGP sessions, {adjacencies} OSPF adjacencies, "
        f"{len(intent.services)} services"
    )


@command.command()
@click.argument("name", required=False)
@click.option("--capabilities", is_flag=True, help="What platforms can be asked, and what can be read.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="For people or machines.")
@click.pass_obj
def show(context: Context, name: str | None, capabilities: bool, form: str) -> None:
    """The inventory; with the NAME of a device, site, link … what it is and all that touches it.

    With --capabilities: what the platforms in use can be asked, and what no platform supports yet; with the NAME of
    a platform its commands, one by one.

    \b
    Example:
      netsop inventory show core1
      netsop inventory show --capabilities cisco_nxos
    """
    from netsop.report import inventory as report  # noqa: PLC0415 - not needed by `check`

    workspace = open_workspace(context.workspace_dir, overlay=False)
    found: Sequence[report.Table] = _capabilities(workspace, name) if capabilities else report.tables(workspace, name)
    if form == "table":
        click.echo("\n\n".join(_headed(table) for table in found if table.rows))
    elif name is None and not capabilities:
        click.echo(json.dumps(report.document(workspace), ensure_ascii=False))
    else:
        click.echo(json.dumps(_rows(found), ensure_ascii=False))


def _capabilities(workspace: Workspace, name: str | None) -> list[Any]:
    from netsop.platforms.loader import load_platforms  # noqa: PLC0415
    from netsop.report import coverage  # noqa: PLC0415

    platforms = load_platforms(workspace.root)
    if name is None:
        used = sorted({host.platform for host in workspace.hosts.values() if host.platform in platforms})
        return [coverage.matrix(platforms, used), coverage.listing(platforms)]
    if name not in platforms:
        raise NotFound(f"there is no platform {name!r}", do=f"one of: {', '.join(platforms)}")
    return [coverage.probes(platforms[name])]


def _headed(table: Any) -> str:
    names, *rows = table.lines()
    return "\n".join([click.style(table.title, bold=True), click.style(names, dim=True), *rows])


def _rows(found: Sequence[Any]) -> dict[str, Any]:
    rows = {
        table.title: [dict(zip(map(str.lower, table.columns), row, strict=True)) for row in table.rows]
        for table in found
    }
    return {"schema": "netsop/inventory-rows/1", **rows}


@command.command()
@click.option("--format", "form", type=click.Choice(["mermaid", "svg"]), default="mermaid", help="Text, or a picture.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.pass_obj
def graph(context: Context, form: str, output: Path | None) -> None:
    """The network as a drawing.

    \b
    Example: netsop inventory graph --format svg -o network.svg
    """
    workspace = open_workspace(context.workspace_dir, overlay=False)
    text = _drawn(workspace, form)
    if output is None:
        click.echo(text, nl=False)
        return
    from netsop.durable import write_atomic  # noqa: PLC0415

    write_atomic(output, text)
    click.echo(f"netsop: wrote {output}", err=True)


def _drawn(workspace: Workspace, form: str) -> str:
    from netsop.report.graph.network import network  # noqa: PLC0415

    if form == "svg":
        from netsop.report.graph.svg import svg  # noqa: PLC0415

        return svg(network(workspace))
    from netsop.report.graph.mermaid import mermaid  # noqa: PLC0415

    return mermaid(network(workspace))


@command.command()
@click.option("--write", is_flag=True, help="Add the keys of devices that are not known yet to known_hosts.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or machines.")
@click.pass_obj
def hostkeys(context: Context, write: bool, form: str) -> int:
    """Ask each device for its host key and propose lines for known_hosts. No login is tried.

    A key that differs from the known one is never written: exit 5. A device that does not answer: exit 4.
    Compare a fingerprint with what the device's console shows before you trust it.

    \b
    Example: netsop inventory hostkeys --write
    """
    from netsop.collect.hostkeys import scan  # noqa: PLC0415 - brings the SSH library
    from netsop.report import hostkeys as report  # noqa: PLC0415

    workspace = open_workspace(context.workspace_dir)
    timeout_s = workspace.settings.collect.connect_timeout_s
    found = [
        report.HostKey(each.device, each.trust, each.line, each.reason)
        for each in scan(workspace.hosts.values(), workspace.known_hosts, timeout_s=timeout_s)
    ]
    if form == "json":
        click.echo(json.dumps(report.document(found), ensure_ascii=False))
    else:
        for line in report.lines(found):
            click.echo(line)
    if write:
        from netsop.workspace.known_hosts import add  # noqa: PLC0415

        count = add(workspace.root, workspace.known_hosts, [each.line for each in found if each.trust == "unknown"])
        click.echo(f"netsop: {count} added to {workspace.known_hosts}", err=True)
    return report.exit_code(found)
