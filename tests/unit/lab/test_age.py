"""What devices tell of time follows the time of the fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_a_session_that_was_healed_is_young(bench: Callable[[], Any]) -> None:
    ill = bench()
    ill.laboratory.fault("isp-session-down", "session:bgp-core1-isp1")
    ill.clock[0] = 60.0
    ill.laboratory.heal("isp-session-down", "session:bgp-core1-isp1")
    ill.clock[0] = 90.0
    assert ill.laboratory.age_s("bgp bgp-core1-isp1", 5000) == 30
    assert ill.laboratory.age_s("bgp bgp-core2-isp2", 5000) > 5000
