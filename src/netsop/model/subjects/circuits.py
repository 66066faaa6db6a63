"""Circuits: what the provider owes us, measured from the device at our end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.subject import Subject
from netsop.model.subjects.links import IP_AND_ICMP
from netsop.model.workspace import Workspace

_FLOOD = 3
"""Times the usual inbound rate of a busy hour that make a flood."""


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Each circuit, as our side of it sees it."""
    beyond = [service for service in workspace.intent.services if service.beyond and service.kind == "ping"]
    limits = workspace.intent.budgets.resources
    for circuit in workspace.intent.circuits:
        attrs: dict[str, Any] = {
            "device": circuit.device,
            "interface": circuit.interface,
            "mtu": circuit.mtu,
            "payload": circuit.mtu - IP_AND_ICMP,
            "load_bps": circuit.bandwidth_mbps * 10_000 * limits.load_pct,
            "provider_address": str(circuit.provider_address),
            "latency_ms": circuit.latency_ms,
            "loss_pct": circuit.loss_pct,
            "max_loss_pct": max(circuit.loss_pct, workspace.intent.budgets.ping.max_loss_pct),
        }
        if beyond:
            attrs["beyond_address"] = str(beyond[0].target)
        if circuit.usual_in_mbps:
            attrs["flood_bps"] = circuit.usual_in_mbps * 1_000_000 * _FLOOD
        yield Subject(Component(Kind.CIRCUIT, circuit.name), circuit.device, attrs=attrs)
