"""Relations: the components that stand in a relation to another, as predictions name them (`of:`)."""

from __future__ import annotations

from collections.abc import Callable

from netsop.diagnosis.topology import Topology, cable_component, interface, member_ports
from netsop.model.component import Component, Kind
from netsop.model.intent import Circuit, Link

Relation = Callable[[Topology, Component], tuple[Component, ...]]


def related(topology: Topology, component: Component, relation: str) -> tuple[Component, ...]:
    """Components that stand in a relation to this one. Raises KeyError for a relation that there is not."""
    return RELATIONS[relation](topology, component)


def _self(_topology: Topology, component: Component) -> tuple[Component, ...]:
    return (component,)


def _ends(topology: Topology, component: Component) -> tuple[Component, ...]:
    return tuple(interface(port) for port in topology.ends(component))


def _far(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The other ends of an interface, or of every link of a device or of a site's devices, and of bundles' cables."""
    if component.kind is Kind.INTERFACE:
        return tuple(end for end in _ends(topology, component) if end != component)
    inside = {component.name} if component.kind is not Kind.SITE else set(topology.devices_at(component.name))
    return tuple(
        interface(port)
        for device in sorted(inside)
        for link in topology.links_of(device)
        for port in (*link.ends, *member_ports(link))
        if port.device not in inside
    )


def _devices(topology: Topology, component: Component) -> tuple[Component, ...]:
    if component.kind is Kind.SITE:
        return tuple(Component(Kind.DEVICE, name) for name in topology.devices_at(component.name))
    if component.kind is Kind.SERVICE:
        host = topology.services[component.name].on
        return (Component(Kind.DEVICE, host),) if host else ()
    own = component.device
    names = {own} if own else {port.device for port in topology.ends(component)}
    return tuple(Component(Kind.DEVICE, name) for name in sorted(names))


def _management(topology: Topology, component: Component) -> tuple[Component, ...]:
    return tuple(Component(Kind.MANAGEMENT, device.name) for device in _devices(topology, component))


def _own_sessions(topology: Topology, component: Component) -> tuple[Component, ...]:
    if component.kind in {Kind.LINK, Kind.CIRCUIT}:
        return topology.sessions_over(component.name)
    if component.kind is Kind.CONDUIT:
        return tuple(session for cable in topology.held(component) for session in topology.sessions_over(cable.name))
    if component.kind is Kind.INTERFACE:
        cable = topology.cable(component)
        return topology.sessions_over(cable.name) if cable else ()
    cables: list[Link | Circuit] = []
    for device in _devices(topology, component):
        cables += topology.links_of(device.name)
        cables += topology.circuits_of(device.name)
    return tuple(session for cable in cables for session in topology.sessions_over(cable.name))


def _cable(topology: Topology, component: Component) -> tuple[Component, ...]:
    if component.kind is Kind.SESSION:
        return (topology.carrier(component),)
    if component.kind is Kind.CONDUIT:
        return tuple(cable_component(cable) for cable in topology.held(component))
    cable = topology.cable(component)
    return (cable_component(cable),) if cable else ()


def _routes(topology: Topology, component: Component) -> tuple[Component, ...]:
    return tuple(Component(Kind.ROUTE, f"{device.name}/0.0.0.0/0") for device in _devices(topology, component))


def _beyond(topology: Topology, _component: Component) -> tuple[Component, ...]:
    return tuple(Component(Kind.SERVICE, name) for name, service in topology.services.items() if service.beyond)


def _same_target(topology: Topology, component: Component) -> tuple[Component, ...]:
    """Other services at the same place as this one."""
    place = topology.target(component.name)
    return tuple(
        Component(Kind.SERVICE, name)
        for name in topology.services
        if name != component.name and topology.target(name) == place
    )


def _members(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The ports at both ends of the cables of a bundle, or of all bundles in a conduit."""
    bundles = (cable for cable in topology.held(component) if isinstance(cable, Link))
    return tuple(interface(port) for link in bundles for port in member_ports(link))


def _bundle_ports(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The ports of the cables in the bundle that an interface is an end of."""
    cable = topology.cable(component)
    return _members(topology, cable_component(cable)) if isinstance(cable, Link) else ()


def _vlan_ports(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The trunk and access ports of a VLAN."""
    vlan = topology.vlans[component.name]
    return tuple(interface(port) for port in (*vlan.trunks, *vlan.access))


def _vlan_gateway(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The routed port of a VLAN."""
    gateway = topology.vlans[component.name].gateway
    return (interface(gateway),) if gateway else ()


def _vlan_links(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The links that a VLAN's trunks are ends of."""
    cables = (topology.cable(port) for port in _vlan_ports(topology, component))
    return tuple(dict.fromkeys(cable_component(cable) for cable in cables if cable))


def _switches(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The devices that have ports in a VLAN."""
    vlan = topology.vlans[component.name]
    names = {port.device for port in (*vlan.trunks, *vlan.access)}
    return tuple(Component(Kind.DEVICE, name) for name in sorted(names))


def _clients(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The management paths of the devices that depend on a service."""
    return tuple(Component(Kind.MANAGEMENT, name) for name in topology.services[component.name].clients)


def _client_devices(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The devices that depend on a service."""
    return tuple(Component(Kind.DEVICE, name) for name in topology.services[component.name].clients)


def _targets(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The ways of the devices in question to each measured target."""
    return tuple(
        Component(Kind.ROUTE, f"{device.name}/{target}")
        for device in _devices(topology, component)
        for target in sorted(topology.targets)
    )


def _far_off_targets(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The ways of the devices in question to the measured targets beyond our network: only the default leads there."""
    return tuple(
        Component(Kind.ROUTE, f"{device.name}/{target}")
        for device in _devices(topology, component)
        for target, service in sorted(topology.targets.items())
        if service.beyond
    )


def _services_here(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The services that run on a device."""
    return tuple(Component(Kind.SERVICE, name) for name, service in topology.services.items()
                 if service.on == component.device)


def _cables(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The links and circuits that end on a device, on that of a route, or on a site's devices."""
    cables: list[Link | Circuit] = []
    for device in _devices(topology, component):
        cables += [*topology.links_of(device.name), *topology.circuits_of(device.name)]
    return tuple(dict.fromkeys(cable_component(cable) for cable in cables))


def _far_targets(topology: Topology, component: Component) -> tuple[Component, ...]:
    """The ways of a device's neighbours to each measured target."""
    near = {port.device for link in topology.links_of(component.name) for port in link.ends} - {component.name}
    targets = sorted(topology.targets)
    return tuple(Component(Kind.ROUTE, f"{name}/{target}") for name in sorted(near) for target in targets)


RELATIONS: dict[str, Relation] = {
    "self": _self,
    "ends": _ends,
    "far": _far,
    "devices": _devices,
    "management": _management,
    "sessions": _own_sessions,
    "cable": _cable,
    "routes": _routes,
    "beyond": _beyond,
    "same-place": _same_target,
    "services": lambda topology, _component: topology.components(Kind.SERVICE),
    "members": _members,
    "vlan-ports": _vlan_ports,
    "bundle-ports": _bundle_ports,
    "switches": _switches,
    "vlan-gateway": _vlan_gateway,
    "vlan-links": _vlan_links,
    "clients": _clients,
    "client-devices": _client_devices,
    "targets": _targets,
    "far-off-targets": _far_off_targets,
    "services-here": _services_here,
    "cables": _cables,
    "far-targets": _far_targets,
}
