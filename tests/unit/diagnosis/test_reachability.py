"""What falls apart and what is the only way, against a plain search, on random networks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from netsop.diagnosis.bridges import only_ways
from netsop.diagnosis.detour import detour
from netsop.diagnosis.separation import separate
from netsop.diagnosis.topology import INTERNET, Removed, Topology
from netsop.model.component import Component, Kind
from netsop.model.host import Host, HostData
from netsop.model.intent import Circuit, Intent, Link
from netsop.model.workspace import Workspace


@dataclass
class Net:
    """A small network: devices by number, links (parallel ones too), circuits on devices."""

    devices: int
    links: list[tuple[int, int]]
    exits: list[int]
    removed: list[Component] = field(default_factory=list)

    @property
    def topology(self) -> Topology:
        hosts = {
            name: Host(name=name, hostname="192.0.2.1", platform="frr", data=HostData(site="x", role="core"))
            for name in map(_name, range(self.devices))
        }
        links = tuple(
            Link.model_validate({
                "name": f"l{number}", "kind": "fibre", "speed_mbps": 1000, "mtu": 1500,
                "a": {"device": _name(a), "interface": f"a{number}", "address": f"10.0.{number}.1/30"},
                "b": {"device": _name(b), "interface": f"b{number}", "address": f"10.0.{number}.2/30"},
            })
            for number, (a, b) in enumerate(self.links)
        )  # fmt: skip
        circuits = tuple(
            Circuit.model_validate({
                "name": f"c{number}", "isp": "x", "circuit_id": "x", "kind": "fibre", "device": _name(device),
                "interface": f"c{number}", "address": f"198.51.100.{4 * number + 2}/30",
                "provider_address": f"198.51.100.{4 * number + 1}", "provider_as": 64501, "speed_mbps": 1000,
                "mtu": 1500, "bandwidth_mbps": 100, "latency_ms": 20, "loss_pct": 2, "demarcation": "x",
                "contact": {"email": "noc@isp.example", "phone": "1"},
            })
            for number, device in enumerate(self.exits)
        )  # fmt: skip
        intent = Intent(links=links, circuits=circuits)
        return Topology(cast("Workspace", SimpleNamespace(intent=intent, hosts=hosts)))


def _name(number: int) -> str:
    return f"d{number}"


@st.composite
def nets(draw: st.DrawFn) -> Net:
    devices = draw(st.integers(2, 8))
    node = st.integers(0, devices - 1)
    pairs = st.tuples(node, node).filter(lambda pair: pair[0] != pair[1])
    links = draw(st.lists(pairs, max_size=12))
    parts: list[Component] = [Component(Kind.DEVICE, _name(each)) for each in range(devices)]
    parts += [Component(Kind.LINK, f"l{number}") for number in range(len(links))]
    parts += [Component(Kind.INTERFACE, f"{_name(a)}/a{number}") for number, (a, _) in enumerate(links)]
    exits = draw(st.lists(node, max_size=2))
    parts += [Component(Kind.CIRCUIT, f"c{number}") for number in range(len(exits))]
    return Net(devices, links, exits, draw(st.lists(st.sampled_from(parts), max_size=4)))


def found_from(start: str, net: Net, removed: Removed, *, without: str = "") -> set[str]:
    """Every device that a plain search finds."""
    if Component(Kind.DEVICE, start) in removed:
        return set()
    seen, queue = {start}, [start]
    while queue:
        device = queue.pop()
        for other in _next(device, net, removed, without):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


def _next(device: str, net: Net, removed: Removed, without: str) -> Iterable[str]:
    for number, (a, b) in enumerate(net.links):
        ends = {_name(a), _name(b)}
        gone = {Component(Kind.LINK, f"l{number}"), *(Component(Kind.DEVICE, end) for end in ends)} & removed
        if device in ends and not gone and f"l{number}" != without:
            yield from ends - {device}


@settings(max_examples=300, deadline=None)
@given(nets())
def test_reaches_is_what_a_plain_search_finds(net: Net) -> None:
    """Between devices that intent joins at all: what it does not join is taken to be joined in a way untold."""
    topology = net.topology
    removed = topology.closure(net.removed)
    for one in topology.hosts:
        before, after = found_from(one, net, frozenset()), found_from(one, net, removed)
        for other in before - {one}:
            assert topology.reaches(one, other, removed) == (other in after)
        whole = {c.device for name, c in topology.circuits.items() if Component(Kind.CIRCUIT, name) not in removed}
        if whole <= before:
            assert topology.reaches(one, INTERNET, removed) == bool(whole & after)


@settings(max_examples=300, deadline=None)
@given(nets())
def test_the_only_ways_are_the_links_without_which_something_is_lost(net: Net) -> None:
    topology = net.topology
    removed = topology.closure(net.removed)
    told = dict(only_ways(topology, removed))
    for number, (a, b) in enumerate(net.links):
        link, alive = f"l{number}", found_from(_name(a), net, removed)
        if Component(Kind.LINK, link) in removed or not alive:
            assert link not in told
            continue
        near = found_from(_name(a), net, removed, without=link)
        assert (link in told) == (_name(b) not in near)
        if link in told:
            assert set(told[link]) in (near, alive - near)
            assert 2 * len(told[link]) <= len(alive)


@settings(max_examples=200, deadline=None)
@given(nets())
def test_a_detour_is_there_when_something_is_reached_and_leads_there(net: Net) -> None:
    topology = net.topology
    removed = topology.closure(net.removed)
    for a, b in net.links:
        way = detour(topology, _name(a), _name(b), removed)
        assert (way is not None) == (_name(b) in found_from(_name(a), net, removed))
        if way:
            stops = [_name(a), *way[0], _name(b)]
            ends = [{port.device for port in topology.links[link].ends} for link in way[1]]
            assert ends == [{one, other} for one, other in pairwise(stops)]


@settings(max_examples=300, deadline=None)
@given(nets())
def test_pieces_are_apart_from_each_other_and_from_the_rest(net: Net) -> None:
    neighbours: dict[str, list[tuple[str, int]]] = {_name(each): [] for each in range(net.devices)}
    for number, (a, b) in enumerate(net.links):
        neighbours[_name(a)].append((_name(b), number))
        neighbours[_name(b)].append((_name(a), number))
    gone = frozenset(c.name for c in net.removed if c.kind is Kind.DEVICE)
    cut = frozenset(int(c.name[1:]) for c in net.removed if c.kind is Kind.LINK)
    starts: list[Any] = [_name(end) for number in sorted(cut) for end in net.links[number]]
    starts += [other for device in sorted(gone) for other, _ in neighbours[device]]
    apart = separate(neighbours, cut, gone, starts)
    links = frozenset(Component(Kind.LINK, f"l{number}") for number in cut)
    out = links | frozenset(Component(Kind.DEVICE, name) for name in gone)
    everywhere = frozenset(frozenset(found_from(start, net, out)) for start in starts if start not in gone)
    told = frozenset(frozenset(piece) for piece in apart.pieces().values())
    assert told <= everywhere
    assert len(everywhere) - len(told) == (1 if everywhere else 0)
