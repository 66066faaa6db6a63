"""One answer → facts. Pure and deterministic; unknown is never turned into a value.

The order of judgement: rows that a mapping makes facts of; otherwise the device's own words (it does not know
the command, the feature is not running, something went wrong, there are none); otherwise unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from netsop.facts.fact import Fact
from netsop.facts.parsed import Parsed, Status, Unread
from netsop.model.platform import Platform, ProbeSpec
from netsop.parse import clean, jsonrows, pairs, template, textfsm, xmlrows
from netsop.parse.join import join
from netsop.parse.mapping import Mapper, mapper
from netsop.parse.rows import Rows
from netsop.parse.textfsm import Watch

Args = tuple[tuple[str, str], ...]
_MAX_UNREAD = 50
# Not an answer but the session itself: the same on every platform.
_SESSION = (
    r"^Connection (?:to \S+ )?(?:closed|reset|refused|timed out)",
    r"^(?:Username|login|Password|\S+'s password): ?$",
    r"^Permission denied, please try again",
)
_SHOWN = 120
# No device prints a longer line for people; an expression could need minutes for it.
_LONGEST_LINE = 4096


class Ending(Enum):
    """Whether anybody knows that the text is whole. A session that saw the prompt behind the answer does; for
    a file nobody does, unless it ends in a line feed or a prompt. FILTERED: unsure, and an output filter may have
    taken lines away, so that what is missing says nothing."""

    WHOLE = auto()
    UNSURE = auto()
    FILTERED = auto()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A probe of a platform, compiled. `spec` is kept so that its identity stays its own."""

    spec: ProbeSpec
    mappers: tuple[Mapper, ...]


_ready: dict[int, _Ready] = {}


def prepare(platform: Platform, spec: ProbeSpec) -> tuple[Mapper, ...]:
    """Compile a probe's mappings, once. Raises ValueError when its data name something that does not exist."""
    known = _ready.get(id(spec))
    if known is None or known.spec is not spec:
        known = _Ready(spec, tuple(mapper(mapping, platform.enums) for mapping in spec.facts))
        _ready[id(spec)] = known
    return known.mappers


def parse(
    platform: Platform, probe: str, args: Args, text: str, ending: Ending = Ending.WHOLE, *, typed: str = ""
) -> Parsed:
    """Read one answer. `args` are the parameters of the question; `typed` is the command that was typed, where that
    may be another than the probe's own."""
    spec = platform.spec(probe)
    if spec is None:
        return Parsed(Status.UNSUPPORTED, f"{platform.name} has no probe {probe!r}")
    lines, numbers = answer(platform, spec, args, text, typed)
    head = next((line.strip() for line in lines if line.strip()), "")
    if head and _matches(platform.refused, head):
        return Parsed(Status.UNSUPPORTED, f"the device says: {head[:_SHOWN]}")
    try:
        found = reading(platform, spec, lines, numbers, args=args, missing=missing(text, numbers, ending))
    except (ValueError, re.error) as error:
        return Parsed(Status.UNKNOWN, f"the data of the platform {platform.name} cannot be used: {error}")
    if found.facts:
        return _with_facts(found.facts, [*found.unread, *_foreign_bytes(lines, numbers)])
    return _without_facts(platform, spec, found, "\n".join(lines))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of an answer's lines: its rows, its facts, and what was left unread."""

    lines: list[str]
    rows: Rows
    facts: list[Fact]
    unread: list[Unread]


@dataclass(frozen=True, slots=True)
class Missing:
    """What may be missing of a text. cut: the place of the line within which it may end, 0 for none; filtered: an
    output filter may have taken lines away."""

    cut: int = 0
    filtered: bool = False


def reading(
    platform: Platform, spec: ProbeSpec, lines: list[str], numbers: list[int], *, args: Args, missing: Missing
) -> Reading:
    """Read the lines; where all have a margin that they may have been copied with, as they are and without it,
    whichever attests more. Raises ValueError when the platform's data cannot be used.
    """
    mappers, given = prepare(platform, spec), dict(args)
    found = _reading(mappers, find_rows(spec, lines, numbers, missing), given, lines)
    level = clean.without_margin(lines) if spec.parser.template else lines
    if level == lines:
        return found
    again = _reading(mappers, find_rows(spec, level, numbers, missing), given, level)
    return max(found, again, key=lambda one: (_attested(one), -len(one.unread)))


def _reading(
    mappers: tuple[Mapper, ...], rows: Rows, given: dict[str, str], lines: list[str]
) -> Reading:
    unread = list(rows.unread)
    facts: list[Fact] = []
    for one in mappers:
        facts += one.facts(rows.rows, given, unread)
        facts = join(facts, one.kind, one.joins) if one.joins else facts
    return Reading(lines, rows, facts, unread)


def _attested(found: Reading) -> int:
    return sum(len(fact.to_json()) for fact in found.facts)


def refusal(platform: Platform, text: str) -> str:
    """The device's own words where it refused a command or the session broke, '' where it did neither."""
    return _matches((*platform.refused, *platform.errors, *_SESSION), "\n".join(clean.lines(text, platform.noise)[0]))


def _asked(spec: ProbeSpec, args: Args) -> str:
    command = spec.command
    if "{" in command:
        for name, value in args:
            command = command.replace("{" + name + "}", value)
    return command


def answer(
    platform: Platform, spec: ProbeSpec, args: Args, text: str, typed: str = ""
) -> tuple[list[str], list[int]]:
    """The lines of the text that carry the answer, and their places (from 1)."""
    noise = platform.noise if spec.noise is None else spec.noise
    return clean.lines(text, noise, echoes=(_asked(spec, args), typed))


def missing(text: str, numbers: list[int], ending: Ending) -> Missing:
    """What may be missing of a text, by what is known of its ending. numbers: the places of the answer's lines."""
    ends_in_line = bool(numbers) and not text.endswith(("\n", "\r", "\0")) and numbers[-1] == text.count("\n") + 1
    return Missing(numbers[-1] if ends_in_line and ending is not Ending.WHOLE else 0, ending is Ending.FILTERED)


def find_rows(
    spec: ProbeSpec, lines: list[str], numbers: list[int], missing: Missing, watch: Watch | None = None
) -> Rows:
    """The rows of an answer, as the probe's parser finds them. Raises ValueError when its data cannot be used.

    watch: as in `textfsm.read`.
    """
    cut = missing.cut
    parser = spec.parser
    if parser.rows is not None:
        return jsonrows.read(parser.rows, lines, numbers)
    if parser.xml is not None:
        return xmlrows.read(parser.xml, lines, numbers)
    unread: list[Unread] = []
    if lines and len(max(lines, key=len)) > _LONGEST_LINE:
        pairs_of = list(zip(lines, numbers, strict=True))
        unread = [Unread(f"a line of {len(line)} characters", at) for line, at in pairs_of if len(line) > _LONGEST_LINE]
        lines = [line for line in lines if len(line) <= _LONGEST_LINE]
        numbers = [at for line, at in pairs_of if len(line) <= _LONGEST_LINE]
    if parser.pairs is not None:
        read = pairs.read_sheet if parser.pairs == "sheet" else pairs.read_entries
        found = read(lines, numbers, cut)
    else:
        found = textfsm.read(template.compile_template(parser.template), lines, numbers, watch=watch, cut=cut)
    found.unread[:0] = unread
    if missing.filtered:
        found.rows = [row._replace(thinned=True) for row in found.rows]
    return found


def _with_facts(facts: list[Fact], unread: list[Unread]) -> Parsed:
    if not unread:
        return Parsed(Status.OK, "", tuple(facts))
    return Parsed(Status.PARTIAL, reason_of(unread), tuple(facts), tuple(unread[:_MAX_UNREAD]))


def _foreign_bytes(lines: list[str], numbers: list[int]) -> list[Unread]:
    """Lines with bytes that are not UTF-8: a value that holds them is not quite what the device has."""
    mark = "\N{REPLACEMENT CHARACTER}"
    return [Unread(f"bytes that are not UTF-8 stand as {mark}", at)
            for line, at in zip(lines, numbers, strict=True) if mark in line]


def reason_of(unread: Sequence[Unread]) -> str:
    """The first that was left unread, in words, and how many more there are."""
    first, more = unread[0], len(unread) - 1
    place = f"line {first.line}: " if first.line else ""
    return f"{place}{first.reason}" + (f" (and {more} more)" if more else "")


def _without_facts(platform: Platform, spec: ProbeSpec, found: Reading, text: str) -> Parsed:
    rows, unread = found.rows, found.unread
    for patterns, status in (
        (spec.inactive, Status.UNSUPPORTED),
        (platform.refused, Status.UNSUPPORTED),
        ((*platform.errors, *_SESSION), Status.ERROR),
    ):
        if said := _matches(patterns, text):
            return Parsed(status, f"the device says: {said}")
    if rows.none:
        return Parsed(Status.EMPTY, "the device says that there are none")
    if any(re.search(pattern, text, re.MULTILINE | re.IGNORECASE) for pattern in spec.empty):
        return Parsed(Status.EMPTY, "the device says that there are none")
    if unread:
        return Parsed(Status.UNKNOWN, reason_of(unread), (), tuple(unread[:_MAX_UNREAD]))
    if not text.strip():
        return Parsed(Status.UNKNOWN, "the device answered nothing")
    reason = "nothing in this text has the form of an answer to the question"
    return Parsed(Status.UNKNOWN, reason, (), (Unread(f"{reason}: {_first(text)!r}", 1),))


def _first(text: str) -> str:
    return next((line.strip()[:_SHOWN] for line in text.split("\n") if line.strip()), "")


@lru_cache(maxsize=1024)
def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.MULTILINE | re.IGNORECASE)


def _matches(patterns: tuple[str, ...], text: str) -> str:
    """The line that one of the patterns is found in, '' when there is none."""
    found = _joined(patterns).search(text) if patterns else None
    if found is None:
        return ""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return text[start : end if end >= 0 else None].strip()[:_SHOWN]
