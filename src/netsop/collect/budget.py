"""What one device may cost: time by the monotonic clock, and bytes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from netsop.collect.failure import SessionFailure
from netsop.model.evidence import Outcome


class Budget:
    """A device's deadline (seconds from now) and byte limit, both absolute over all phases of its session.

    stop: set from outside when the user stops the run; then every step ends.
    """

    def __init__(
        self, *, deadline_s: float, max_bytes: int, monotonic: Callable[[], float], stop: Event | None = None
    ) -> None:
        self._stop = stop or Event()
        self._monotonic = monotonic
        self._ends = monotonic() + deadline_s
        self._deadline_s = deadline_s
        self._max_bytes = max_bytes
        self._bytes = 0

    def pause(self, seconds: float) -> None:
        """Wait, but no longer than the user does."""
        self._stop.wait(seconds)

    def now(self) -> float:
        """The monotonic clock, in seconds."""
        return self._monotonic()

    def seconds(self, at_most: float) -> float:
        """The time that a step may take. Raises SessionFailure when the device's deadline has run out."""
        if self._stop.is_set():
            raise SessionFailure(Outcome.INTERRUPTED, "the run was interrupted")
        left = self._ends - self._monotonic()
        if left <= 0:
            raise SessionFailure(Outcome.TIMEOUT, f"the device's deadline of {self._deadline_s:g} s ran out")
        return min(left, at_most)

    def take(self, count: int) -> None:
        """Account for received bytes. Raises SessionFailure when the device has sent too much."""
        self._bytes += count
        if self._bytes > self._max_bytes:
            raise SessionFailure(Outcome.TOO_MUCH, f"more than {self._max_bytes} bytes of output; session closed")
