"""How sure a cause is: what its rivals leave it, what nobody could see, what speaks against it; made true on the bench.

The raw figure is a likelihood among the hypotheses that there are. Whether it is right as often as it says was measured
(bench/diagnosis, tuning seeds only), and CURVE puts it right: of the causes given at 0.9, nine in ten should be so.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

CURVE: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 0.98))
"""(raw, as often right), rising; straight lines between."""

_UNKNOWN_DOUBT = 0.9
_UNDECIDED_DOUBT = 0.75
_CONFLICT_DOUBT = 0.7


def confidence(rivals: Iterable[float], *, unmet: int, decided: bool, conflicts: int) -> float:
    """From 0 to 1. rivals: the likelihood of each relative to this one."""
    raw = 1.0 / (1.0 + sum(rivals)) * _UNKNOWN_DOUBT**unmet * _CONFLICT_DOUBT**conflicts
    return calibrated(raw if decided else raw * _UNDECIDED_DOUBT)


def calibrated(raw: float) -> float:
    """The share of causes with this raw figure that were right."""
    for (low, at_low), (high, at_high) in pairwise(CURVE):
        if raw <= high:
            return at_low + (at_high - at_low) * (raw - low) / (high - low)
    return CURVE[-1][1]
