"""Services can be measured, and budgets leave room."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.errors import InvalidInput
from netsop.model.intent import MEASURED
from netsop.workspace.intent import Declared, Entry
from netsop.workspace.inventory import Hosts


def measurable(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """A service says where it is, what to ask, and names each vantage point once."""
    del hosts
    for entry in declared.entries["services"]:
        service = entry.record
        if (service.on is None) == (service.beyond is None):
            do = "write on: DEVICE for one of ours, or beyond: internet"
            yield InvalidInput("needs one of on and beyond", where=entry.where(), do=do)
        if service.kind in MEASURED and not service.vantages:
            yield InvalidInput("needs at least one device that measures it", where=entry.where("vantages"))
        if service.kind == "dns" and service.query is None:
            yield InvalidInput("is missing: the name to ask for", where=entry.where("query"))
        yield from _asked_of_devices(entry)
        for way in ("vantages", "clients"):
            names = getattr(service, way)
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield InvalidInput(f"{name} stands here twice", where=entry.where(way, index))


def _asked_of_devices(entry: Entry) -> Iterator[InvalidInput]:
    """What nobody measures is told by the device that serves it, or by its clients: intent must name them."""
    service = entry.record
    if service.kind == "dhcp" and service.on is None:
        yield InvalidInput("is missing: the device that gives the addresses", where=entry.where("on"))
    if service.kind in {"aaa", "ntp"} and not service.clients:
        yield InvalidInput("needs at least one device that depends on it", where=entry.where("clients"))


def sane_budgets(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """An optical window has a lower bound below its upper one."""
    del hosts
    if declared.budgets is None:
        return
    for name, budget in declared.intent.budgets.optics.items():
        for way in ("rx", "tx"):
            low, high = getattr(budget, f"{way}_min_dbm"), getattr(budget, f"{way}_max_dbm")
            if low >= high:
                where = declared.budgets.where("optics", name, f"{way}_min_dbm")
                yield InvalidInput(f"must be below {way}_max_dbm ({high}), found {low}", where=where)
