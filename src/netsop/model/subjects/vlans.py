"""VLANs: their trunk and access ports, and the bridge that should be their spanning tree's root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.intent import Vlan
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace

QUIET_S = 600
"""An address that a switch has moved from port to port within this time may still be moving."""


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """A VLAN from each of its ports (vantage DEVICE/INTERFACE), and from each of its switches as a whole (`switch`)."""
    for vlan in workspace.intent.vlans:
        component = Component(Kind.VLAN, vlan.name)
        for way, ports in (("trunk", vlan.trunks), ("access", vlan.access)):
            for port in ports:
                attrs = {**_common(vlan), "device": port.device, "interface": port.interface, way: port.interface}
                yield Subject(component, port.device, f"{port.device}/{port.interface}", attrs)
        for device in dict.fromkeys(port.device for port in (*vlan.trunks, *vlan.access)):
            attrs = {**_common(vlan), "device": device, "switch": device}
            yield Subject(component, device, device, attrs | ({"root": device} if device == vlan.root else {}))


def _common(vlan: Vlan) -> dict[str, Any]:
    return {"vlan": vlan.name, "vlan_id": vlan.vlan_id, "quiet_s": QUIET_S}
