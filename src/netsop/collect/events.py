"""What a collection tells while it runs, for progress displays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from netsop.model.evidence import Outcome


@dataclass(frozen=True, slots=True)
class Event:
    """A device's progress: `done` of `total` questions are answered. outcome and reason come with `done`."""

    device: str
    phase: Literal["connecting", "asking", "done"]
    done: int
    total: int
    outcome: Outcome | None = None
    reason: str = ""


def ignore(_event: Event) -> None:
    """Listens to nothing."""
