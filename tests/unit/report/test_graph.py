"""The drawing: everything on it, nothing on top of anything, no text that is taken for markup."""

from __future__ import annotations

import itertools
import random
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from netsop.report.graph.layout import NODE_HEIGHT, NODE_WIDTH, layout
from netsop.report.graph.mermaid import mermaid, quoted
from netsop.report.graph.network import Edge, Network, Node, network, short
from netsop.report.graph.route import Box, lines
from netsop.report.graph.svg import svg
from netsop.workspace.root import open_workspace

HOSTILE = """</text><script>alert(1)</script> "]; click n0 "javascript:x" & 'é' %% ```"""
KINDS = ("fibre", "copper", "radio")


@pytest.fixture(scope="module")
def city() -> Network:
    return network(open_workspace(Path(__file__).parents[3], overlay=False))


def _texts(picture: str) -> set[str]:
    return {element.text or "" for element in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")}


def test_the_picture_has_every_device_provider_link_and_circuit(city: Network) -> None:
    texts = _texts(svg(city))
    assert {node.name for node in city.nodes.values()} <= texts
    assert {edge.name for edge in city.edges} <= texts
    assert "Gi0/0/1 – sfp-sfpplus2" in texts


def test_rows_go_from_providers_to_offices(city: Network) -> None:
    rows = {name: node.row for name, node in city.nodes.items()}
    assert rows["isp:PT Nusantara Lintas Data"] == 0
    assert rows["core1"] == 1
    assert rows["dist2"] == rows["srv1"] == 2
    assert rows["rtr-dinkes"] == 3


def _overlaps(picture: Network) -> list[tuple[Box, Box]]:
    placed = layout(picture)
    boxes = [Box(x, y, NODE_WIDTH, NODE_HEIGHT) for x, y in placed.centres.values()]
    boxes += [line.label for line in lines(placed)]
    return [(a, b) for a, b in itertools.combinations(boxes, 2) if a.overlap(b) > 0]


def test_nothing_lies_on_top_of_anything(city: Network) -> None:
    assert _overlaps(city) == []


def test_it_lies_within_the_picture(city: Network) -> None:
    placed = layout(city)
    for line in lines(placed):
        for x, y in line.points:
            assert 0 <= x <= placed.width
            assert 0 <= y <= placed.height


def test_the_same_network_is_the_same_bytes(city: Network) -> None:
    again = network(open_workspace(Path(__file__).parents[3], overlay=False))
    assert svg(city) == svg(again)
    assert mermaid(city) == mermaid(again)


def _hostile() -> Network:
    nodes = {"a": Node(HOSTILE, "core", 0, (HOSTILE,)), "b": Node("b", "office", 1, ("x\ny",))}
    return Network(HOSTILE, nodes, (Edge(HOSTILE, "a", "b", "fibre", (HOSTILE, "y")),))


def test_a_text_is_never_svg() -> None:
    tree = ET.fromstring(svg(_hostile()))
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert names == {"svg", "title", "rect", "text", "path", "g"}


def test_a_text_is_never_mermaid() -> None:
    text = mermaid(_hostile())
    assert "script" in text
    assert not any(sign in text for sign in ("<script", "javascript:x\"", "%%", "```", "click n0 \""))
    assert text.count('"') == 6
    assert quoted('a"b<c>#1;\n{d}') == "a#34;b#60;c#62;#35;1#59; #123;d#125;"


def test_mermaid_names_every_node_once_and_every_edge(city: Network) -> None:
    text = mermaid(city)
    assert text.startswith("graph TD\n")
    assert sum("---|" in line for line in text.splitlines()) == len(city.edges)
    assert all(f'"{quoted(edge.name)}"' in text for edge in city.edges)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("GigabitEthernet0/0/1", "Gi0/0/1"), ("TenGigabitEthernet1/1", "Te1/1"), ("FastEthernet0", "Fa0"),
     ("Ethernet1", "Et1"), ("ether1", "ether1"), ("sfp-sfpplus1", "sfp-sfpplus1")],
)  # fmt: skip
def test_interface_names_are_abbreviated(name: str, shown: str) -> None:
    assert short(name) == shown


@pytest.mark.parametrize("seed", range(25))
def test_any_network_can_be_drawn(seed: int) -> None:
    dice = random.Random(seed)
    rows = dice.randint(1, 5)
    nodes = {f"n{n}": Node(f"n{n}", "core", dice.randrange(rows)) for n in range(dice.randint(1, 30))}
    pairs = [dice.sample(sorted(nodes), 2) for _ in range(dice.randint(0, 50))] if len(nodes) > 1 else []
    edges = tuple(Edge(f"e{n}", a, b, dice.choice(KINDS), ("x", "y")) for n, (a, b) in enumerate(pairs))
    picture = Network("", nodes, edges)
    ET.fromstring(svg(picture))
    centres = [Box(x, y, NODE_WIDTH, NODE_HEIGHT) for x, y in layout(picture).centres.values()]
    assert not any(a.overlap(b) for a, b in itertools.combinations(centres, 2))


def test_an_empty_network_can_be_drawn() -> None:
    ET.fromstring(svg(Network("", {}, ())))
    assert mermaid(Network("", {}, ())) == "graph TD\n"
