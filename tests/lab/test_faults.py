"""Faults of the real laboratory, end to end: injected, proven, seen from elsewhere, healed, gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from netsop import catalog
from netsop.lab.real.recipe import Recipe

from .conftest import Lab, poll

pytestmark = pytest.mark.lab


@pytest.fixture(autouse=True)
def healed(running_lab: Lab) -> Iterator[None]:
    """One test's fault must not be another's."""
    yield
    running_lab.ask(op="heal")


def test_every_recipe_is_readable_and_named_as_its_file() -> None:
    recipes = catalog.load_all("lab/real/faults", Recipe)
    assert all(recipe.fault == name for name, recipe in recipes.items())
    assert len(recipes) >= 28


def test_a_cut_takes_carrier_and_light_at_both_ends(running_lab: Lab) -> None:
    answer = running_lab.ask(op="fault", fault="link-cut", component="link:dist1-dinkes")
    assert answer["ok"], answer
    assert any("NO-CARRIER" in sight for sight in answer["proven"])
    for node, interface in (("dist1", "sfp-sfpplus3"), ("rtr-dinkes", "sfp-sfpplus1")):
        assert "NO-CARRIER" in running_lab.run(node, "ip", "-o", "link", "show", interface)
        poll(lambda node=node, interface=interface: "-40.00 dBm" in running_lab.run(node, "ethtool", "-m", interface),
             seconds=5, what="no light")
    again = running_lab.ask(op="fault", fault="link-cut", component="link:dist1-dinkes")
    assert "already" in again["error"]
    assert running_lab.ask(op="heal", fault="link-cut", component="link:dist1-dinkes")["ok"]
    assert "LOWER_UP" in running_lab.run("dist1", "ip", "-o", "link", "show", "sfp-sfpplus3")
    assert running_lab.ask(op="status")["faults"] == []


def test_damaged_frames_are_counted_where_they_arrive(running_lab: Lab) -> None:
    fault = {"fault": "interface-errors", "component": "link:dist2-kectimur"}
    assert running_lab.ask(op="fault", **fault)["ok"]
    assert "rx_crc_errors: 0" not in running_lab.run("rtr-kectimur", "ethtool", "-S", "sfp-sfpplus1")
    assert "rx_crc_errors: 0" in running_lab.run("dist2", "ethtool", "-S", "gi0-0-5")
    assert running_lab.ask(op="heal", **fault)["ok"]


def test_a_provider_that_forwards_nothing_keeps_its_session(running_lab: Lab) -> None:
    fault = {"fault": "isp-blackhole", "component": "circuit:isp1-main"}
    assert running_lab.ask(op="fault", **fault)["ok"]
    assert "Established" in running_lab.run("core1", "vtysh", "-c", "show bgp neighbor 198.51.100.1")
    assert "100% packet loss" in running_lab.run("rtr-dinkes", "ping", "-n", "-c", "3", "-i", "0.02", "-W", "1",
                                                 "203.0.113.80")
    assert running_lab.ask(op="heal", **fault)["ok"]


@pytest.mark.parametrize(("fault", "component"), [
    ("unidirectional-link", "link:core1-dist1"), ("link-flapping", "link:dist1-dinkes"),
    ("duplicate-address", "interface:srv1/eth1"), ("arp-spoofed", "link:core1-mon1"),
    ("cabling-wrong", "link:dist1-dinkes"), ("isp-mtu", "circuit:isp2-backup"),
    ("gateway-wrong", "device:mon1"), ("netmask-wrong", "interface:srv1/eth1"),
])
def test_a_fault_of_links_and_addresses_leaves_nothing(running_lab: Lab, fault: str, component: str) -> None:
    answer = running_lab.ask(op="fault", fault=fault, component=component)
    assert answer["ok"], answer
    answer = running_lab.ask(op="heal", fault=fault, component=component)
    assert answer["ok"], answer
    assert running_lab.ask(op="status")["waiting_for"] == []


def test_a_circuit_too_fast_to_be_filled_is_no_place_for_it(running_lab: Lab) -> None:
    places = {item["fault"]: item["places"] for item in running_lab.ask(op="faults")["faults"]}
    assert places["circuit-saturated"] == []
    assert "circuit:isp1-main" in places["isp-mtu"]


@pytest.mark.parametrize("fault", ["mgmt-lost", "credentials-refused", "host-key-changed"])
def test_management_faults_leave_the_network_alone(running_lab: Lab, fault: str) -> None:
    asked = {"fault": fault, "component": "management:rtr-dukcapil"}
    answer = running_lab.ask(op="fault", **asked)
    assert answer["ok"], answer
    assert running_lab.ask(op="status")["waiting_for"] == []
    assert running_lab.ask(op="heal", **asked)["ok"]


def test_heal_without_a_name_heals_all(running_lab: Lab) -> None:
    assert running_lab.ask(op="fault", fault="http-down", component="service:city-portal")["ok"]
    assert running_lab.ask(op="fault", fault="disk-full", component="device:rtr-dinkes")["ok"]
    answer = running_lab.ask(op="heal")
    assert [item["fault"] for item in answer["healed"]] == ["disk-full", "http-down"]
    assert running_lab.ask(op="status")["waiting_for"] == []
    assert "no fault" not in answer
    assert running_lab.ask(op="heal", fault="http-down", component="service:city-portal")["ok"] is False
