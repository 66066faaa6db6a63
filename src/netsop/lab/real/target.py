"""What a fault is put on: the values that its recipe's places ({a.device}, {provider}, …) stand for."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Interface

from netsop.errors import InvalidInput, NotFound
from netsop.lab.real.layout import CableSpec, Layout, PortSpec, linux_name, port_mac
from netsop.model.component import Component, Kind
from netsop.model.intent import Session

Values = dict[str, str]

_CARRIED_MBPS = 10
"""More than that one sender of pings may not be able to send."""
_ROOMY = 28
"""Prefix length up to which a network has addresses to spare."""


def values_of(layout: Layout, component: Component) -> Values:
    """Place → value for a component. Raises NotFound when there is none of this name, InvalidInput when it has no

    counterpart in the laboratory.
    """
    reader = _READERS.get(component.kind)
    if reader is None:
        raise InvalidInput(f"the real laboratory has no faults on a {component.kind.value}")
    values = reader(layout, component.name)
    values["name"] = component.name
    values["username"] = layout.lab.credentials.username
    values["web"] = str(layout.lab.internet.addresses["web"])
    return values


def session_protocol(layout: Layout, component: Component) -> str | None:
    """`bgp` or `ospf` for a session, None for every other component."""
    return _session_record(layout, component.name).protocol if component.kind is Kind.SESSION else None


def fill(text: str, values: Values) -> str:
    """Put the values into the places of a text. Raises InvalidInput when a place has no value here."""
    for place, value in values.items():
        text = text.replace(f"{{{place}}}", value)
    return text


def _missing(kind: Kind, name: str) -> NotFound:
    return NotFound(f"there is no {kind.value} {name!r} in the laboratory")


def _port(layout: Layout, device: str, interface: str) -> PortSpec:
    for port in layout.nodes[device].ports:
        if port.interface == interface:
            return port
    raise NotFound(f"{device} has no interface {interface!r}")


def _end(layout: Layout, prefix: str, device: str, interface: str) -> Values:
    port = _port(layout, device, interface)
    address = IPv4Interface(port.address)
    network = address.network
    wrong = IPv4Interface(f"{network.network_address + 2 * network.num_addresses + 1}/{network.prefixlen}")
    shorter = IPv4Interface(f"{address.ip}/{network.prefixlen - 1}")
    values = {
        "device": device, "interface": interface, "address": str(address), "ip": str(address.ip), "wrong": str(wrong),
        "shorter": str(shorter), "shorter.network": str(shorter.network), "mac": port_mac(device, interface),
        "role": layout.nodes[device].role, "gateway": layout.nodes[device].gateway or "",
    }
    if port.ospf:
        area, cost, hello, dead = port.ospf
        values |= {"area": area, "cost": str(cost), "hello": str(hello), "dead": str(dead)}
    return {f"{prefix}{key}": value for key, value in values.items()}


def _ends(layout: Layout, cable: CableSpec, near: tuple[str, str], names: tuple[str, str]) -> Values:
    far = cable.b if near == cable.a else cable.a
    return {
        "cable": cable.name,
        **_end(layout, names[0], *near),
        **_end(layout, names[1], *far),
        "side": "a" if near == cable.a else "b",
    }


def _cable(layout: Layout, kind: Kind, name: str) -> CableSpec:
    for cable in layout.cables:
        if cable.name == name:
            return cable
    raise _missing(kind, name)


def _link(layout: Layout, name: str) -> Values:
    if name not in {link.name for link in layout.workspace.intent.links}:
        raise _missing(Kind.LINK, name)
    cable = _cable(layout, Kind.LINK, name)
    return _ends(layout, cable, cable.a, ("a.", "b.")) | _beside(layout, cable)


def _beside(layout: Layout, cable: CableSpec) -> Values:
    """Another cable between devices of ours that ends where this one does but leads elsewhere, and the node there."""
    ours = {link.name for link in layout.workspace.intent.links}
    for near, far in ((cable.a, cable.b), (cable.b, cable.a)):
        for other in layout.cables:
            for meets, leads in ((other.a, other.b), (other.b, other.a)):
                if other.name in ours and meets[0] == near[0] and leads[0] not in {near[0], far[0]}:
                    values = {"other.cable": other.name, "other.device": leads[0], "other.interface": leads[1]}
                    return values | {"at": near[0], "at.interface": near[1], "opposite": far[0]}
    return {}


def _interface(layout: Layout, name: str) -> Values:
    device, _, interface = name.partition("/")
    if device not in layout.workspace.hosts:
        raise _missing(Kind.INTERFACE, name)
    near = (device, linux_name(interface))
    for cable in layout.cables:
        if near in {cable.a, cable.b}:
            return _ends(layout, cable, near, ("", "far."))
    raise InvalidInput(f"{name!r} has no cable in the laboratory, so that no one could see the fault")


def _circuit(layout: Layout, name: str) -> Values:
    for provider in layout.lab.providers:
        if provider.circuit == name:
            cable = _cable(layout, Kind.CIRCUIT, name)
            ends = _ends(layout, cable, cable.a, ("", "provider."))
            return {**ends, "provider": provider.name, **_load(layout, name)}
    raise _missing(Kind.CIRCUIT, name)


def _load(layout: Layout, name: str) -> Values:
    """What a circuit carries in Mbit/s, and the usual part of it, where a laboratory can send that much."""
    circuit = next(circuit for circuit in layout.workspace.intent.circuits if circuit.name == name)
    if circuit.bandwidth_mbps > _CARRIED_MBPS:
        return {}
    usual = {"usual": str(circuit.usual_in_mbps)} if circuit.usual_in_mbps else {}
    return {"bandwidth": str(circuit.bandwidth_mbps), **usual}


def _session_record(layout: Layout, name: str) -> Session:
    for session in layout.workspace.intent.all_sessions():
        if session.name == name:
            return session
    raise _missing(Kind.SESSION, name)


def _session(layout: Layout, name: str) -> Values:
    session = _session_record(layout, name)
    if session.protocol == "ospf":
        return _link(layout, session.over)
    circuit = _circuit(layout, session.over)
    circuit |= {
        "peer": str(session.peer),
        "local_as": str(layout.nodes[session.device].local_as),
        "remote_as": str(session.remote_as),
        "aggregate": str(layout.lab.aggregate),
        "network": str(IPv4Interface(circuit["address"]).network),
    }
    return circuit


def _device(layout: Layout, name: str) -> Values:
    if name not in layout.workspace.hosts:
        raise _missing(Kind.DEVICE, name)
    node = layout.nodes[name]
    own = {"device": name, "devices": name, "role": node.role, "gateway": node.gateway or ""}
    return own | _witness(layout, {name}) | _elsewhere(layout, name)


def _elsewhere(layout: Layout, name: str) -> Values:
    """Next hops that are wrong: an address of the device's networks that nobody has, and that of a neighbouring router

    with no other way out, which would send everything back.
    """
    values = {}
    roomy = [network for port in layout.nodes[name].ports
             if (network := IPv4Interface(port.address).network).prefixlen <= _ROOMY]  # fmt: skip
    if roomy:
        values["nobody.ip"] = str(roomy[0].broadcast_address - 1)
    for cable in layout.cables:
        for near, far in ((cable.a, cable.b), (cable.b, cable.a)):
            routed = [port for port in layout.nodes[far[0]].ports if port.ospf]
            if near[0] == name and len(routed) == 1 and routed[0].interface == far[1]:
                values["leaf.ip"] = str(IPv4Interface(routed[0].address).ip)
    return values


def _site(layout: Layout, name: str) -> Values:
    devices = {host.name for host in layout.workspace.hosts.values() if host.data.site == name}
    if not devices:
        raise _missing(Kind.SITE, name)
    return {"devices": " ".join(sorted(devices)), **_witness(layout, devices)}


def _witness(layout: Layout, devices: set[str]) -> Values:
    """A port outside, at the far end of a cable of these devices, and such an OSPF neighbour's port if there is one."""
    ports = [
        (near, far)
        for cable in layout.cables for near, far in ((cable.a, cable.b), (cable.b, cable.a))
        if near[0] in devices and far[0] not in devices
    ]
    ports.sort(key=lambda pair: _port(layout, *pair[1]).ospf is None)
    if not ports:
        return {}
    near, far = ports[0]
    address = IPv4Interface(_port(layout, *near).address)
    return {"witness.device": far[0], "witness.interface": far[1], "witness.near": str(address.ip)}


def _service(layout: Layout, name: str) -> Values:
    for service in layout.workspace.intent.services:
        if service.name == name:
            if not service.vantages:
                raise InvalidInput(f"nobody measures {name} in the laboratory")
            return {
                "server": service.on or layout.lab.internet.name, "vantage": service.vantages[0],
                "target": str(service.target), "query": service.query or "",
                "url": f"http://{service.target}:{service.port or 80}{service.path}",
            }
    raise _missing(Kind.SERVICE, name)


_READERS: dict[Kind, Callable[[Layout, str], Values]] = {
    Kind.LINK: _link, Kind.INTERFACE: _interface, Kind.CIRCUIT: _circuit, Kind.SESSION: _session, Kind.DEVICE: _device,
    Kind.MANAGEMENT: _device, Kind.SITE: _site, Kind.SERVICE: _service,
}
