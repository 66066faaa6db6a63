"""VLANs: their trunk and access ports, and the bridge that should be their spanning tree's root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.intent import Vlan
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace


def subjects(workspace: Workspace) -> Iterator[Subject]:
    """A VLAN from each switch that it touches: once for each of its ports there (`port`), once for its root.

    vantage is `DEVICE/INTERFACE` for a port, so that each port has a finding of its own.
    """
    for vlan in workspace.intent.vlans:
        component = Component(Kind.VLAN, vlan.name)
        for way, ports in (("trunk", vlan.trunks), ("access", vlan.access)):
            for port in ports:
                attrs = {**_common(vlan), "device": port.device, "interface": port.interface, way: port.interface}
                yield Subject(component, port.device, f"{port.device}/{port.interface}", attrs)
        if vlan.root:
            attrs = {**_common(vlan), "device": vlan.root, "root": vlan.root}
            yield Subject(component, vlan.root, vlan.root, attrs)


def _common(vlan: Vlan) -> dict[str, Any]:
    return {"vlan": vlan.name, "vlan_id": vlan.vlan_id}
