"""Two readings of an interface's counters → change per second. Pure.

A counter that went down wrapped (RFC 2863: at 2^32 for Counter32) or was set to zero. It is taken as a wrap only where
that is possible: it stood below 2^32, no other counter of the interface went down with it, and what then passed is not
more than the interface can carry. Otherwise nothing is known about that time.
"""

from __future__ import annotations

from netsop.facts.interface_rate import InterfaceRate
from netsop.facts.interfaces import Interface

ERRORS = {
    "in_errors": "in_errors_per_s",
    "in_crc_errors": "in_crc_errors_per_s",
    "out_errors": "out_errors_per_s",
    "in_discards": "in_discards_per_s",
    "out_discards": "out_discards_per_s",
    "carrier_transitions": "transitions_per_s",
}
OCTETS = {"in_octets": "in_bps", "out_octets": "out_bps"}
_COUNTER32 = 2**32
_SLACK = 1.05  # clocks and readings are not exact


def rate(earlier: Interface, later: Interface, over_s: float) -> InterfaceRate:
    """The rates between two readings `over_s` seconds apart: none when the counters were set to zero in between."""
    changes = {name: _change(earlier, later, name) for name in (*ERRORS, *OCTETS)}
    down = [name for name, change in changes.items() if change is not None and change < 0]
    if len(down) > 1 or any(not _can_wrap(earlier, later, name, over_s) for name in down):
        changes = {}
    whole = {name: change + _COUNTER32 * (change < 0) for name, change in changes.items() if change is not None}
    rates = {ERRORS[name]: round(change / over_s, 3) for name, change in whole.items() if name in ERRORS}
    rates |= {OCTETS[name]: round(change * 8 / over_s, 1) for name, change in whole.items() if name in OCTETS}
    return InterfaceRate(name=later.name, over_s=round(over_s, 3), **rates)


def _change(earlier: Interface, later: Interface, counter: str) -> int | None:
    before, after = getattr(earlier, counter), getattr(later, counter)
    return None if before is None or after is None else after - before


def _can_wrap(earlier: Interface, later: Interface, counter: str, over_s: float) -> bool:
    before, after, speed = getattr(earlier, counter), getattr(later, counter), later.speed_bps
    if counter not in OCTETS or before >= _COUNTER32 or not speed:
        return False
    passed = after - before + _COUNTER32
    return bool(passed * 8 <= speed * over_s * _SLACK)
