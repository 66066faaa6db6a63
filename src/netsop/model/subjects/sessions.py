"""Routing sessions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.intent import Link, Session
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Each BGP session from our end, each adjacency from both ends."""
    links = {link.name: link for link in workspace.intent.links}
    for session in workspace.intent.all_sessions():
        component = Component(Kind.SESSION, session.name)
        if session.protocol == "bgp":
            yield _bgp(workspace, session, component)
            continue
        yield from _adjacency(links[session.over], component)


def _bgp(workspace: Workspace, session: Session, component: Component) -> Subject:
    attrs: dict[str, Any] = {
        "bgp": session.name,
        "device": session.device,
        "peer": str(session.peer),
        "remote_as": session.remote_as,
    }
    if session.import_policy is not None or session.export_policy is not None:
        attrs |= {"import_policy": session.import_policy or "", "export_policy": session.export_policy or ""}
    if session.announces:
        attrs["min_sent"] = len(session.announces)
    if session.min_prefixes:
        attrs["min_prefixes"] = session.min_prefixes
    local_as = workspace.hosts[session.device].data.local_as
    if local_as:
        attrs["local_as"] = local_as
    if session.receives_default:
        attrs["receives_default"] = "0.0.0.0/0"
    return Subject(component, session.device, session.device, attrs)


def _adjacency(link: Link, component: Component) -> Iterator[Subject]:
    for port, far in ((link.a, link.b), (link.b, link.a)):
        if not (far.address and link.ospf):
            continue
        attrs = {
            "ospf": link.name,
            "device": port.device,
            "interface": port.interface,
            "far_device": far.device,
            "far_interface": far.interface,
            "address": str(port.address.ip) if port.address else "",
            "far_address": str(far.address.ip),
            "ospf_area": str(link.ospf.area),
            "ospf_hello_s": link.ospf.hello_s,
            "ospf_dead_s": link.ospf.dead_s,
        }
        yield Subject(component, port.device, port.device, attrs)
