"""Why a cause was chosen, and what became of a suspicion."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from netsop.diagnosis.rank import Ranking, answer
from netsop.diagnosis.why import why, why_not
from netsop.model.component import Component
from netsop.model.finding import Finding, Verdict
from netsop.model.reasoning import Argument

Ranked = Callable[..., Ranking]
PORT, FAR = "interface:core1/GigabitEthernet0/0/3", "interface:dist1/sfp-sfpplus1"
CUT = (
    f"interface-oper {PORT}", f"interface-oper {FAR}", f"optics-rx {PORT}", f"optics-rx {FAR}",
    "link-ping link:core1-dist1", "ospf-session session:ospf-core1-dist1",
)  # fmt: skip
NAMES = "service-dns service:city-dns"


@pytest.fixture(scope="module")
def both(ranked: Ranked) -> Ranking:
    return ranked((*CUT, NAMES))


def told(findings: tuple[Finding, ...]) -> set[str]:
    return {f"{finding.check} {finding.component}" for finding in findings}


def ask(ranking: Ranking, fault: str, component: str) -> Argument:
    return why_not(ranking, fault, Component.parse(component))


def test_two_causes_are_argued_in_the_order_of_the_diagnosis(both: Ranking) -> None:
    reasoning = why(both)
    assert [(a.fault, a.component) for a in reasoning.arguments] == [
        (cause.fault, cause.component) for cause in answer(both).causes
    ]
    assert {a.fault for a in reasoning.arguments} == {"link-cut", "dns-down"}
    assert all(argument.standing == "chosen" for argument in reasoning.arguments)
    assert reasoning.unexplained == ()
    assert reasoning.failing == len(both.search.failing)


def test_what_decides_is_held_with_its_state(both: Ranking) -> None:
    cut = next(a for a in why(both).arguments if a.fault == "link-cut")
    decisive = [(h.check, h.wanted, h.state) for h in cut.held if h.part == "must"]
    assert ("interface-oper", Verdict.FAIL, Verdict.PASS) in decisive
    assert ("interface-admin", Verdict.PASS, Verdict.PASS) in decisive
    assert set(CUT) <= told(cut.explains)
    assert (cut.against, cut.not_known) == ((), ())


def test_a_rival_is_compared_with_the_one_in_whose_place_it_stands(both: Ranking) -> None:
    reasoning = why(both)
    for argument, rivals in zip(reasoning.arguments, reasoning.rivals, strict=True):
        for rival in rivals:
            assert rival.chosen == ((argument.fault, argument.component),)
            assert rival.likelihood <= 1
            assert not set(rival.alone) & set(rival.explains)


def test_the_nearest_is_told_also_when_nothing_comes_near(both: Ranking) -> None:
    assert [len(rivals) for rivals in why(both).rivals] >= [1, 1]


def test_what_is_not_explained_is_told(ranked: Ranked) -> None:
    ranking = ranked(("circuit-latency circuit:nothing", NAMES))
    assert why(ranking).unexplained == answer(ranking).unexplained


def test_a_healthy_network_has_no_reasons(ranked: Ranked) -> None:
    reasoning = why(ranked())
    assert (reasoning.failing, reasoning.arguments, reasoning.candidates) == (0, (), 0)


def test_chosen(both: Ranking) -> None:
    assert ask(both, "link-cut", "link:core1-dist1").standing == "chosen"


def test_refuted_by_what_must_fail_and_passes(both: Ranking) -> None:
    argument = ask(both, "interface-disabled", FAR)
    assert argument.standing == "refuted"
    assert told(argument.against) == {f"interface-admin {FAR}"}
    assert f"interface-oper {FAR}" in told(argument.explains)
    assert argument.chosen == (("link-cut", Component.parse("link:core1-dist1")),)


def test_what_rules_out_only_when_all_agree_is_not_held_against_it(ranked: Ranked) -> None:
    """dns-down is ruled out where everything at its place fails; one of two failing says nothing."""
    ranking = ranked((NAMES, "service-reach service:portal-reach"))
    argument = ask(ranking, "dns-down", "service:city-dns")
    hits = [held for held in argument.held if held.check == "service-reach"]
    assert hits
    assert bool(told(argument.against)) == all(f.verdict is Verdict.FAIL for held in hits for f in held.findings)


def test_unsupported_where_nothing_fails(both: Ranking) -> None:
    argument = ask(both, "link-cut", "link:core2-dist2")
    assert (argument.standing, argument.explains, argument.chosen) == ("unsupported", (), ())
    assert "interface-oper interface:core2/sfp-sfpplus5" in told(argument.against)


def test_unsupported_because_nobody_could_see(ranked: Ranked) -> None:
    ranking = ranked(CUT, ("interface-* interface:*dist2*", "interface-* interface:core2/sfp-sfpplus5"))
    argument = ask(ranking, "link-cut", "link:core2-dist2")
    assert argument.standing == "unsupported"
    assert argument.against == ()
    assert "interface-oper interface:core2/sfp-sfpplus5" in told(argument.not_known)


def test_outweighed_names_what_was_chosen_instead_and_what_only_that_explains(both: Ranking) -> None:
    argument = ask(both, "device-down", "device:dist1")
    assert argument.standing in {"refuted", "outweighed"}
    assert argument.chosen
    assert f"optics-rx {PORT}" in told(argument.alone)


def test_a_fault_that_cannot_be_there(both: Ranking) -> None:
    argument = ask(both, "bgp-as-mismatch", "session:ospf-core1-dist1")
    assert (argument.standing, argument.lacks) == ("not-here", ("bgp",))


DARK = (
    "management-reachable management:core2", "interface-oper interface:core1/GigabitEthernet0/0/[12]",
    "interface-oper interface:dist1/sfp-sfpplus2", "interface-oper interface:dist2/GigabitEthernet0/0/2",
)  # fmt: skip


def test_a_rival_that_nothing_tells_apart(ranked: Ranked) -> None:
    """A site with one device: from outside a dead router and dead power are the same."""
    ranking = ranked(DARK, ("* *core2*",))
    (argument,) = why(ranking).arguments
    assert {argument.fault, *(rival.fault for rival in why(ranking).rivals[0])} >= {"power-lost", "device-down"}
    other = {"power-lost": ("device-down", "device:core2"), "device-down": ("power-lost", "site:setda")}
    rival = ask(ranking, *other[argument.fault])
    assert rival.standing == "rival"
    assert 0.05 <= rival.likelihood <= 1
    assert rival.ask
