"""Evidence: the raw answer of a device to one question, and the record of a whole run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from netsop.model.lab import Overlay
from netsop.model.probe import Question
from netsop.model.trend import Sample


class Outcome(StrEnum):
    """How a device, or one of its commands, came out."""

    OK = "ok"
    UNREACHABLE = "unreachable"  # no TCP connection: refused, timed out, no route
    CREDENTIALS = "credentials-refused"  # login refused
    HOST_KEY = "host-key-mismatch"  # unknown or changed host key; nothing was sent
    NO_PROMPT = "no-prompt"  # login went through, no prompt came
    TIMEOUT = "timeout"  # the command or the device's deadline ran out
    TOO_MUCH = "too-much-output"  # the byte limit was reached
    DROPPED = "dropped"  # the session ended in mid-answer
    NO_PROBE = "no-probe"  # the platform has no such probe
    NO_SECRET = "no-secret"  # noqa: S105 - the password reference could not be resolved
    NOT_ASKED = "not-asked"  # an earlier failure made asking pointless
    INTERRUPTED = "interrupted"  # the user stopped the run
    ERROR = "error"  # anything else; the reason says what


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer. `text` is already safe to show: secrets masked, control characters neutralised.

    digest: SHA-256 (hex) of `text` in UTF-8. started: when the command was sent, with offset.
    outcome is OK when the device gave an answer and its prompt came back, whatever the answer says.
    """

    question: Question
    command: str
    outcome: Outcome
    reason: str
    started: datetime | None
    elapsed_ms: int
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class DeviceOutcome:
    """How the session with one device came out as a whole."""

    device: str
    outcome: Outcome
    reason: str = ""
    elapsed_ms: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A collection: who was asked, how each came out, and every answer. Stored, it can be replayed.

    overlay: what the laboratory that stood in for the network changed in the inventory, None without one.
    earlier: readings of runs before this one.
    """

    id: str
    started: datetime
    finished: datetime
    workspace_digest: str
    laboratory: str | None
    devices: tuple[DeviceOutcome, ...]
    evidence: tuple[Evidence, ...] = field(default_factory=tuple)
    overlay: Overlay | None = None
    earlier: tuple[Sample, ...] = ()
