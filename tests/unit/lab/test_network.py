"""The state behind the answers: all devices agree about it."""

from __future__ import annotations

from ipaddress import IPv4Network

import pytest

from netsop.lab.simulated.conditions import Change, Conditions, Value
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.network import Network
from netsop.lab.simulated.routing import DEFAULT, Route
from netsop.model.component import Component

WEB = "203.0.113.80"


def _network(design: Design, *changes: tuple[str, str, Value]) -> Network:
    return Network(design, Conditions(Change(Component.parse(text), field, value) for text, field, value in changes))


def _default(network: Network, device: str) -> Route | None:
    return next((route for route in network.routing.table(device) if route.prefix == DEFAULT), None)


def _via(network: Network, device: str) -> list[str | None]:
    return [hop.address for hop in network.probing.trace(device, WEB)]


def test_offices_leave_by_the_preferred_provider_and_by_the_other_when_it_fails(design: Design) -> None:
    assert "198.51.100.1" in _via(_network(design), "rtr-kecbarat")
    for failed in (
        ("circuit:isp1-main", "carrier", False),
        ("session:bgp-core1-isp1", "shutdown", True),
        ("session:bgp-core1-isp1", "sends_routes", False),
    ):
        network = _network(design, failed)
        assert "192.0.2.1" in _via(network, "rtr-kecbarat")
        assert network.probing.ping("rtr-kecbarat", WEB, 20).received == 20


def test_without_any_provider_there_is_no_default_route_at_all(design: Design) -> None:
    network = _network(design, ("circuit:isp1-main", "carrier", False), ("circuit:isp2-backup", "carries", False))
    assert all(_default(network, device) is None for device in ("core1", "core2", "dist1", "rtr-dinkes"))
    assert network.probing.ping("rtr-dinkes", WEB, 20).no_route


def test_a_black_hole_keeps_the_session_and_swallows_what_is_behind(design: Design) -> None:
    network = _network(design, ("circuit:isp1-main", "beyond", False))
    assert network.probing.ping("core1", "198.51.100.1", 20).received == 20
    assert network.probing.ping("core1", WEB, 20).received == 0
    assert network.probing.ping("core2", WEB, 20).received == 20
    assert _via(network, "mon1")[:2] == ["10.20.9.1", "198.51.100.1"]


@pytest.mark.parametrize("end", ["core1/GigabitEthernet0/0/3", "dist1/sfp-sfpplus1"])
def test_both_ends_see_a_port_that_is_switched_off(end: str, design: Design) -> None:
    network = _network(design, (f"interface:{end}", "enabled", False))
    for key in ("core1/GigabitEthernet0/0/3", "dist1/sfp-sfpplus1"):
        assert not network.physical.up(design.socket(key))
        assert network.protocols.adjacency(design.socket(key)) is None
    assert network.probing.ping("dist1", "10.20.2.1", 20).received == 0


def test_neighbours_with_different_mtu_stay_in_exstart(design: Design) -> None:
    network = _network(design, ("interface:core1/GigabitEthernet0/0/3", "mtu", 1400))
    assert network.protocols.adjacency(design.socket("dist1/sfp-sfpplus1")) == "exstart"
    assert network.probing.ping("core1", "10.20.2.2", 5, 1500).too_long == 1400


def test_a_single_homed_office_is_alone_when_its_cable_is_cut(design: Design) -> None:
    network = _network(design, ("link:dist1-kecbarat", "whole", False))
    assert _default(network, "rtr-kecbarat") is None
    office = IPv4Network("10.30.23.0/24")
    assert office not in {route.prefix for route in network.routing.table("core1")}
    assert network.probing.ping("rtr-dinkes", WEB, 20).received == 20


def test_traffic_of_ours_has_a_way_back_only_if_the_provider_knows_us(design: Design) -> None:
    network = _network(design, ("session:bgp-core1-isp1", "far_shutdown", True))
    assert network.probing.ping("core1", "198.51.100.1", 20).received == 20
    assert network.probing.ping("mon1", "198.51.100.1", 20).received == 0


def test_loss_of_a_cable_shows_in_a_ping_over_it(design: Design) -> None:
    network = _network(design, ("link:core1-dist1", "loss_pct", 25.0))
    assert network.probing.ping("core1", "10.20.2.2", 20).loss_pct == 25


def test_a_weak_fibre_carries_and_a_dark_one_does_not(design: Design) -> None:
    port = design.socket("core1/GigabitEthernet0/0/3")
    weak = _network(design, ("link:core1-dist1", "attenuation_db", 16.5)).physical
    assert weak.up(port)
    assert weak.rx_dbm(port) == pytest.approx(-24.4)
    assert not _network(design, ("link:core1-dist1", "attenuation_db", 30.0)).physical.up(port)
