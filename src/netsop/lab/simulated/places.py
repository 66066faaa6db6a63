"""Where a fault can be: the components of a design, and the traits that a recipe may ask for."""

from __future__ import annotations

from collections.abc import Callable

from netsop.lab.simulated.design import Design, Socket
from netsop.model.component import Component, Kind
from netsop.model.intent import Circuit, Link

_TELLS_NO_PARTS = {"linux", "frr"}
"""Platforms that say nothing of power supplies."""

_TRANSLATES = {"cisco_ios"}
"""Platforms that tell of address translations apart from other connections, and of licences that can run out."""

_GUARDS = {"cisco_ios"}
"""Switches that take a port out of service by themselves and say so, and tell a port's duplex and a supply's feed."""

_TELLS_WAVELENGTH = {"mikrotik_routeros"}
"""Platforms that tell the wavelength of a module's laser."""

_LISTENS = {"mikrotik_routeros"}
"""Platforms that tell of foreign DHCP servers."""

_NAMES: dict[Kind, Callable[[Design], set[str]]] = {
    Kind.SITE: lambda design: {host.data.site for host in design.hosts.values()},
    Kind.DEVICE: lambda design: set(design.hosts),
    Kind.MANAGEMENT: lambda design: set(design.hosts),
    Kind.INTERFACE: lambda design: {socket.key for sockets in design.sockets.values() for socket in sockets},
    Kind.LINK: lambda design: set(design.links),
    Kind.CIRCUIT: lambda design: set(design.circuits),
    Kind.SESSION: lambda design: {session.name for session in design.intent.all_sessions()},
    Kind.VLAN: lambda design: {vlan.name for vlan in design.intent.vlans},
    Kind.CONDUIT: lambda design: set(shared(design)),
    Kind.SERVICE: lambda design: {service.name for service in design.intent.services},
}


def names(design: Design, kind: Kind) -> set[str]:
    """The names of all components of a kind."""
    return _NAMES[kind](design) if kind in _NAMES else set()


def traits(design: Design, component: Component) -> set[str]:
    """Words that a recipe's `where` can ask for."""
    told = _TRAITS.get(component.kind)
    return {word for word, held in told(design, component.name).items() if held} if told else set()


def _session(design: Design, name: str) -> dict[str, bool]:
    return {session.protocol: True for session in design.intent.all_sessions() if session.name == name}


def _device(design: Design, name: str) -> dict[str, bool]:
    host = design.hosts[name]
    return {
        "static": bool(host.data.gateway),
        "ospf": design.routes_ospf(name),
        "parts": host.platform not in _TELLS_NO_PARTS,
        "feeds": host.platform in _GUARDS,
        "daemons": host.platform == "frr",
        "translates": host.platform in _TRANSLATES,
        "connections": host.platform not in _TRANSLATES,
        "clocked": _depends(design, name, "ntp"),
    }


def _interface(design: Design, name: str) -> dict[str, bool]:
    socket = design.socket(name)
    platform = design.hosts[socket.device].platform
    guards = platform in _GUARDS and _switches(design, socket.device)
    return {
        "optical": socket.optical,
        "ospf": bool(socket.ospf),
        "linked": bool(socket.link),
        "cabled": bool(socket.link or socket.circuit),
        "addressed": bool(socket.address),
        "whole": not socket.bundle,
        "port": not (socket.members or socket.virtual),
        "guarded": guards and not (socket.members or socket.virtual),
        "told-wavelength": platform in _TELLS_WAVELENGTH and _declares_wavelength(design, socket),
    }


def _declares_wavelength(design: Design, socket: Socket) -> bool:
    cable = socket.link or socket.circuit
    budget = design.intent.budgets.optics.get(cable.optics or "") if cable else None
    return bool(budget and budget.wavelength_nm)


def _link(design: Design, name: str) -> dict[str, bool]:
    link = design.links[name]
    return {
        "optical": bool(link.optics),
        "copper": link.kind == "copper",
        "bundle": bool(link.members),
        "addressed": bool(link.a.address),
        "told-duplex": all(design.hosts[port.device].platform in _GUARDS for port in link.ends),
    }


def _vlan(design: Design, name: str) -> dict[str, bool]:
    vlan = next(vlan for vlan in design.intent.vlans if vlan.name == name)
    return {"trunked": bool(vlan.trunks), "accessed": bool(vlan.access), "rooted": bool(vlan.root)}


def _service(design: Design, name: str) -> dict[str, bool]:
    """watched: the device that serves it listens for strangers that serve the same."""
    service = next(service for service in design.intent.services if service.name == name)
    watched = bool(service.on) and design.hosts[service.on or ""].platform in _LISTENS
    return {service.kind: True, "beyond": bool(service.beyond), "ours": not service.beyond, "watched": watched}


def shared(design: Design) -> dict[str, tuple[Link | Circuit, ...]]:
    """The routes in the ground that hold more than one cable."""
    cables: list[Link | Circuit] = [*design.intent.links, *design.intent.circuits]
    named = {cable.conduit for cable in cables if cable.conduit}
    found = {name: tuple(cable for cable in cables if cable.conduit == name) for name in named}
    return {name: held for name, held in found.items() if len(held) > 1}


def _switches(design: Design, device: str) -> bool:
    """Whether a device has ports in VLANs."""
    return any(port.device == device for vlan in design.intent.vlans for port in (*vlan.trunks, *vlan.access))


def _depends(design: Design, device: str, kind: str) -> bool:
    """Whether a device is a client of a service of this kind."""
    return any(device in service.clients for service in design.intent.services if service.kind == kind)


_TRAITS: dict[Kind, Callable[[Design, str], dict[str, bool]]] = {
    Kind.SESSION: _session,
    Kind.DEVICE: _device,
    Kind.INTERFACE: _interface,
    Kind.LINK: _link,
    Kind.VLAN: _vlan,
    Kind.SERVICE: _service,
}
