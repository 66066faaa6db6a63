"""Routing: adjacencies follow from links, BGP sessions run over a link or a circuit and agree with it."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.errors import InvalidInput
from netsop.model.intent import Circuit, Link, Session
from netsop.workspace.intent import Declared, Entry
from netsop.workspace.inventory import Hosts
from netsop.workspace.rules.references import unknown


def ospf_links(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """A link with OSPF has addresses, and waits for more than one hello."""
    del hosts
    for entry in declared.entries["links"]:
        link = entry.record
        if link.ospf is None:
            continue
        if not (link.a.address and link.b.address):
            yield InvalidInput("needs an address on both ends of the link", where=entry.where("ospf"))
        if link.ospf.dead_s <= link.ospf.hello_s:
            what = f"must be longer than hello_s ({link.ospf.hello_s}), found {link.ospf.dead_s}"
            yield InvalidInput(what, where=entry.where("ospf", "dead_s"))


def bgp_sessions(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """A BGP session says both AS numbers and runs over something that ends on its device at its peer."""
    entries = (*declared.entries["links"], *declared.entries["circuits"])
    cables = {entry.record.name: entry.record for entry in entries}
    for entry in declared.entries["sessions"]:
        session = entry.record
        if session.protocol == "ospf":
            do = "give the link an ospf block instead"
            yield InvalidInput("OSPF adjacencies follow from links", where=entry.where("protocol"), do=do)
            continue
        if session.remote_as is None:
            yield InvalidInput("is missing", where=entry.where("remote_as"))
        yield from _local_as(hosts, entry)
        if session.over not in cables:
            yield unknown("link or circuit", session.over, cables, entry.where("over"))
        else:
            yield from _agrees(entry, session, cables[session.over])


def _local_as(hosts: Hosts, entry: Entry) -> Iterator[InvalidInput]:
    host = hosts.hosts.get(entry.record.device)
    if host and host.data.local_as is None:
        what = f"is missing, while {host.name} has the BGP session {entry.record.name}"
        yield InvalidInput(what, where=hosts.places[host.name].where("data", "local_as"))


def _agrees(entry: Entry, session: Session, cable: Link | Circuit) -> Iterator[InvalidInput]:
    far, as_number = _far_end(session.device, cable)
    if far is None:
        what = f"{cable.name} does not end on {session.device}"
        yield InvalidInput(what, where=entry.where("over"))
    elif str(session.peer) != far:
        what = f"the far end of {cable.name} is {far}, found {session.peer}"
        yield InvalidInput(what, where=entry.where("peer"))
    if as_number and session.remote_as not in {None, as_number}:
        what = f"the circuit {cable.name} says AS {as_number}, found {session.remote_as}"
        yield InvalidInput(what, where=entry.where("remote_as"))


def _far_end(device: str, cable: Link | Circuit) -> tuple[str | None, int | None]:
    """The far end's address (empty: it has none; None: the cable is not on this device), and its AS."""
    if isinstance(cable, Circuit):
        return (str(cable.provider_address) if cable.device == device else None), cable.provider_as
    for near, far in ((cable.a, cable.b), (cable.b, cable.a)):
        if near.device == device:
            return (str(far.address.ip) if far.address else ""), None
    return None, None
