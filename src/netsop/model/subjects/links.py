"""Links, measured from their end a."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace

IP_AND_ICMP = 28
"""Octets of the headers of an IPv4 echo: what is left of the MTU is its payload (RFC 791, RFC 792)."""


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """Each link that has addresses."""
    for link in workspace.intent.links:
        if link.a.address and link.b.address:
            attrs: dict[str, Any] = {
                "device": link.a.device,
                "far_device": link.b.device,
                "far_address": str(link.b.address.ip),
                "mtu": link.mtu,
                "payload": link.mtu - IP_AND_ICMP,
                "max_loss_pct": workspace.intent.budgets.ping.max_loss_pct,
            }
            if link.members:
                attrs["members"] = len(link.members)
            yield Subject(Component(Kind.LINK, link.name), link.a.device, attrs=attrs)
