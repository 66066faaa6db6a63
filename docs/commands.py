"""Writes docs/commands.md from the commands' own --help. Run: .venv/bin/python docs/commands.py"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from netsop.cli.app import app

PAGE = Path(__file__).with_suffix(".md")
HEAD = """\
# Commands

What each command says of itself. This page is written by `docs/commands.py`; a test keeps it true.
"""


def page() -> str:
    """The page as it should be."""
    context = click.Context(app, info_name="netsop", terminal_width=80, **app.context_settings)
    return "".join([HEAD, *_blocks(app, context)])


def _blocks(command: click.Command, context: click.Context) -> Iterator[str]:
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    yield f"\n## {context.command_path}\n\n```text\n{text}\n```\n"
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner and not inner.hidden:
            yield from _blocks(inner, click.Context(inner, info_name=name, parent=context, terminal_width=80))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
