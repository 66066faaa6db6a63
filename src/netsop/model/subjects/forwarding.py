"""The way to what people use: each router's choice for each target, as a route of that device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.subject import Subject
from netsop.model.subjects.devices import routes
from netsop.model.workspace import Workspace


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Each device × each address that a measured service has (`route:DEVICE/TARGET`)."""
    targets = {str(service.target): service.on for service in workspace.intent.services if service.vantages}
    neighbours, networks, dynamic = _neighbours(workspace), _networks(workspace), _dynamic(workspace)
    for name in (name for name, host in workspace.hosts.items() if routes(host)):
        for target, on in sorted(targets.items()):
            if name == on:
                continue
            at_hand = [target for network in networks.get(name, ()) if ip_address(target) in network]
            attrs: dict[str, Any] = {
                "device": name, "target": target, "neighbours": [*neighbours.get(name, ()), *at_hand],
            }  # fmt: skip
            if name in dynamic:
                attrs["dynamic"] = True
            yield Subject(Component(Kind.ROUTE, f"{name}/{target}"), name, attrs=attrs)


def _neighbours(workspace: Workspace) -> Mapping[str, list[str]]:
    """Device → the addresses at the far ends of its cables: the only next hops that it can have."""
    found: dict[str, list[str]] = {}
    for link in workspace.intent.links:
        for port, far in ((link.a, link.b), (link.b, link.a)):
            if far.address:
                found.setdefault(port.device, []).append(str(far.address.ip))
    for circuit in workspace.intent.circuits:
        found.setdefault(circuit.device, []).append(str(circuit.provider_address))
    return found


def _networks(workspace: Workspace) -> Mapping[str, list[IPv4Network | IPv6Network]]:
    """Device → the networks of its own ports: what lies in them needs no next hop."""
    ports = [port for link in workspace.intent.links for port in link.ends]
    ports += [circuit.port for circuit in workspace.intent.circuits]
    ports += [site.lan for site in workspace.intent.sites if site.lan]
    found: dict[str, list[IPv4Network | IPv6Network]] = {}
    for port in ports:
        if port.address:
            found.setdefault(port.device, []).append(port.address.network)
    return found


def _dynamic(workspace: Workspace) -> set[str]:
    """The routers that have all their ways from routing protocols: OSPF inside, BGP over each circuit."""
    inside = {port.device for link in workspace.intent.links if link.ospf for port in link.ends}
    carried = {session.over for session in workspace.intent.sessions}
    return inside - {circuit.device for circuit in workspace.intent.circuits if circuit.name not in carried}
