"""What an entry names must exist, and a port holds one cable."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from netsop.errors import InvalidInput, Where
from netsop.workspace.intent import Declared
from netsop.workspace.inventory import Hosts
from netsop.workspace.rules.ports import PlacedPort, ports


def unknown(kind: str, name: str, known: Collection[str], where: Where) -> InvalidInput:
    """The problem that something does not exist, with the most alike names that do."""
    alike = get_close_matches(name, sorted(known), n=3)
    advice = f"did you mean {' or '.join(alike)}?" if alike else ""
    return InvalidInput(f"there is no {kind} {name!r}", where=where, do=advice)


def known_platforms(hosts: Hosts, platforms: Collection[str]) -> Iterator[InvalidInput]:
    """Each host's platform has a folder."""
    for name, host in hosts.hosts.items():
        if host.platform not in platforms:
            where = hosts.places[name].where("platform")
            yield unknown("platform", host.platform, platforms, where)


def known_sites(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """Each host stands at a declared site."""
    sites = {entry.record.name for entry in declared.entries["sites"]}
    for name, host in hosts.hosts.items():
        if host.data.site not in sites:
            yield unknown("site", host.data.site, sites, hosts.places[name].where("data", "site"))


def known_devices(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """Ports, sessions, tunnels and services name devices of the inventory."""
    for placed in ports(declared):
        if placed.port.device not in hosts.hosts:
            yield unknown("device", placed.port.device, hosts.hosts, placed.where("device"))
    for entry in (*declared.entries["sessions"], *declared.entries["tunnels"]):
        if entry.record.device not in hosts.hosts:
            yield unknown("device", entry.record.device, hosts.hosts, entry.where("device"))
    for entry in declared.entries["services"]:
        if entry.record.on and entry.record.on not in hosts.hosts:
            yield unknown("device", entry.record.on, hosts.hosts, entry.where("on"))
        for way in ("vantages", "clients"):
            for index, name in enumerate(getattr(entry.record, way)):
                if name not in hosts.hosts:
                    yield unknown("device", name, hosts.hosts, entry.where(way, index))


def interfaces_used_once(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """One port holds one cable, and no cable returns to its own device."""
    del hosts
    taken: dict[tuple[str, str], PlacedPort] = {}
    for placed in ports(declared):
        key = (placed.port.device, placed.port.interface.lower())
        if key in taken:
            where, other = placed.where("interface"), taken[key].where("interface")
            port = f"{placed.port.device} {placed.port.interface}"
            what = f"{port} is already used at {other.file}:{other.line}"
            yield InvalidInput(what, where=where)
        taken.setdefault(key, placed)
    for entry in declared.entries["links"]:
        if entry.record.a.device == entry.record.b.device:
            yield InvalidInput("both ends are on the same device", where=entry.where("b", "device"))


def known_optics(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """An optical class has a budget to be judged by."""
    del hosts
    classes = declared.intent.budgets.optics
    for entry in (*declared.entries["links"], *declared.entries["circuits"]):
        if entry.record.optics and entry.record.optics not in classes:
            problem = unknown("optical budget", entry.record.optics, classes, entry.where("optics"))
            problem.do = problem.do or "write it in inventory/intent/budgets.yaml under optics"
            yield problem
