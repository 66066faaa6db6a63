"""Announced work: on something that exists, and with an end behind its start."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.errors import InvalidInput
from netsop.workspace.intent import Declared
from netsop.workspace.inventory import Hosts
from netsop.workspace.rules.ports import ports
from netsop.workspace.rules.references import unknown

_KINDS = {
    "site": "sites", "link": "links", "circuit": "circuits", "session": "sessions", "service": "services",
    "vlan": "vlans", "tunnel": "tunnels", "prefix": "prefixes",
}  # fmt: skip
"""Component kinds → the entries that they are named by."""


def maintenance(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """An announcement names a component of the inventory, and ends after it begins."""
    names = _names(hosts, declared)
    for entry in declared.entries["maintenance"]:
        work = entry.record
        kind, _, name = work.component.partition(":")
        if kind not in names:
            do = f"one of: {', '.join(sorted(names))}"
            yield InvalidInput(f"there is no kind of component {kind!r}", where=entry.where("component"), do=do)
        elif name not in names[kind]:
            yield unknown(kind, name, names[kind], entry.where("component"))
        if work.end <= work.start:
            yield InvalidInput(f"must be after start ({work.start}), found {work.end}", where=entry.where("end"))


def _names(hosts: Hosts, declared: Declared) -> dict[str, set[str]]:
    found = {kind: {entry.record.name for entry in declared.entries[of]} for kind, of in _KINDS.items()}
    found["session"] |= {f"ospf-{entry.record.name}" for entry in declared.entries["links"] if entry.record.ospf}
    cables = [entry.record for of in ("links", "circuits") for entry in declared.entries[of]]
    found["conduit"] = {cable.conduit for cable in cables if cable.conduit}
    found["device"] = found["management"] = set(hosts.hosts)
    found["interface"] = {f"{each.port.device}/{each.port.interface}" for each in ports(declared)}
    for entry in declared.entries["links"]:
        for member in entry.record.members:
            found["interface"] |= {f"{entry.record.a.device}/{member.a}", f"{entry.record.b.device}/{member.b}"}
    for entry in declared.entries["vlans"]:
        found["interface"] |= {f"{port.device}/{port.interface}" for port in entry.record.access}
    return found
