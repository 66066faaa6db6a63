from __future__ import annotations

import pytest

from laboratories import NETWORKS, designed
from netsop.errors import InvalidInput, NotFound
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.recipe import components, recipes


@pytest.mark.parametrize("name", recipes())
def test_a_fault_shows_wherever_it_can_be_and_heals(name: str) -> None:
    designs = [designed(network) for network in NETWORKS]
    places = [(design, place) for design in designs for place in components(design, recipes()[name])]
    assert places
    for design, place in places:
        laboratory = Laboratory(design, lambda: 0.0)
        component = f"{recipes()[name].component.value}:{place}"
        for was, now in laboratory.fault(name, component).values():
            assert was != now
        for was, now in laboratory.heal(name, component).values():
            assert was != now
        assert laboratory.active == ()


def test_a_file_name_is_the_fault_name() -> None:
    assert all(name == recipe.fault for name, recipe in recipes().items())


def test_a_fault_that_does_not_exist_names_those_that_do(design: Design) -> None:
    with pytest.raises(NotFound, match="link-cut"):
        Laboratory(design, lambda: 0.0).fault("gremlins", "device:core1")


@pytest.mark.parametrize("component", ["link:nowhere", "device:core1", "core1", "cable:core1-dist1"])
def test_a_fault_is_refused_where_it_cannot_be(component: str, design: Design) -> None:
    with pytest.raises(InvalidInput):
        Laboratory(design, lambda: 0.0).fault("link-cut", component)


def test_a_fault_is_not_injected_twice_nor_healed_twice(design: Design) -> None:
    laboratory = Laboratory(design, lambda: 0.0)
    laboratory.fault("link-cut", "link:core1-dist1")
    with pytest.raises(InvalidInput, match="already"):
        laboratory.fault("link-cut", "link:core1-dist1")
    laboratory.heal("link-cut", "link:core1-dist1")
    with pytest.raises(InvalidInput, match="no link-cut"):
        laboratory.heal("link-cut", "link:core1-dist1")


def test_error_counters_only_grow(design: Design) -> None:
    clock = [0.0]
    laboratory = Laboratory(design, lambda: clock[0])
    key = "core1/GigabitEthernet0/0/3"
    laboratory.fault("interface-errors", "link:core1-dist1")
    clock[0] = 10.0
    counted = laboratory.errors(key)
    assert counted > 0
    laboratory.heal("interface-errors", "link:core1-dist1")
    clock[0] = 20.0
    assert laboratory.errors(key) == counted
