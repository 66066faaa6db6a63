"""How a session with a device ends badly: an outcome and a plain reason."""

from __future__ import annotations

from netsop.model.evidence import Outcome


class SessionFailure(Exception):  # noqa: N818  (an outcome, not a programming error)
    """The device, or one of its commands, did not come out well. `partial` is what had been read."""

    def __init__(self, outcome: Outcome, reason: str, partial: str = "") -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.partial = partial


FATAL = frozenset(
    {
        Outcome.UNREACHABLE,
        Outcome.CREDENTIALS,
        Outcome.HOST_KEY,
        Outcome.NO_PROMPT,
        Outcome.NO_SECRET,
        Outcome.TOO_MUCH,
        Outcome.DROPPED,
        Outcome.INTERRUPTED,
        Outcome.ERROR,
    }
)
"""Outcomes after which asking on makes no sense."""
