"""What netsop can ask of each platform and read from it, cell by cell: for people, for machines and for the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netsop.model.platform import Platform
from netsop.report.inventory import Table, table

ASKED, READ, UNSUPPORTED = "asked", "read", "-"
# The order of the field: from the port upwards, then what probes further.
_ORDER = (
    "interfaces", "interface_ip", "optics", "environment", "cpu", "memory", "disk", "device", "neighbors", "arp", "mac",
    "vlan", "stp", "lag", "route", "bgp", "ospf", "ospf_interface", "bfd", "ntp", "log", "ping", "ping_mtu",
    "traceroute", "dns", "http", "daemons", "config",
)  # fmt: skip


def capabilities(platforms: Mapping[str, Platform]) -> tuple[str, ...]:
    """Every capability that any of the platforms has."""
    found = {_capability(name) for platform in platforms.values() for name in (*platform.probes, *platform.readers)}
    return (*(name for name in _ORDER if name in found), *sorted(found - set(_ORDER)))


def cell(platform: Platform, capability: str) -> str:
    """`asked`: a diagnosis asks for it; `read`: an output can be read offline, but is not asked for; `-`: neither."""
    if any(_capability(name) == capability for name in platform.probes):
        return ASKED
    return READ if any(_capability(name) == capability for name in platform.readers) else UNSUPPORTED


def matrix(platforms: Mapping[str, Platform], names: Sequence[str]) -> Table:
    """A row for each capability, a column for each of the named platforms."""
    rows = [((capability, *(cell(platforms[name], capability) for name in names)), (capability,))
            for capability in capabilities(platforms)]
    return table("capabilities", " ".join(("CAPABILITY", *names)), rows)


def listing(platforms: Mapping[str, Platform]) -> Table:
    """A row for each platform: whether real devices have been asked (`stable`) or it rests on documentation and on
    outputs of others (`experimental`), how much is asked and read, and all that is not supported."""
    every = capabilities(platforms)
    rows = []
    for name, platform in platforms.items():
        cells = {capability: cell(platform, capability) for capability in every}
        counts = [list(cells.values()).count(word) for word in (ASKED, READ)]
        lacking = ", ".join(capability for capability, word in cells.items() if word == UNSUPPORTED)
        rows.append(((name, platform.status, *counts, lacking or "-"), (name, *platform.also)))
    return table("platforms", "PLATFORM STATUS ASKED READ UNSUPPORTED", rows)


def probes(platform: Platform) -> Table:
    """A row for each command that a platform is asked or that can be read from it, and what reads the answer."""
    rows = [
        ((name, word, spec.command, spec.parser.name), (name,))
        for word, specs in ((ASKED, platform.probes), (READ, platform.readers)) for name, spec in specs.items()
    ]
    order = {capability: at for at, capability in enumerate(_ORDER)}
    rows.sort(key=lambda row: order.get(_capability(row[0][0]), len(order)))
    return table(platform.name, "PROBE HOW COMMAND READ_BY", rows)


def _capability(probe: str) -> str:
    return probe.partition(".")[0]
