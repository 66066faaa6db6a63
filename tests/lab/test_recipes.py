"""Every fault recipe can be filled for a component of the example workspace; needs no root."""

from __future__ import annotations

import re

import pytest

from netsop import catalog
from netsop.errors import InvalidInput, NotFound
from netsop.lab.real.layout import Layout, lay_out, linux_name
from netsop.lab.real.recipe import Recipe
from netsop.lab.real.target import fill, values_of
from netsop.model.component import Component, Kind
from netsop.workspace.lab import read_lab
from netsop.workspace.root import open_workspace

from .conftest import REPOSITORY

RECIPES = catalog.load_all("lab/real/faults", Recipe)
EXAMPLES = {
    Kind.LINK: "core1-dist1", Kind.INTERFACE: "mon1/eth1", Kind.CIRCUIT: "isp1-main", Kind.DEVICE: "mon1",
    Kind.SITE: "dinkes", Kind.SERVICE: "internet-dns", Kind.MANAGEMENT: "dist2",
}
PLACE = re.compile(r"(?<!%)\{[a-z][a-z_.]*\}")


@pytest.fixture(scope="module")
def layout() -> Layout:
    workspace = open_workspace(REPOSITORY, overlay=False)
    small = [circuit.model_copy(update={"bandwidth_mbps": 4, "usual_in_mbps": 1.0})
             for circuit in workspace.intent.circuits]  # fmt: skip
    intent = workspace.intent.model_copy(update={"circuits": small})
    return lay_out(workspace.model_copy(update={"intent": intent}), read_lab(REPOSITORY))


@pytest.mark.parametrize("name", RECIPES)
def test_no_place_stays_empty(name: str, layout: Layout) -> None:
    recipe = RECIPES[name]
    session = "bgp-core1-isp1" if recipe.protocol == "bgp" else "ospf-core1-dist1"
    places = [EXAMPLES.get(recipe.component, session)]
    if recipe.component is Kind.DEVICE:  # some need a router, some one with a neighbour of a kind
        places = sorted(layout.workspace.hosts)
    assert any(not _empty(recipe, values_of(layout, Component(recipe.component, place))) for place in places)


def _empty(recipe: Recipe, values: dict[str, str]) -> list[str]:
    parts = (*recipe.inject, *recipe.heal, *recipe.artifact, *recipe.symptom)
    return [place for part in parts for place in PLACE.findall(fill(part.model_dump_json(), values))]


@pytest.mark.parametrize("name", RECIPES)
def test_the_file_is_named_as_its_fault(name: str) -> None:
    assert RECIPES[name].fault == name


def test_a_component_that_is_not_there(layout: Layout) -> None:
    with pytest.raises(NotFound, match="no link 'nowhere'"):
        values_of(layout, Component(Kind.LINK, "nowhere"))
    with pytest.raises(InvalidInput, match="has no cable"):
        values_of(layout, Component(Kind.INTERFACE, "rtr-dinkes/ether1"))


@pytest.mark.parametrize(("declared", "used"), [
    ("GigabitEthernet0/0/1", "gi0-0-1"), ("sfp-sfpplus1", "sfp-sfpplus1"), ("eth1", "eth1"),
])
def test_interface_names_fit_into_linux(declared: str, used: str) -> None:
    assert linux_name(declared) == used
