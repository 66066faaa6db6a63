"""Who writes the demonstration's letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from netsop.cli.demo import _office
from netsop.model.component import Component
from netsop.workspace.root import open_workspace

REPO = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("component", "office"),
    [
        ("interface:rtr-kecbarat/eth2", "kec-barat"),
        ("device:rtr-kectimur", "kec-timur"),
        ("site:disdukcapil", "disdukcapil"),
        ("circuit:isp1-main", "dinkes"),
        ("service:city-dns", "dinkes"),
        ("link:core1-dist1", "dinkes"),
    ],
)
def test_the_office_that_feels_it_writes(component: str, office: str) -> None:
    assert _office(open_workspace(REPO, overlay=False), Component.parse(component)).name == office


def test_an_office_at_the_end_of_a_cable_writes_for_it_and_its_sessions() -> None:
    workspace = open_workspace(REPO, overlay=False)
    link = next(link for link in workspace.intent.links if "rtr-kecbarat" in {link.a.device, link.b.device})
    session = next(each for each in workspace.intent.all_sessions() if each.over == link.name)
    for component in (f"link:{link.name}", f"session:{session.name}"):
        assert _office(workspace, Component.parse(component)).name == "kec-barat"
