from __future__ import annotations

import pytest

from netsop.facts.parsed import Status
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.recipe import recipes
from netsop.lab.simulated.render import terminal
from netsop.parse.engine import parse
from netsop.platforms.loader import load_platforms
from netsop.probes.command import fill, placeholders

PLATFORMS = load_platforms(None)
DEVICES = {
    "cisco_ios": "core1",
    "mikrotik_routeros": "core2",
    "frr": "rtr-kecbarat",
    "linux": "mon1",
}
VALUES = {
    "target": "203.0.113.80",
    "size": "1500",
    "server": "203.0.113.53",
    "query": "www.example.net",
    "url": "http://203.0.113.80/",
}
INTERFACES = {
    "cisco_ios": "GigabitEthernet0/0/1",
    "mikrotik_routeros": "sfp-sfpplus2",
    "frr": "eth1",
    "linux": "eth1",
}
UNASKED = {"mac", "vlan", "stp", "lag", "bfd", "log"}  # the city switches nothing: see the campus
PROBES = [
    (platform, probe) for platform in DEVICES for probe in PLATFORMS[platform].probes
    if probe.partition(".")[0] not in UNASKED
]  # fmt: skip


@pytest.mark.parametrize(("platform", "probe"), PROBES)
def test_every_probe_of_a_platform_is_answered_so_that_it_is_read(platform: str, probe: str, design: Design) -> None:
    spec = PLATFORMS[platform].probes[probe]
    values = {**VALUES, "interface": INTERFACES[platform]}
    args = tuple((name, values[name]) for name in sorted(placeholders(spec)))
    text = terminal(platform).answer(Laboratory(design, lambda: 0.0), DEVICES[platform], fill(spec, args))
    parsed = parse(PLATFORMS[platform], probe, args, text)
    if probe == "optics" and platform == "linux":
        assert parsed.status is Status.UNSUPPORTED  # its port is copper
    elif probe.startswith("bgp") and platform == "frr":
        assert parsed.status is Status.UNSUPPORTED  # an office has no provider of its own
    else:
        assert parsed.status in {Status.OK, Status.EMPTY}, (parsed, text)


@pytest.mark.parametrize(("platform", "device"), DEVICES.items())
def test_an_unknown_command_is_refused_as_the_platform_knows_it(platform: str, device: str, design: Design) -> None:
    known = PLATFORMS[platform]
    text = terminal(platform).answer(Laboratory(design, lambda: 0.0), device, "unicorn print")
    assert parse(known, "interfaces", (), text).status is Status.UNSUPPORTED


@pytest.mark.parametrize("device", ["core1", "core2", "rtr-kecbarat", "rtr-kectimur", "mon1"])
@pytest.mark.parametrize("name", ["link-cut", "mtu-mismatch", "address-wrong", "ospf-passive", "isp-circuit-down"])
def test_answers_are_read_while_faults_are_on(name: str, device: str, design: Design) -> None:
    laboratory = Laboratory(design, lambda: 5.0)
    places = {
        "link-cut": "link:dist2-kectimur",
        "mtu-mismatch": "interface:rtr-kecbarat/eth1",
        "address-wrong": "interface:core2/sfp-sfpplus2",
        "ospf-passive": "session:ospf-dist1-kecbarat",
        "isp-circuit-down": "circuit:isp1-main",
    }
    assert name in recipes()
    laboratory.fault(name, places[name])
    platform = PLATFORMS[design.hosts[device].platform]
    for probe, spec in platform.probes.items():
        if placeholders(spec):
            continue
        text = terminal(platform.name).answer(laboratory, device, spec.command)
        status = parse(platform, probe, (), text).status
        assert status not in {Status.UNKNOWN, Status.PARTIAL, Status.ERROR}, (probe, text)
