"""What a cable does to frames, without a laboratory: limited rate, claimed addresses, flapping; needs no root."""

from __future__ import annotations

from ipaddress import IPv4Address

import pytest

from netsop.lab.real.impostor import MAC, announcement, claimed_sender
from netsop.lab.real.wire import Cable, Impairment, Port

ADDRESS = IPv4Address("10.0.0.1").packed


def test_frames_wait_for_those_before_them() -> None:
    direction = Impairment(rate_bps=8_000)
    assert [direction.queued_s(50, now=0.0) for _ in range(3)] == pytest.approx([0.0, 0.05, 0.1])


def test_what_waits_too_long_does_not_hold_up_the_next() -> None:
    direction = Impairment(rate_bps=8_000)
    direction.queued_s(200, now=0.0)
    assert direction.queued_s(200, now=0.0) == pytest.approx(0.2)
    assert direction.queued_s(50, now=0.2) == 0.0


def test_no_limit_no_wait() -> None:
    assert Impairment().queued_s(1500, now=0.0) == 0.0


def test_an_announcement_claims_its_address() -> None:
    frame = announcement(ADDRESS)
    assert frame[6:12] == MAC
    assert claimed_sender(frame, frozenset({ADDRESS})) == ADDRESS
    assert claimed_sender(frame, frozenset({IPv4Address("10.0.0.2").packed})) is None


def test_only_arp_frames_claim_anything() -> None:
    frame = announcement(ADDRESS)
    assert claimed_sender(frame[:12] + b"\x08\x00" + frame[14:], frozenset({ADDRESS})) is None
    assert claimed_sender(frame[:30], frozenset({ADDRESS})) is None


def test_a_flapping_cable_is_dead_only_while_it_is_dark() -> None:
    cable = Cable("l1", Port("r1", "eth1"), Port("r2", "eth1"), flapping=True)
    assert cable.impaired
    assert not cable.dead
    cable.dark = True
    assert cable.dead
    cable.flapping = False
    assert not cable.dead


@pytest.mark.parametrize("direction", [Impairment(longest=1400), Impairment(rate_bps=1e6), Impairment(silent=True)])
def test_each_impairment_shows(direction: Impairment) -> None:
    assert Cable("l1", Port("r1", "eth1"), Port("r2", "eth1"), a_to_b=direction).impaired
