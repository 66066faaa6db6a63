"""Where a fault can be: the components of a design, and the traits that a recipe may ask for."""

from __future__ import annotations

from collections.abc import Callable

from netsop.lab.simulated.design import Design
from netsop.model.component import Component, Kind
from netsop.model.intent import Service

_TELLS_NO_PARTS = {"linux", "frr"}
"""Platforms that say nothing of power supplies."""

_TRANSLATES = {"cisco_ios"}
"""Platforms that tell of address translations apart from other connections, and of licences that can run out."""

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
    Kind.SERVICE: lambda design: {service.name for service in design.intent.services},
}


def names(design: Design, kind: Kind) -> set[str]:
    """The names of all components of a kind."""
    return _NAMES[kind](design) if kind in _NAMES else set()


def traits(design: Design, component: Component) -> set[str]:
    """Words that a recipe's `where` can ask for."""
    intent, name = design.intent, component.name
    match component.kind:
        case Kind.SESSION:
            return {session.protocol for session in intent.all_sessions() if session.name == name}
        case Kind.SERVICE:
            return _service(design, next(service for service in intent.services if service.name == name))
        case Kind.DEVICE:
            host = design.hosts[name]
            holds = {"static": bool(host.data.gateway), "ospf": design.routes_ospf(name),
                     "parts": host.platform not in _TELLS_NO_PARTS, "daemons": host.platform == "frr",
                     "translates": host.platform in _TRANSLATES, "connections": host.platform not in _TRANSLATES,
                     "clocked": _depends(design, name, "ntp")}
            return {word for word, held in holds.items() if held}
        case Kind.INTERFACE:
            socket = design.socket(name)
            holds = {"optical": socket.optical, "ospf": bool(socket.ospf), "linked": bool(socket.link),
                     "cabled": bool(socket.link or socket.circuit)}
            return {word for word, held in holds.items() if held}
        case Kind.LINK:
            return {"optical"} if design.links[name].optics else set()
    return set()


def _service(design: Design, service: Service) -> set[str]:
    """watched: the device that serves it listens for strangers that serve the same."""
    told = {service.kind, "beyond" if service.beyond else "ours"}
    return told | {"watched"} if service.on and design.hosts[service.on].platform in _LISTENS else told


def _depends(design: Design, device: str, kind: str) -> bool:
    """Whether a device is a client of a service of this kind."""
    return any(device in service.clients for service in design.intent.services if service.kind == kind)
