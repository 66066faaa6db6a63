"""Health of the whole fleet, without a case: for people and for CI."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import Any

import click

from netsop import clock, pipeline
from netsop.cli import verdict
from netsop.cli.context import Context
from netsop.facts.parsed import Status
from netsop.model.case import Only
from netsop.model.evidence import Outcome, Run
from netsop.parse.engine import parse
from netsop.report import json as report
from netsop.report import text
from netsop.report.lines import render
from netsop.report.progress import Progress
from netsop.report.words import words
from netsop.workspace.root import open_workspace

SCHEMA = "netsop.collected/1"


@click.command()
@click.option("--collect-only", is_flag=True, help="Ask and read, without judging: how many facts each device gave.")
@click.option("--only", type=click.Choice(["physical", "logical"]), help="Only the checks of this layer.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="For people or machines.")
@click.option("--lang", type=click.Choice(["id", "en"]), help="Instead of the workspace's language.")
@click.pass_obj
def command(context: Context, /, *, collect_only: bool, only: Only | None, form: str, lang: str | None) -> int:
    """Every probe and check over the fleet; nothing is recorded.

    \b
    Example: netsop sweep --format json
    """
    workspace = verdict.in_language(open_workspace(context.workspace_dir), lang)
    known = pipeline.knowledge(workspace, only=only)
    with Progress(words(workspace.settings.language)) as progress:
        run = pipeline.gather(known, run_id=verdict.new_run_id(clock.now()), on_event=progress)
    if collect_only:
        rows = collected(known, run)
        _show_collected(run, rows, form)
        return 0 if all(row["outcome"] == "ok" for row in rows) else verdict.UNANSWERED
    result = pipeline.conclude(known, run)
    pipeline.remember(known, result)
    if form == "json":
        click.echo(report.dumps(report.document(run, result.diagnosis, only=only)), nl=False)
    else:
        view = verdict.view(workspace, result.diagnosis, title="sweep", case=None)
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        click.echo(render(text.panel(run, result.diagnosis, view), color=color), nl=False, color=color)
    return verdict.exit_code(run, result.diagnosis)


def collected(known: pipeline.Knowledge, run: Run) -> list[dict[str, Any]]:
    """For each device: how it came out, its answers, the facts read from them, and answers that were not read."""
    answers: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for item in run.evidence:
        device = item.question.device
        if item.outcome is not Outcome.OK:
            continue
        platform = known.platforms[known.workspace.hosts[device].platform]
        parsed = parse(platform, item.question.probe, item.question.args, item.text)
        answers[device] += 1
        facts[device] += len(parsed.facts)
        unread[device] += parsed.status is Status.UNKNOWN
    return [
        {
            "device": item.device,
            "outcome": item.outcome.value,
            "reason": item.reason,
            "answers": answers[item.device],
            "facts": facts[item.device],
            "unread": unread[item.device],
        }
        for item in sorted(run.devices, key=lambda item: item.device)
    ]


def _show_collected(run: Run, rows: list[dict[str, Any]], form: str) -> None:
    if form == "json":
        click.echo(json.dumps({"schema": SCHEMA, "run": run.id, "devices": rows}, ensure_ascii=False))
        return
    width = max([len(row["device"]) for row in rows], default=6)
    click.echo(f"{'device':{width}}  answers  facts  unread  outcome")
    for row in rows:
        click.echo(
            f"{row['device']:{width}}  {row['answers']:7}  {row['facts']:5}  {row['unread']:6}  {row['outcome']}"
            + (f" ({row['reason']})" if row["reason"] else "")
        )
