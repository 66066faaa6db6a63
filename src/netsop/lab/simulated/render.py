"""A command line of a device → the text it prints, in the words of its platform (cli/PLATFORM/)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import Field

from netsop import yamlfile
from netsop.lab.simulated import filters
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.view import DeviceView
from netsop.model.intent import Name
from netsop.model.record import Record

FOLDER = Path(__file__).parent / "cli"


class Command(Record):
    """A command: a regular expression whose named groups the template gets."""

    match: str
    template: str


class Vendor(Record):
    """cli/PLATFORM/commands.yaml. extends: a platform whose commands and templates serve too.

    prompt, refused: texts with `{name}`, `{user}` and `{line}` places. quiet: commands that print nothing.
    """

    extends: Name | None = None
    prompt: str
    banner: str = ""
    refused: str
    newline: str = "\r\n"
    quiet: tuple[str, ...] = ()
    leave: tuple[str, ...] = ("exit", "quit", "logout")
    commands: tuple[Command, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Terminal:
    """A platform's command line, ready to answer."""

    vendor: Vendor
    commands: tuple[tuple[re.Pattern[str], str], ...]
    quiet: tuple[re.Pattern[str], ...]
    environment: Environment

    def answer(self, laboratory: Laboratory, device: str, line: str) -> str:
        """What the device prints for a line, with \\n line ends."""
        command = " ".join(line.split())
        if not command or any(each.fullmatch(command) for each in self.quiet):
            return ""
        view = DeviceView(laboratory, device)
        for pattern, template in self.commands:
            found = pattern.fullmatch(command)
            if found:
                values = {name: value for name, value in found.groupdict().items() if value is not None}
                return self.environment.get_template(template).render(d=view, **values)
        return self.fill(self.vendor.refused, device, "", command)

    def fill(self, text: str, device: str, user: str, line: str) -> str:
        """A text of the vendor with its places filled."""
        return text.replace("{name}", device).replace("{user}", user).replace("{line}", line.partition(" ")[0])


@cache
def terminal(platform: str) -> Terminal:
    """The command line of a platform. Raises NotFound when the laboratory has none."""
    vendor, folders, commands, quiet = _read(platform)
    environment = Environment(  # noqa: S701 - texts of a terminal, nothing is HTML
        loader=FileSystemLoader(folders), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters.FILTERS)
    return Terminal(
        vendor=vendor,
        commands=tuple((re.compile(command.match), command.template) for command in commands),
        quiet=tuple(re.compile(each) for each in quiet),
        environment=environment,
    )


def _read(platform: str) -> tuple[Vendor, list[Path], tuple[Command, ...], tuple[str, ...]]:
    path = FOLDER / platform / "commands.yaml"
    vendor = yamlfile.validate(Vendor, yamlfile.read(path))
    if vendor.extends is None:
        return vendor, [path.parent], vendor.commands, vendor.quiet
    _, folders, commands, quiet = _read(vendor.extends)
    return vendor, [path.parent, *folders], (*vendor.commands, *commands), (*vendor.quiet, *quiet)
