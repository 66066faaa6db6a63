from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsop.checks.rates import rate
from netsop.facts.interfaces import Interface

GIGABIT = 1_000_000_000


def reading(octets: int | None = None, errors: int | None = None, speed: int | None = GIGABIT) -> Interface:
    return Interface(name="eth0", in_octets=octets, in_errors=errors, speed_bps=speed)


def test_a_rate_is_the_change_over_the_time() -> None:
    found = rate(reading(1000, 5), reading(2250, 8), 10.0)
    assert (found.in_bps, found.in_errors_per_s, found.out_bps, found.over_s) == (1000.0, 0.3, None, 10.0)


def test_a_counter_of_32_bits_wraps() -> None:
    found = rate(reading(2**32 - 100), reading(400), 1.0)
    assert found.in_bps == 4000.0


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (reading(2**31), reading(400)),  # more than a gigabit in a second
        (reading(2**40), reading(400)),  # a counter of 64 bits
        (reading(2**32 - 100, 7), reading(400, 0)),  # the errors went down too
        (reading(None, 7), reading(None, 0)),
        (reading(2**32 - 100, speed=None), reading(400, speed=None)),
    ],
)
def test_what_cannot_be_a_wrap_is_a_reset_and_gives_no_rates(earlier: Interface, later: Interface) -> None:
    assert rate(earlier, later, 1.0).to_json() == {"fact": "interface_rate", "name": "eth0", "over_s": 1.0}


@given(st.integers(0, 2**32 - 1), st.integers(0, GIGABIT // 8), st.floats(1, 60))
def test_a_plausible_change_is_exact_with_and_without_a_wrap(before: int, change: int, over_s: float) -> None:
    found = rate(reading(before), reading((before + change) % 2**32), over_s)
    assert found.in_bps == round(change * 8 / over_s, 1)
