"""A platform: how to talk to one vendor's devices and how to read what they say. All of it is data."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from netsop.model.record import Record


class Driver(Record):
    """How a session is held. `netmiko` is the netmiko device type; `setup` are the session commands
    (paging off, width) sent once after login; `prompt` is a regular expression of the prompt's line;
    `username_suffix` is appended to the user name (RouterOS takes terminal options there)."""

    netmiko: str
    username_suffix: str = ""
    setup: tuple[str, ...] = ()
    prompt: str = r"^\S+[>#\]$]\s*$"


class Column(Record):
    """Where a fact field's value comes from. In YAML a bare text or list stands for `column:` of it.

    column: the template's column, or a dotted path of JSON members; of several the first that is attested.
    arg: the question's parameter of this name (a command about one interface attests that interface);
        a column beside it counts where the question has no such parameter.
    value: a constant that the presence of the row itself attests (for example protocol: lldp).
    pattern: a regular expression whose first group is the value; where it does not match there is no value.
    format: where the columns give nothing, the value is this text with its `{column}` places filled.
    otherwise: the word that a missing member means, where the format prints it only when it is so.
    has: the value is `true` or `false`: whether the column (a list, or flag letters) holds this word.
    convert: a conversion by name (parse/normalise.py); by default the one of the field's type.
    split: for a field that is a list: a regular expression of what parts the values of one text.
    join: for a field that is none: what stands between the texts of a column that is a list (several lines).
    scale: a factor to the field's unit.
    enum: the device's word → our word (capitals count only where the table has both), or the name of such a
        table under `enums` of the platform; a word that is not listed becomes an unknown, never a guess.
    absent: words that mean "no value".
    """

    column: str | tuple[str, ...] | None = None
    arg: str | None = None
    value: str | int | bool | None = None
    pattern: str | None = None
    format: str | None = None
    otherwise: str | None = None
    has: str | None = None
    convert: str | None = None
    split: str | None = None
    join: str | None = None
    scale: float | None = None
    enum: dict[str, str] | str | None = None
    absent: tuple[str, ...] = ("", "-", "--", "N/A", "n/a")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"column": data} if isinstance(data, str | list) else data

    @field_validator("enum", mode="before")
    @classmethod
    def _words(cls, data: Any) -> Any:
        """Words that YAML types (true, 1) are words all the same."""
        if not isinstance(data, dict):
            return data
        return {str(word).lower() if isinstance(word, bool) else str(word): meaning for word, meaning in data.items()}

    @model_validator(mode="after")
    def _one_source(self) -> Column:
        cells = self.column is not None or self.format is not None or self.arg is not None
        if cells == (self.value is not None):
            raise ValueError("needs either a value, or a column, format or arg")
        return self


class Mapping(Record):
    """Rows of one parser → facts of one kind.

    when: only rows where each of these columns has one of the words; unless: only rows where none has.
    requires: fields without which a row is not of this kind (by default any one key field will do).
    joins: rows of one answer that agree in these fields, and contradict one another in none, are one fact
        (a table of parts and one of their serial numbers).
    """

    fact: str
    fields: dict[str, Column]
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    requires: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


class Parser(Record):
    """How rows are found: exactly one of

    textfsm: a TextFSM template, by its file name in the platform's folder, or as `other_platform/file`;
    ntc: a TextFSM template of the library ntc-templates, by its name without the ending;
    rows: JSON, with the way to the rows in it (parse/jsonrows.py), or several ways to be tried in turn;
    xml: the same for XML (parse/xmlrows.py);
    pairs: `entries` (numbered, flagged entries of key=value) or `sheet` (lines of `key: value`).
    `template` is the text of a TextFSM template, loaded.
    """

    textfsm: str | None = None
    ntc: str | None = None
    template: str = ""
    rows: tuple[str, ...] | None = None
    xml: tuple[str, ...] | None = None
    pairs: Literal["entries", "sheet"] | None = None

    @field_validator("rows", "xml", mode="before")
    @classmethod
    def _one_path(cls, data: Any) -> Any:
        return (data,) if isinstance(data, str) else data

    @model_validator(mode="after")
    def _one_way(self) -> Parser:
        ways = (self.textfsm, self.ntc, self.rows, self.xml, self.pairs)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("needs exactly one of textfsm, ntc, rows, xml and pairs")
        return self

    @property
    def name(self) -> str:
        """What reads the answer, in words for people."""
        if self.textfsm is not None:
            return f"TextFSM template {self.textfsm}"
        if self.ntc is not None:
            return f"TextFSM template {self.ntc} of ntc-templates"
        if self.pairs is not None:
            return f"pairs ({self.pairs})"
        return f"{'XML' if self.xml else 'JSON'} at {' or '.join(self.xml or self.rows or ())}"


class ProbeSpec(Record):
    """A read-only question as this platform understands it.

    command: with `{parameter}` places that are filled from validated intent only.
    forms: other commands whose answer reads the same, for reading offline, as a vendor's manual writes them:
        `[optional]`, `(one, or another)`, `{argument}`, `...` for anything more. Every word may be abbreviated.
    matches: regular expressions of other spellings, for what a form cannot say.
    empty: regular expressions of an output that truly means "there are none".
    inactive: regular expressions of an output that means "this feature is not running here".
    noise: instead of the platform's, for an answer in which log messages are what was asked for.
    """

    command: str
    forms: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    parser: Parser
    facts: tuple[Mapping, ...]
    empty: tuple[str, ...] = ()
    inactive: tuple[str, ...] = ()
    noise: tuple[str, ...] | None = None
    timeout_s: float | None = Field(default=None, gt=0, le=600)


class CapabilityFile(Record):
    """Any other YAML file of a platform's folder, as a rule one for each capability (`arp.yaml`): more of its
    probes, readers and enums, as in PlatformFile."""

    enums: dict[str, dict[str, str]] = Field(default_factory=dict)
    probes: dict[str, ProbeSpec] = Field(default_factory=dict)
    readers: dict[str, ProbeSpec] = Field(default_factory=dict)


class PlatformFile(Record):
    """platform.yaml as written. `extends` names a platform whose data this one adds to or overrides.

    also: other names of this platform (netmiko device types), accepted wherever a platform is named.
    borrows: platforms whose own probes and readers can be read here too, but are not asked for.
    wrappers: regular expressions of a command around a command (`vtysh -c "…"`); the first group is the inner one.
    read_only: regular expressions; a command that none of them matches is refused.
    refused: regular expressions of "I do not know this command" answers; errors: of "something went wrong".
    noise: regular expressions of lines that come from elsewhere (pager, log messages) and are skipped.
    interface_names: abbreviation → full name, lower case, for canonical comparison.
    enums: tables of the device's words → our words, that columns may name.
    probes: questions that may be asked. readers: answers that can be read offline but are never asked for.
    """

    title: str
    extends: str | None = None
    also: tuple[str, ...] = ()
    borrows: tuple[str, ...] = ()
    wrappers: tuple[str, ...] = ()
    status: Literal["stable", "experimental"] = "stable"
    driver: Driver | None = None
    read_only: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    interface_names: dict[str, str] = Field(default_factory=dict)
    enums: dict[str, dict[str, str]] = Field(default_factory=dict)
    probes: dict[str, ProbeSpec] = Field(default_factory=dict)
    readers: dict[str, ProbeSpec] = Field(default_factory=dict)


class Platform(Record):
    """A platform, whole, with what it inherits already merged. Fields as in PlatformFile.

    foreign: it comes from a workspace, so that its templates are run under limits.
    lent: those of its readers that it borrows; its own come first.
    """

    name: str
    title: str
    also: tuple[str, ...] = ()
    wrappers: tuple[str, ...] = ()
    status: Literal["stable", "experimental"] = "stable"
    driver: Driver
    read_only: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    interface_names: dict[str, str] = Field(default_factory=dict)
    enums: dict[str, dict[str, str]] = Field(default_factory=dict)
    probes: dict[str, ProbeSpec] = Field(default_factory=dict)
    readers: dict[str, ProbeSpec] = Field(default_factory=dict)
    foreign: bool = False
    lent: tuple[str, ...] = ()

    def spec(self, probe: str) -> ProbeSpec | None:
        """How a probe, or something that is only read, works here; None when this platform has it not."""
        return self.probes.get(probe) or self.readers.get(probe)
