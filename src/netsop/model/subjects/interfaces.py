"""Interfaces: what each port of ours should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.intent import Circuit, Link, Port
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Both ends of each link, the members of bundles, our end of each circuit, offices' networks, and access ports.

    All have `port`; the last have nothing else, because what is plugged in there may be switched off.
    """
    intent = workspace.intent
    for link in intent.links:
        for port, far in ((link.a, link.b), (link.b, link.a)):
            attrs: dict[str, Any] = {
                **_port(port),
                **_medium(workspace, link),
                "link": link.name,
                "far_device": far.device,
                "far_interface": far.interface,
            }
            if far.address:
                attrs["far_address"] = str(far.address.ip)
            if link.ospf:
                attrs |= {
                    "ospf_area": str(link.ospf.area),
                    "ospf_hello_s": link.ospf.hello_s,
                    "ospf_dead_s": link.ospf.dead_s,
                }
            yield _interface(port, attrs | _wire(link, member=False))
        yield from _members(workspace, link)
    for circuit in intent.circuits:
        yield _interface(circuit.port, {**_port(circuit.port), **_medium(workspace, circuit), "circuit": circuit.name})
    for site in intent.sites:
        if site.lan:
            yield _interface(site.lan, {**_port(site.lan), "site": site.name})
    yield from _switched(workspace)


def _switched(workspace: Workspace) -> Iterator[Subject]:
    """Access ports, and gateways that are no site's office network."""
    offices = {(site.lan.device, site.lan.interface) for site in workspace.intent.sites if site.lan}
    for vlan in workspace.intent.vlans:
        if vlan.gateway and (vlan.gateway.device, vlan.gateway.interface) not in offices:
            yield _interface(vlan.gateway, _port(vlan.gateway))
        for port in vlan.access:
            yield _interface(port, {"device": port.device, "port": port.interface})


def _members(workspace: Workspace, link: Link) -> Iterator[Subject]:
    """The cables of a bundle; whether they are up is theirs, whether they are bundled the bundle's."""
    for member in link.members:
        for port, name, far, far_name in (
            (link.a, member.a, link.b, member.b), (link.b, member.b, link.a, member.a)
        ):
            attrs = {
                "device": port.device, "interface": name, "port": name, "lag": port.interface, "link": link.name,
                "far_device": far.device, "far_interface": far_name, **_optics(workspace, link),
                "max_errors_per_s": workspace.intent.budgets.errors.max_per_s, **_wire(link, member=True),
            }
            yield Subject(Component(Kind.INTERFACE, f"{port.device}/{name}"), port.device, attrs=attrs)


def _wire(link: Link, *, member: bool) -> dict[str, str]:
    """`wire`: the two ports are joined by nothing but a cable, so that they must agree about it."""
    return {"wire": link.name} if link.kind != "radio" and bool(link.members) == member else {}


def _interface(port: Port, attrs: Mapping[str, Any]) -> Subject:
    return Subject(Component(Kind.INTERFACE, f"{port.device}/{port.interface}"), port.device, attrs=attrs)


def _port(port: Port) -> dict[str, Any]:
    attrs: dict[str, Any] = {"device": port.device, "interface": port.interface, "port": port.interface}
    if port.address:
        attrs |= {"address": str(port.address.ip), "prefix_length": port.address.network.prefixlen}
        attrs |= {"ipv4": True} if port.address.version == 4 else {}
    return attrs


def _medium(workspace: Workspace, cable: Link | Circuit) -> dict[str, Any]:
    attrs: dict[str, Any] = {
        "mtu": cable.mtu,
        "speed_bps": cable.speed_mbps * 1_000_000,
        "max_errors_per_s": workspace.intent.budgets.errors.max_per_s,
    }
    if isinstance(cable, Link) and cable.members:
        return attrs  # a bundle has no light of its own, and its speed is that of the members that are in it
    return {**attrs, **_optics(workspace, cable)}


def _optics(workspace: Workspace, cable: Link | Circuit) -> dict[str, Any]:
    budget = workspace.intent.budgets.optics.get(cable.optics or "")
    return budget.model_dump(exclude_none=True) if budget else {}
