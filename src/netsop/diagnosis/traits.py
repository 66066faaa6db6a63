"""Traits: the words of a component that a fault's `where` can ask for."""

from __future__ import annotations

from collections.abc import Callable

from netsop.diagnosis.topology import Topology
from netsop.model.component import Component, Kind
from netsop.model.intent import Link

_DEFAULT = "0.0.0.0/0"


def traits(topology: Topology, component: Component) -> frozenset[str]:
    """The traits of a component; none for kinds that have no kinds of their own."""
    told = _TRAITS.get(component.kind)
    return frozenset(told(topology, component)) if told else frozenset()


def _session(topology: Topology, component: Component) -> set[str]:
    return {topology.sessions[component.name].protocol}


def _service(topology: Topology, component: Component) -> set[str]:
    service = topology.services[component.name]
    return {service.kind, "ours" if service.on else "beyond"}


def _tunnel(topology: Topology, component: Component) -> set[str]:
    return {topology.tunnels[component.name].kind}


def _route(topology: Topology, component: Component) -> set[str]:
    device, _, to = component.name.partition("/")
    where = "host" if topology.hosts[device].data.gateway else "router"
    return {where, "default" if to == _DEFAULT else "target"}


def _link(topology: Topology, component: Component) -> set[str]:
    return {"bundle" if topology.links[component.name].members else "single"}


def _interface(topology: Topology, component: Component) -> set[str]:
    cable = topology.cable(component)
    if cable is None:
        return {"member" if len(topology.ends(component)) > 1 else "edge"}
    kind = "linked" if isinstance(cable, Link) else "uplink"
    return {kind, "optical"} if cable.optics else {kind}


def _circuit(topology: Topology, component: Component) -> set[str]:
    return {"announced"} if component.name in topology.announced_by_isp else {"unannounced"}


def _device(topology: Topology, component: Component) -> set[str]:
    return {"host" if topology.hosts[component.name].data.gateway else "router"}


_TRAITS: dict[Kind, Callable[[Topology, Component], set[str]]] = {
    Kind.SESSION: _session,
    Kind.SERVICE: _service,
    Kind.TUNNEL: _tunnel,
    Kind.ROUTE: _route,
    Kind.LINK: _link,
    Kind.INTERFACE: _interface,
    Kind.DEVICE: _device,
    Kind.CIRCUIT: _circuit,
}
