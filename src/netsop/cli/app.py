"""The command group. A command exists because its module exists here; it is imported when it is run."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

import netsop
from netsop.cli.context import Context

FOLDER = Path(__file__).parent
_DOCSTRING = re.compile(r'\A"""(.+?)(?:"""|\n)')
_EXPOSES = re.compile(r"^(?:def command\(|command\b)", re.MULTILINE)
EXIT_CODES = """\b
Exit codes:
  0    done; healthy
  1    findings: something is faulty (or this machine cannot do it)
  2    usage
  3    invalid case, inventory, template or settings
  4    some devices did not answer
  5    refused by a guard: approval, window, lock, host key
  6    changed, then rolled back
  7    state after a change unknown: a person must look
  130  interrupted; what was gathered is kept
"""


class PipeClosedError(Exception):
    """Whoever read the output went away. Not an OSError, of which click would make an exit code of its own."""


@contextmanager
def _pipe_closed() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise PipeClosedError from error


class Commands(click.Group):
    """A group whose commands are the modules of a folder.

    The listing reads the first line of each module's docstring from its text, so that `--help` imports none.
    """

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click's; it prints the help, so that the pipe may close here."""
        with _pipe_closed():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click's: run the command."""
        with _pipe_closed():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        del ctx
        return sorted(summaries(FOLDER))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None when there is no such module."""
        del ctx
        if cmd_name not in summaries(FOLDER):
            return None
        module = importlib.import_module(f"netsop.cli.{cmd_name.replace('-', '_')}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"netsop.cli.{cmd_name}.command is no click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, but an unknown command is answered with those that look alike."""
        if args and not args[0].startswith("-") and args[0] not in summaries(FOLDER):
            from difflib import get_close_matches  # noqa: PLC0415 - costs as much as half of `--help`

            alike = get_close_matches(args[0], self.list_commands(ctx), n=2)
            hint = f" Did you mean {' or '.join(alike)}?" if alike else " See netsop --help."
            ctx.fail(f"no such command: {args[0]}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The listing, from the modules' docstrings."""
        del ctx
        rows = sorted(summaries(FOLDER).items())
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


def summaries(folder: Path) -> dict[str, str]:
    """Command name → its one line, of every module of a folder that exposes `command`."""
    found = {}
    for path in folder.glob("[a-z]*.py"):
        text = path.read_text(encoding="utf-8")
        if _EXPOSES.search(text):
            line = _DOCSTRING.match(text)
            name = path.stem.replace("_", "-")
            found[name] = line[1].strip().removeprefix(f"netsop {name}: ") if line else ""
    return found


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-w", "--workspace", "workspace_dir", default=".", metavar="DIR",
    type=click.Path(path_type=Path), help="Work in this workspace instead of the one around this folder.",
)
@click.option("--debug", is_flag=True, help="When something fails, show where in the program.")
@click.version_option(netsop.__version__, prog_name="netsop")
@click.pass_context
def app(ctx: click.Context, *, workspace_dir: Path, debug: bool) -> None:
    """Take a network outage from the request letter to the completion letter, with proof."""
    context: Any = ctx.ensure_object(Context)
    context.workspace_dir = workspace_dir
    context.debug = debug
