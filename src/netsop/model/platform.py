"""A platform: how to talk to one vendor's devices and how to read what they say. All of it is data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from netsop.model.record import Record


class Driver(Record):
    """How a session is held. `netmiko` is the netmiko device type; `setup` are the session commands
    (paging off, width) sent once after login; `prompt` is a regular expression of the prompt's line."""

    netmiko: str
    setup: tuple[str, ...] = ()
    prompt: str = r"^\S+[>#\]$]\s*$"


class Column(Record):
    """Where a fact field's value comes from.

    column: the template's column, or the JSON member (a JMESPath expression relative to the row).
    arg: the question's parameter of this name (a command about one interface attests that interface).
    value: a constant that the presence of the row itself attests (for example protocol: lldp).
    convert: a conversion by name (parse/normalise.py); by default the one of the field's type.
    enum: the device's word → our word; a word that is not listed becomes an unknown, never a guess.
    absent: words that mean "no value".
    """

    column: str | None = None
    arg: str | None = None
    value: str | int | bool | None = None
    convert: str | None = None
    enum: dict[str, str] | None = None
    absent: tuple[str, ...] = ("", "-", "--", "N/A", "n/a")


class Mapping(Record):
    """Rows of one parser → facts of one kind. `when`: only rows where the column has one of the words."""

    fact: str
    fields: dict[str, Column]
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Parser(Record):
    """Either a TextFSM template (its text, loaded) or JSON with the rows' place in it."""

    textfsm: str | None = None
    json_rows: str | None = None


class ProbeSpec(Record):
    """A read-only question as this platform understands it.

    command: with `{parameter}` places that are filled from validated intent only.
    empty: regular expressions of an output that truly means "there are none".
    inactive: regular expressions of an output that means "this feature is not running here".
    """

    command: str
    parser: Parser
    facts: tuple[Mapping, ...]
    empty: tuple[str, ...] = ()
    inactive: tuple[str, ...] = ()
    timeout_s: float | None = None


class Platform(Record):
    """A platform, whole, with what it inherits already merged.

    refused: regular expressions of "I do not know this command" answers.
    interface_names: abbreviation → full name, lower case, for canonical comparison.
    """

    name: str
    title: str
    driver: Driver
    refused: tuple[str, ...] = ()
    interface_names: dict[str, str] = Field(default_factory=dict)
    probes: dict[str, ProbeSpec] = Field(default_factory=dict)
    status: Literal["stable", "experimental"] = "stable"
