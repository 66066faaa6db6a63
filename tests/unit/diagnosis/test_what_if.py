"""Forecasts on the repository's own network: who is cut off, what goes on, what must not fail as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from netsop.diagnosis.named import supposed
from netsop.diagnosis.topology import Topology
from netsop.diagnosis.what_if import what_if
from netsop.model.fault import FaultSpec
from netsop.model.reasoning import Detour, Forecast

If = Callable[[str], Forecast]


@pytest.fixture
def suppose(topology: Topology, faults: Mapping[str, FaultSpec]) -> If:
    def ask(text: str) -> Forecast:
        named = supposed(text, faults, topology)
        return what_if(topology, [(each.spec, component) for each in named for component in each.components])

    return ask


def test_both_cables_between_the_cores(suppose: If) -> None:
    told = suppose("link-cut core1-core2")
    assert (told.sites, told.cut_off, told.dark, told.lost, told.last_ways) == ((), (), (), (), ())
    assert told.sessions == ("ospf-core1-core2-a", "ospf-core1-core2-b")
    assert told.detours == (Detour("core1", "core2", ("dist1",), ("core1-dist1", "core2-dist1")),)
    assert ("interface-oper", "core1/GigabitEthernet0/0/1") in {(check, place.name) for check, place in told.shows}


def test_one_cable_of_two_leaves_the_other(suppose: If) -> None:
    assert suppose("link-cut core1-core2-a").detours == (Detour("core1", "core2", (), ("core1-core2-b",)),)


def test_the_only_way_to_an_office(suppose: If) -> None:
    told = suppose("link-cut@dist1-kecbarat")
    assert (told.sites, told.cut_off, told.dark) == (("kec-barat",), (("rtr-kecbarat",),), ())
    assert ("city-dns", "rtr-kecbarat") in told.lost
    assert ("city-dns", "mon1") in told.kept
    assert not set(told.lost) & set(told.kept)


def test_power_at_a_distribution_point(suppose: If) -> None:
    told = suppose("power-lost sto-utara")
    assert told.dark == ("dist1",)
    assert told.cut_off == (("rtr-kecbarat",),)
    assert told.sites == ("kec-barat", "sto-utara")
    assert dict(told.last_ways)["dist2-dinkes"] == ("rtr-dinkes",)


def test_a_core_that_goes_leaves_those_who_still_have_an_exit(suppose: If) -> None:
    told = suppose("device-down core1")
    assert told.cut_off == (("mon1",), ("srv1",))
    assert told.sites == ("kominfo",)
    assert told.last_circuit == "isp2-backup"
    assert ("internet-reach", "rtr-dinkes") in told.kept


def test_a_service_that_dies_is_lost_to_all(suppose: If) -> None:
    told = suppose("dns-down city-dns")
    assert {service for service, _ in told.lost} == {"city-dns"}
    assert ("city-dns", "mon1") in told.lost


def test_the_port_of_an_offices_own_network(suppose: If) -> None:
    told = suppose("interface-disabled rtr-dinkes/ether1")
    assert told.sites == ("dinkes",)
    assert ("internet-reach", "rtr-dinkes") in told.lost
    assert ("dhcp-dinkes", "rtr-dinkes") in told.lost


def test_both_circuits(suppose: If) -> None:
    told = suppose("isp-circuit-down isp1-main + isp-circuit-down isp2-backup")
    assert (told.circuits, told.last_circuit, told.sites) == ((), "", ())
    assert {service for service, _ in told.lost} == {"internet-reach", "internet-dns", "internet-web"}


def test_two_faults_together_do_what_neither_does_alone(suppose: If) -> None:
    assert suppose("link-cut dist1-dinkes").lost == suppose("link-cut dist2-dinkes").lost == ()
    assert suppose("link-cut dist1-dinkes, link-cut dist2-dinkes").sites == ("dinkes",)


def test_a_fault_that_parts_nothing(suppose: If) -> None:
    told = suppose("isp-slow isp1-main")
    assert (told.gone, told.lost, told.sites) == ((), (), ())
    assert told.shows


def test_a_host_without_its_default_route(suppose: If) -> None:
    told = suppose("default-route-missing mon1/0.0.0.0/0")
    assert ("internet-reach", "mon1") in told.lost
    assert ("internet-reach", "rtr-dinkes") in told.kept
