"""What each device does with a target, from the routes of all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from netsop.checks.cycles import cycles
from netsop.checks.forwarding import covering, with_forwarding
from netsop.facts.forwarding import Forwarding
from netsop.facts.observations import Observations, Observed
from netsop.facts.route import Route
from netsop.model.component import Component, Kind
from netsop.model.finding import EvidenceRef
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[3]
TARGET = "10.20.10.10"
CORE1, CORE2, DIST1 = "10.20.2.1", "10.20.3.1", "10.20.2.2"  # of the links core1-dist1 and core2-dist1


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(ROOT, overlay=False)


def ways(workspace: Workspace, *, target: str = TARGET, **routes: list[Route]) -> dict[str, list[Forwarding]]:
    seen = Observations(
        facts={
            (name, "route"): tuple(Observed(fact, (ref(name),)) for fact in found) for name, found in routes.items()
        },
        answered={(name, "route", ()): (ref(name),) for name in routes},
    )
    asked = [
        Subject(Component(Kind.ROUTE, f"{name}/{target}"), name, attrs={"target": target, "dynamic": True})
        for name in ("core1", "core2", "dist1", "dist2")
    ]
    found = with_forwarding(seen, asked, workspace)
    return {
        name: [observed.fact for observed in found.of(name, "forwarding") if isinstance(observed.fact, Forwarding)]
        for name in routes
    }


def ref(name: str) -> EvidenceRef:
    return EvidenceRef(name, "route")


def test_the_longest_prefix_decides(workspace: Workspace) -> None:
    routes = [
        Route(prefix="0.0.0.0/0", next_hop=CORE2, interface="b"),
        Route(prefix="10.20.10.0/24", protocol="ospf", next_hop=CORE1, interface="a"),
        Route(prefix="10.20.11.0/24", next_hop=CORE2, interface="b"),
    ]
    (way,) = ways(workspace, dist1=routes)["dist1"]
    assert (way.prefix, way.protocol, way.next_hop, way.interface, way.discard, way.leads) == (
        "10.20.10.0/24", "ospf", CORE1, "a", False, "core1",
    )  # fmt: skip


def test_traffic_that_is_shared_has_a_fact_for_each_next_hop(workspace: Workspace) -> None:
    routes = [Route(prefix="0.0.0.0/0", next_hop=hop, interface=hop) for hop in (CORE1, CORE2)]
    assert [way.leads for way in ways(workspace, dist1=routes)["dist1"]] == ["core1", "core2"]


def test_of_two_routes_to_one_prefix_the_preferred_counts_and_one_not_in_use_never(workspace: Workspace) -> None:
    routes = [
        Route(prefix="0.0.0.0/0", next_hop=CORE1, interface="a", preference=110),
        Route(prefix="0.0.0.0/0", next_hop=CORE2, interface="b", preference=20),
        Route(prefix="10.0.0.0/8", next_hop=CORE1, interface="a", active=False),
        Route(prefix="10.0.0.0/8", next_hop=CORE1, interface="a", vrf="guests"),
    ]
    assert [way.leads for way in ways(workspace, dist1=routes)["dist1"]] == ["core2"]


def test_no_route_is_said_and_not_asked_is_not(workspace: Workspace) -> None:
    found = ways(workspace, dist1=[Route(prefix="192.0.2.0/24", next_hop=CORE1, interface="a")])
    assert [way.match for way in found["dist1"]] == ["none"]
    assert ways(workspace, target="2001:db8::1", dist1=[Route(prefix="0.0.0.0/0", next_hop=CORE1)])["dist1"] == []


THROWN_AWAY = [Route(prefix="0.0.0.0/0", discard=True), Route(prefix="10.0.0.0/8", interface="Null0")]


@pytest.mark.parametrize("route", THROWN_AWAY)
def test_what_is_thrown_away_goes_nowhere(workspace: Workspace, route: Route) -> None:
    (way,) = ways(workspace, dist1=[route])["dist1"]
    assert (way.discard, way.next_hop, way.leads, way.loops) == (True, None, None, False)


def test_a_next_hop_without_an_interface_is_followed(workspace: Workspace) -> None:
    routes = [
        Route(prefix="10.20.10.0/24", protocol="bgp", next_hop="10.255.0.1"),
        Route(prefix="10.255.0.1/32", protocol="ospf", next_hop=CORE1, interface="a"),
        Route(prefix="10.20.2.0/30", protocol="connected", interface="a"),
    ]
    (way,) = ways(workspace, dist1=routes)["dist1"]
    assert (way.prefix, way.protocol, way.next_hop, way.leads) == ("10.20.10.0/24", "bgp", CORE1, "core1")
    (plain,) = ways(workspace, dist1=[Route(prefix="0.0.0.0/0", next_hop=CORE1), routes[2]])["dist1"]
    assert (plain.next_hop, plain.leads) == (CORE1, "core1")


def test_a_network_of_its_own_leads_to_the_target_itself(workspace: Workspace) -> None:
    (way,) = ways(workspace, core1=[Route(prefix="10.20.10.0/24", protocol="connected", interface="x")])["core1"]
    assert (way.next_hop, way.leads, way.loops) == (TARGET, "srv1", False)


def test_a_way_that_comes_back_is_a_loop_for_those_on_it_only(workspace: Workspace) -> None:
    up = [Route(prefix="0.0.0.0/0", next_hop=CORE1, interface="a")]
    found = ways(
        workspace,
        core1=[Route(prefix="10.20.10.0/24", protocol="static", next_hop=DIST1, interface="c")],
        dist1=up,
        dist2=[Route(prefix="0.0.0.0/0", next_hop="10.20.4.1", interface="a")],
    )
    assert {name: [way.loops for way in found[name]] for name in found} == {
        "core1": [True], "dist1": [True], "dist2": [False],
    }  # fmt: skip


def test_a_loop_is_that_of_the_device_that_no_protocol_told_so_however_long_it_is(workspace: Workspace) -> None:
    found = ways(
        workspace,
        core1=[Route(prefix="10.20.10.0/24", protocol="static", next_hop=DIST1, interface="c")],
        dist1=[Route(prefix="10.20.10.0/24", protocol="ospf", next_hop=CORE2, interface="a")],
        core2=[Route(prefix="10.20.10.0/24", protocol="ospf", next_hop="10.20.5.2", interface="a")],
        dist2=[Route(prefix="10.20.10.0/24", protocol="ospf", next_hop="10.20.4.1", interface="a")],
    )
    assert {name: [(way.loops, way.drawn_in) for way in found[name]] for name in found} == {
        "core1": [(True, False)], "dist1": [(True, True)], "core2": [(True, True)], "dist2": [(True, True)],
    }  # fmt: skip


def test_a_loop_that_the_protocols_made_is_that_of_all_on_it(workspace: Workspace) -> None:
    found = ways(
        workspace,
        core1=[Route(prefix="10.20.10.0/24", protocol="ospf", next_hop=DIST1, interface="c")],
        dist1=[Route(prefix="10.20.10.0/24", protocol="ospf", next_hop=CORE1, interface="a")],
    )
    assert {name: [way.drawn_in for way in found[name]] for name in found} == {"core1": [False], "dist1": [False]}


def test_whether_it_comes_back_is_not_known_behind_a_device_that_did_not_answer(workspace: Workspace) -> None:
    found = ways(workspace, dist1=[Route(prefix="0.0.0.0/0", next_hop=CORE1, interface="a")])
    assert [way.loops for way in found["dist1"]] == [None]


def test_covering_prefixes_are_canonical_and_begin_with_the_longest() -> None:
    found = covering("10.20.10.10")
    assert (found[0], found[8], found[-1], len(found)) == ("10.20.10.10/32", "10.20.10.0/24", "0.0.0.0/0", 33)


def test_cycles_know_their_nodes_and_who_leads_into_the_dark() -> None:
    graph = cycles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"], "e": ["e"], "f": ["g"], "h": []})
    assert set(graph.of) == {"a", "b", "c", "e"}
    assert graph.joins("a", "b")
    assert not graph.joins("d", "a")
    assert graph.unsure == {"f", "g"}


def test_a_long_way_is_walked_in_linear_time() -> None:
    started = time.perf_counter()
    graph = cycles({str(node): [str(node + 1)] for node in range(50_000)} | {"50000": []})
    assert not graph.of
    assert time.perf_counter() - started < 5


def test_the_discarding_route_of_a_summary_means_that_the_proper_one_is_missing(workspace: Workspace) -> None:
    summary = Route(prefix="10.0.0.0/8", discard=True)
    found = ways(workspace, target="10.20.10.10", dist1=[Route(prefix="0.0.0.0/0", next_hop=CORE1), summary])
    assert [(way.match, way.discard) for way in found["dist1"]] == [("none", None)]


def test_a_discarding_route_for_one_network_is_a_black_hole(workspace: Workspace) -> None:
    hole = Route(prefix="10.20.10.0/30", discard=True)
    found = ways(workspace, target="10.20.10.1", dist1=[Route(prefix="0.0.0.0/0", next_hop=CORE1), hole])
    assert [way.discard for way in found["dist1"]] == [True]
