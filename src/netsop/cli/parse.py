"""One raw output → facts, offline."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from netsop import isolate
from netsop.errors import InvalidInput, NotFound, Refused, Where
from netsop.facts.parsed import Parsed, Status
from netsop.model.platform import Platform
from netsop.parse.check import problems
from netsop.parse.explain import explain as explained
from netsop.parse.lookup import read
from netsop.platforms.loader import load_platforms
from netsop.report import explanation as report
from netsop.workspace.root import find_root

SCHEMA = "netsop.parse/1"
MAX_BYTES = 8 * 1024 * 1024
Result = TypeVar("Result")
_READ = frozenset({"ok", "partial", "empty"})


@click.command(name="parse", short_help="One raw output → facts, offline.")
@click.option("--platform", "-p", required=True, help="Whose output it is, for example cisco_ios.")
@click.option("--command", "-c", "command_text", required=True, help="The command that gave it, as it was typed.")
@click.option("--capability", "-k", default="", help="Read it for this capability only, for example bgp.")
@click.option("--explain", is_flag=True, help="Show the template, each rule, row and conversion, and what was left.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.pass_context
def command(
    ctx: click.Context, *, platform: str, command_text: str, capability: str, explain: bool, format_: str, file: Path
) -> None:
    """Read the output in FILE (or standard input) and show the facts that it attests, and what could not be read.

    The command's words may be abbreviated. Needs no workspace.

    Exit status: 0 read (also when it says that there are none), 1 not readable, 3 no such platform or file.

    \b
    Example:
      netsop parse -p cisco_ios -c "sh ip bgp sum" bgp.txt
      netsop parse -p cisco_ios -c "show interfaces" --explain interfaces.txt
      ssh r1 "ip -j route show table main" | netsop parse -p linux -c "ip -j route show table main" --format json
    """
    chosen, text = _platform(ctx, platform), _text(file)
    try:
        found, parsed = _within_limits(read, chosen, command_text, capability, text)
        notes = _within_limits(explained, chosen, command_text, capability, text) if explain else ()
    except Refused as stopped:  # a template stalls on this text
        found, parsed, notes = capability, Parsed(Status.UNKNOWN, f"{stopped.what}; it was stopped"), ()
    answer = as_json(found, parsed)
    if format_ == "json":
        extra = {"explanation": [dataclasses.asdict(each) for each in notes]} if explain else {}
        click.echo(_escaped(json.dumps({**answer, **extra}, ensure_ascii=False, indent=2)))
    else:
        sheets = [report.text(each) for each in notes]
        click.echo("\n\n".join([*(_shown(sheet) for sheet in sheets), as_table(answer)]))
    if parsed.status not in _READ:
        sys.exit(1)


def _within_limits(function: Callable[..., Result], platform: Platform, *rest: str) -> Result:
    """The function's result. Raises Refused when it takes too long; foreign data run in a process of their own."""
    return (isolate.run if platform.foreign else isolate.bounded)(function, platform, *rest)


def as_json(capability: str, parsed: Parsed) -> dict[str, Any]:
    """The answer in the form that design and acceptance data share."""
    return {
        "schema": SCHEMA,
        "capability": capability,
        "status": parsed.status.value,
        "reason": parsed.reason,
        "facts": [fact.to_json() for fact in parsed.facts],
        "unknown": [{"reason": each.reason, "line": each.line} for each in parsed.unread],
    }


def as_table(answer: dict[str, Any]) -> str:
    """The answer for people: one block for each kind of fact, one line for each fact."""
    lines = [f"{answer['status']}{': ' + answer['reason'] if answer['reason'] else ''}"]
    kind = ""
    for fact in answer["facts"]:
        if fact["fact"] != kind:
            kind = fact["fact"]
            lines += ["", kind]
        lines.append("  " + "  ".join(f"{name}={_cell(value)}" for name, value in fact.items() if name != "fact"))
    for each in answer["unknown"]:
        lines.append(f"not read: {'line ' + str(each['line']) + ': ' if each['line'] else ''}{each['reason']}")
    return _shown("\n".join(lines))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(_cell(item) for item in value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text}"' if " " in text or not text else text


def _shown(text: str) -> str:
    """Text from a device never reaches the terminal as control."""
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)


def _escaped(document: str) -> str:
    """What would be control to a terminal stays an escape in the JSON."""
    return re.sub(r"[\x7f-\x9f]", lambda char: f"\\u{ord(char[0]):04x}", document)


def _platform(ctx: click.Context, name: str) -> Platform:
    start = getattr(ctx.obj, "workspace_dir", None) or Path.cwd()
    try:
        root: Path | None = find_root(start)
    except NotFound:
        root = None  # reading needs no workspace; one may bring platforms of its own
    known = load_platforms(root)
    if name not in known:
        raise NotFound(f"there is no platform {name!r}", do=f"one of: {', '.join(known)}")
    platform = known[name]
    for problem in problems(platform) if platform.foreign else ():
        raise InvalidInput(problem, where=Where(file=f"inventory/extend/platforms/{platform.name}"))
    return platform


def _text(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if str(file) == "-" else _bytes(file)
    except FileNotFoundError as error:
        raise NotFound("no such file", where=Where(file=str(file))) from error
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", where=Where(file=str(file))) from error
    if len(data) > MAX_BYTES:
        raise InvalidInput(f"larger than {MAX_BYTES // 1024 // 1024} MiB", where=Where(file=str(file)))
    return data.decode("utf-8", errors="replace")


def _bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)
