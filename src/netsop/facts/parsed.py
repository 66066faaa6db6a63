"""What parsing one answer gave: facts, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netsop.facts.fact import Fact


class Status(StrEnum):
    """How the reading of one answer came out."""

    OK = "ok"
    PARTIAL = "partial"          # facts, and something that was left unread
    EMPTY = "empty"              # the device says that there are none
    UNSUPPORTED = "unsupported"  # the device or the platform folder does not have it, or the feature is off
    UNKNOWN = "unknown"          # there was text, and nothing trustworthy in it
    ERROR = "error"              # the device said that something went wrong


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that could not be read: why, and the line (from 1) where known."""

    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The facts of one answer."""

    status: Status
    reason: str = ""
    facts: tuple[Fact, ...] = ()
    unread: tuple[Unread, ...] = ()
