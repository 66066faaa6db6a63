"""Tunnels, as our end sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace

HANDSHAKE_S = 180
"""After this without a key exchange a WireGuard session is dead (REJECT_AFTER_TIME of its protocol)."""


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Each tunnel from its device."""
    for tunnel in workspace.intent.tunnels:
        attrs: dict[str, Any] = {
            "device": tunnel.device, "interface": tunnel.interface, "peer": tunnel.peer, tunnel.kind: tunnel.name,
            "endpoint": str(tunnel.endpoint), "max_handshake_s": HANDSHAKE_S,
            "allowed": [str(prefix) for prefix in tunnel.allowed],
            "max_loss_pct": workspace.intent.budgets.ping.max_loss_pct,
        }
        if tunnel.inside:
            attrs["inside"] = str(tunnel.inside)
        yield Subject(Component(Kind.TUNNEL, tunnel.name), tunnel.device, attrs=attrs)
