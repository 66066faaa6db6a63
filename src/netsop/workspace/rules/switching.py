"""Bundles and VLANs: their ports exist, hold one cable each, and are in one VLAN without a tag."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.errors import InvalidInput, Where
from netsop.model.intent import Port
from netsop.workspace.intent import Declared, Entry
from netsop.workspace.inventory import Hosts
from netsop.workspace.rules.ports import ports
from netsop.workspace.rules.references import unknown


def members_used_once(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """The ports of a bundle's cables are in no other link, circuit or bundle."""
    del hosts
    taken = {(each.port.device, each.port.interface.lower()): each.where("interface") for each in ports(declared)}
    for entry in declared.entries["links"]:
        for index, member in enumerate(entry.record.members):
            for side, port, name in (("a", entry.record.a, member.a), ("b", entry.record.b, member.b)):
                key, where = (port.device, name.lower()), entry.where("members", index, side)
                if key in taken:
                    yield InvalidInput(f"{port.device} {name} is already used at {_at(taken[key])}", where=where)
                taken.setdefault(key, where)


def vlan_ports(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """A VLAN's ports are on devices of the inventory, each once; no port is in two VLANs without a tag."""
    untagged: dict[tuple[str, str], str] = {}
    for entry in declared.entries["vlans"]:
        mine: set[tuple[str, str]] = set()
        for way, port, where in _ports(entry):
            key = (port.device, port.interface.lower())
            if port.device not in hosts.hosts:
                yield unknown("device", port.device, hosts.hosts, where)
            if key in mine:
                yield InvalidInput(f"{port.device} {port.interface} stands in this VLAN twice", where=where)
            elif way == "access" and key in untagged:
                what = f"{port.device} {port.interface} is without a tag in the VLAN {untagged[key]} already"
                yield InvalidInput(what, where=where)
            mine.add(key)
            if way == "access":
                untagged.setdefault(key, entry.record.name)
        yield from _ends(hosts, entry, {device for device, _ in mine})


def _ports(entry: Entry) -> Iterator[tuple[str, Port, Where]]:
    for way in ("trunks", "access"):
        for index, port in enumerate(getattr(entry.record, way)):
            yield way, port, entry.where(way, index, "interface")


def _ends(hosts: Hosts, entry: Entry, switches: set[str]) -> Iterator[InvalidInput]:
    vlan = entry.record
    if vlan.root and vlan.root not in switches:
        what = f"{vlan.root} has no port in the VLAN {vlan.name}"
        yield InvalidInput(what, where=entry.where("root"), do="name one of its switches, or its ports there")
    if vlan.gateway and vlan.gateway.device not in hosts.hosts:
        yield unknown("device", vlan.gateway.device, hosts.hosts, entry.where("gateway", "device"))


def _at(where: Where) -> str:
    return f"{where.file}:{where.line}"
