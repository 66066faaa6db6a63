"""Putting a run's answers together: keys, merging, rates, gaps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from netsop.checks.observe import observe
from netsop.facts.interface_rate import InterfaceRate
from netsop.facts.interfaces import Interface
from netsop.facts.observations import Observations
from netsop.facts.parsed import Parsed, Status
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome
from netsop.model.probe import Question

T0 = datetime(2026, 1, 1, tzinfo=UTC)


def answer(
    probe: str, nth: int, at_s: float, *facts: Interface, outcome: Outcome = Outcome.OK
) -> tuple[Evidence, Parsed]:
    question = Question("r1", probe, (), nth)
    evidence = Evidence(question, probe, outcome, "why", T0 + timedelta(seconds=at_s), 1, "", "")
    return evidence, Parsed(Status.OK, facts=facts)


def rates(seen: Observations) -> InterfaceRate:
    (observed,) = seen.of("r1", "interface_rate")
    assert isinstance(observed.fact, InterfaceRate)
    return observed.fact


def watch(*answers: tuple[Evidence, Parsed]) -> Observations:
    return observe([DeviceOutcome("r1", Outcome.OK)], answers, lambda _device, name: name.lower())


def test_two_readings_give_a_rate() -> None:
    seen = watch(answer("interfaces", 1, 0, Interface(name="Eth1", in_errors=10, in_octets=1000)),
                 answer("interfaces", 2, 4, Interface(name="eth1", in_errors=30, in_octets=2000)))  # fmt: skip
    assert rates(seen).in_errors_per_s == 5.0
    assert rates(seen).in_bps == 2000.0
    assert rates(seen).in_crc_errors_per_s is None


def test_a_counter_that_went_back_gives_no_rate() -> None:
    seen = watch(answer("interfaces", 1, 0, Interface(name="eth1", in_errors=10)),
                 answer("interfaces", 2, 4, Interface(name="eth1", in_errors=3)))  # fmt: skip
    assert rates(seen).in_errors_per_s is None


def test_of_two_sources_the_one_that_sees_errors_counts() -> None:
    seen = watch(
        answer("interfaces", 1, 0, Interface(name="eth1", in_errors=0)),
        answer("interfaces.errors", 1, 0, Interface(name="eth1", in_errors=0)),
        answer("interfaces", 2, 2, Interface(name="eth1", in_errors=0)),
        answer("interfaces.errors", 2, 2, Interface(name="eth1", in_errors=8)),
    )
    assert rates(seen).in_errors_per_s == 4.0


def test_facts_of_one_interface_from_two_probes_are_one() -> None:
    seen = watch(answer("interfaces", 1, 0, Interface(name="eth1", mtu=1500)),
                 answer("interfaces.errors", 1, 0, Interface(name="ETH1", mtu=9, in_crc_errors=7)))  # fmt: skip
    (observed,) = seen.of("r1", "interface")
    assert observed.fact == Interface(name="eth1", mtu=1500, in_crc_errors=7)
    assert len(observed.refs) == 2


def test_what_was_not_read_is_a_gap_with_its_reason() -> None:
    seen = watch(answer("interfaces", 1, 0, outcome=Outcome.TIMEOUT))
    assert seen.gaps == {("r1", "interfaces", ()): "why"}
    assert not seen.of("r1", "interface")


def test_a_gap_that_another_answer_fills_is_none() -> None:
    seen = watch(
        answer("interfaces", 1, 0, Interface(name="eth1")), answer("interfaces.errors", 1, 0, outcome=Outcome.TIMEOUT)
    )
    assert not seen.gaps
