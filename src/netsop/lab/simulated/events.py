"""What devices write into their logs of the state that they are in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from netsop.lab.simulated.design import Socket
from netsop.lab.simulated.network import Network

_AGAIN_S = 16
_TIMES = 3
_PROTECTED_AGO_S = 240


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a device noticed, so long ago. what: `configured`, `moved` (an address), `protected` (a port)."""

    ago_s: int
    what: str
    reason: str = ""
    mac: str = ""
    vlan_id: int = 0
    ports: tuple[Socket, ...] = ()


def events(network: Network, device: str, changed_s: int) -> tuple[Event, ...]:
    """A device's log, oldest first; changed_s: since its configuration was last changed."""
    found = [Event(changed_s, "configured"), *_moved(network, device), *_protected(network, device)]
    return tuple(sorted(found, key=lambda event: -event.ago_s))


def _moved(network: Network, device: str) -> Iterator[Event]:
    for vlan, mac, one, other in network.switching.moving(device):
        for turn in range(_TIMES):
            yield Event(turn * _AGAIN_S + 3, "moved", mac=mac, vlan_id=vlan.vlan_id, ports=(one, other))


def _protected(network: Network, device: str) -> Iterator[Event]:
    for socket in network.design.sockets[device]:
        reason = network.physical.port(socket).protected
        if reason:
            yield Event(_PROTECTED_AGO_S, "protected", reason=reason, ports=(socket,))
