"""The way to what people use: each router's choice for each target, as a route of that device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Each device × each address that a measured service has (`route:DEVICE/TARGET`)."""
    targets = {str(service.target): service.on for service in workspace.intent.services if service.vantages}
    neighbours = _neighbours(workspace)
    for name in workspace.hosts:
        for target, on in sorted(targets.items()):
            if name == on:
                continue
            attrs: dict[str, Any] = {"device": name, "target": target, "neighbours": list(neighbours.get(name, ()))}
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
