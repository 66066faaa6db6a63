"""How sure a cause is: what its rivals leave it, what nobody could see, and what speaks against it.

The raw figure is a likelihood among the hypotheses that there are. Of the causes given at 0.9, nine in ten should be
right. The bench measures that (bench/diagnosis): on the tuning seeds the figure was off by 0.015 on average, so that
CURVE is a straight line that never says "certain". With answers missing or old it says too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

CURVE: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 0.98))
"""(raw, what is said), rising; straight lines between. Change it where the bench finds another share right."""

_UNKNOWN_DOUBT = 0.9
_UNDECIDED_DOUBT = 0.75
_CONFLICT_DOUBT = 0.7


def confidence(rivals: Iterable[float], *, unmet: int, decided: bool, conflicts: int) -> float:
    """From 0 to 1. rivals: the likelihood of each relative to this one."""
    raw = 1.0 / (1.0 + sum(rivals)) * _UNKNOWN_DOUBT**unmet * _CONFLICT_DOUBT**conflicts
    return calibrated(raw if decided else raw * _UNDECIDED_DOUBT)


def calibrated(raw: float) -> float:
    """What is said for a raw figure."""
    for (low, at_low), (high, at_high) in pairwise(CURVE):
        if raw <= high:
            return at_low + (at_high - at_low) * (raw - low) / (high - low)
    return CURVE[-1][1]
