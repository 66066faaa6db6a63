"""Addresses: each given once, usable, and the two ends of a cable in one subnet."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.errors import InvalidInput, Where
from netsop.model.intent import AnyAddress, AnyInterface
from netsop.workspace.intent import Declared
from netsop.workspace.inventory import Hosts
from netsop.workspace.rules.ports import ports


def unique_addresses(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """No two ports or loopbacks share an address, and no two hosts are reached at the same place."""
    taken: dict[object, Where] = {}
    for key, shown, where in _claims(hosts, declared):
        if key in taken:
            other = taken[key]
            yield InvalidInput(f"{shown} is already used at {other.file}:{other.line}", where=where)
        taken.setdefault(key, where)


def _claims(hosts: Hosts, declared: Declared) -> Iterator[tuple[object, str, Where]]:
    for name, host in hosts.hosts.items():
        place = hosts.places[name]
        yield (host.hostname.lower(), host.port), f"{host.hostname} port {host.port}", place.where("hostname")
        if host.data.loopback:
            yield host.data.loopback, str(host.data.loopback), place.where("data", "loopback")
    for placed in ports(declared):
        if placed.port.address:
            yield placed.port.address.ip, str(placed.port.address.ip), placed.where("address")
    for entry in declared.entries["circuits"]:
        address = entry.record.provider_address
        yield address, str(address), entry.where("provider_address")


def usable_addresses(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """A port's address is one that a port can have in its subnet."""
    del hosts
    for placed in ports(declared):
        if placed.port.address and not _usable(placed.port.address):
            what = f"{placed.port.address} is the network or broadcast address of its subnet"
            yield InvalidInput(what, where=placed.where("address"))


def _usable(address: AnyInterface) -> bool:
    network = address.network
    if network.num_addresses <= 2 or address.version == 6:
        return True
    return address.ip not in {network.network_address, network.broadcast_address}


def ends_in_one_subnet(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """Both ends of a link, or none, have an address; they lie in one subnet, as do we and our provider."""
    del hosts
    for entry in declared.entries["links"]:
        a, b = entry.record.a.address, entry.record.b.address
        if (a is None) != (b is None):
            end = "b" if b is None else "a"
            yield InvalidInput("is missing, while the other end has one", where=entry.where(end, "address"))
        elif a and b and a.network != b.network:
            what = f"{b} is not in the subnet of the other end, {a}"
            yield InvalidInput(what, where=entry.where("b", "address"))
    for entry in declared.entries["circuits"]:
        ours, theirs = entry.record.address, entry.record.provider_address
        if theirs not in ours.network:
            what = f"{theirs} is not in the subnet of our end, {ours}"
            yield InvalidInput(what, where=entry.where("provider_address"))


def subnets_apart(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """Different cables have different subnets: of overlapping ones a router could use only one."""
    del hosts
    nets = sorted(
        (
            (placed.port.address.network, str(placed.entry.record.name), placed.where("address"))
            for placed in ports(declared) if placed.port.address
        ),
        key=lambda net: (net[0].version, int(net[0].network_address), net[0].prefixlen),
    )
    widest: dict[int, tuple[int, str, Where]] = {}
    told: set[tuple[str, str]] = set()
    for network, name, where in nets:
        last, owner, other = widest.get(network.version, (-1, "", where))
        if int(network.network_address) <= last and owner != name and (owner, name) not in told:
            told.add((owner, name))
            what = f"the subnet {network} overlaps that of {owner} ({other.file}:{other.line})"
            yield InvalidInput(what, where=where)
        if int(network.broadcast_address) > last:
            widest[network.version] = (int(network.broadcast_address), name, where)


def gateways_within_reach(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """A host's gateway lies in a subnet of one of its ports, and is not the host itself."""
    found: dict[str, list[AnyInterface]] = {}
    for placed in ports(declared):
        if placed.port.address:
            found.setdefault(placed.port.device, []).append(placed.port.address)
    for name, host in hosts.hosts.items():
        gateway = host.data.gateway
        if gateway and not _reaches(found.get(name, []), gateway):
            where = hosts.places[name].where("data", "gateway")
            yield InvalidInput(f"{gateway} is not a neighbour in any subnet of {name}", where=where)


def _reaches(addresses: list[AnyInterface], gateway: AnyAddress) -> bool:
    return any(gateway in address.network and gateway != address.ip for address in addresses)
