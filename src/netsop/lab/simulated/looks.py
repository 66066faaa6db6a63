"""What can be seen of a component in a state: the symptoms that a fault must show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netsop.lab.simulated.design import Socket
from netsop.lab.simulated.network import Network
from netsop.lab.simulated.routing import DEFAULT
from netsop.model.component import Component, Kind
from netsop.model.intent import Service, Session, Vlan

_ECHOES = 20


def look(network: Network, component: Component, what: str) -> Any:
    """A plain value that can be compared and shown. Raises KeyError for a look that the kind has not."""
    return _LOOKS[component.kind][what](network, component.name)


def _socket(show: Callable[[Network, Socket], Any]) -> Callable[[Network, str], Any]:
    return lambda network, name: show(network, network.design.socket(name))


def _session(show: Callable[[Network, Session], Any]) -> Callable[[Network, str], Any]:
    def found(network: Network, name: str) -> Any:
        return show(network, next(each for each in network.design.intent.all_sessions() if each.name == name))

    return found


def _ends(network: Network, session: Session) -> tuple[Socket, ...]:
    link = network.design.links[session.over]
    return tuple(network.design.socket(f"{port.device}/{port.interface}") for port in link.ends)


def _state(network: Network, session: Session) -> Any:
    if session.protocol == "bgp":
        return network.protocols.bgp_state(session)
    return [network.protocols.adjacency(end) for end in _ends(network, session)]


def _hellos(network: Network, session: Session) -> list[str]:
    return [str(network.protocols.hello(end)) for end in _ends(network, session)]


def _passive(network: Network, session: Session) -> list[bool]:
    return [network.protocols.passive(end) for end in _ends(network, session)]


def _link_ping(network: Network, name: str) -> int:
    link = network.design.links[name]
    if link.b.address is None:
        ports = (network.design.socket(f"{port.device}/{port.interface}") for port in link.ends)
        return _ECHOES * all(network.physical.receives(port) for port in ports)
    target = str(link.b.address.ip)
    return network.probing.ping(link.a.device, target, _ECHOES).received


def _gateway(network: Network, name: str) -> int:
    circuit = network.design.circuits[name]
    return network.probing.ping(circuit.device, str(circuit.provider_address), _ECHOES).received


def _rtt(network: Network, name: str) -> float:
    circuit = network.design.circuits[name]
    return network.probing.ping(circuit.device, str(circuit.provider_address), _ECHOES).avg_ms


def _load(network: Network, name: str) -> tuple[float, float]:
    circuit = network.design.circuits[name]
    return network.physical.octets_per_s(network.design.socket(f"{circuit.device}/{circuit.interface}"))


def _beyond(network: Network, name: str) -> int:
    circuit = network.design.circuits[name]
    target = str(network.design.lab.internet.addresses["web"])
    return network.probing.ping(circuit.device, target, _ECHOES).received


def _service(network: Network, name: str) -> list[Any]:
    service = next(each for each in network.design.intent.services if each.name == name)
    return [_asked(network, service, vantage) for vantage in service.vantages]


def _asked(network: Network, service: Service, vantage: str) -> Any:
    target = str(service.target)
    if service.kind == "ping":
        return network.probing.ping(vantage, target, _ECHOES).received
    if service.kind == "dns":
        return network.probing.resolve(vantage, target, service.query or "").outcome
    return network.probing.fetch(vantage, f"http://{target}:{service.port or 80}{service.path}").outcome


def _clients(show: Callable[[Network, str], bool]) -> Callable[[Network, str], list[bool]]:
    def found(network: Network, name: str) -> list[bool]:
        service = next(each for each in network.design.intent.services if each.name == name)
        return [show(network, client) for client in service.clients]

    return found


def _bundled(network: Network, name: str) -> list[bool]:
    link = network.design.links[name]
    ports = (network.design.socket(f"{port.device}/{port.interface}") for port in link.ends)
    return [network.physical.bundled(part) for port in ports for part in network.design.parts(port)]


def _vlan(show: Callable[[Network, Vlan], Any]) -> Callable[[Network, str], Any]:
    def found(network: Network, name: str) -> Any:
        return show(network, next(vlan for vlan in network.design.intent.vlans if vlan.name == name))

    return found


def _carried(network: Network, vlan: Vlan) -> list[bool]:
    return [
        vlan.vlan_id in network.switching.carried(network.design.socket(f"{port.device}/{port.interface}"))
        for port in vlan.trunks
    ]


def _accessed(network: Network, vlan: Vlan) -> list[int]:
    ports = (network.design.socket(f"{port.device}/{port.interface}") for port in vlan.access)
    return [network.switching.access_vlan(port) for port in ports]


def _root(network: Network, vlan: Vlan) -> str:
    return network.switching.tree(vlan, vlan.root or vlan.trunks[0].device).root[1]


def _moving(network: Network, vlan: Vlan) -> int:
    devices = {port.device for port in vlan.trunks}
    return sum(moved[0] == vlan for device in devices for moved in network.switching.moving(device))


def _default(network: Network, name: str) -> bool:
    return any(route.prefix == DEFAULT for route in network.routing.table(name))


_LOOKS: dict[Kind, dict[str, Callable[[Network, str], Any]]] = {
    Kind.SITE: {
        "runs": lambda network, name: [
            network.physical.runs(device) for device, host in network.design.hosts.items() if host.data.site == name
        ],
    },
    Kind.DEVICE: {
        "runs": lambda network, name: network.physical.runs(name),
        "psu": lambda network, name: network.physical.device(name).psu_ok,
        "feed": lambda network, name: network.physical.device(name).feed_ok,
        "fan": lambda network, name: network.physical.device(name).fan_ok,
        "temperature": lambda network, name: network.physical.device(name).temperature_c,
        "cpu": lambda network, name: network.physical.device(name).cpu_pct,
        "disk": lambda network, name: network.physical.device(name).disk_pct,
        "memory": lambda network, name: network.physical.device(name).memory_pct,
        "connections": lambda network, name: network.physical.device(name).connections_pct,
        "translations": lambda network, name: network.physical.device(name).translations_pct,
        "licensed": lambda network, name: network.physical.device(name).licensed,
        "changed": lambda network, name: network.physical.device(name).changed_s,
        "echoes": lambda network, name: network.physical.device(name).echoes,
        "clock": lambda network, name: network.physical.device(name).clock_off_ms,
        "uptime": lambda network, name: network.physical.device(name).uptime_s,
        "default-route": _default,
        "ospf": lambda network, name: network.protocols.ospf_runs(name),
    },
    Kind.INTERFACE: {
        "admin": _socket(lambda network, socket: network.physical.enabled(socket)),
        "oper": _socket(lambda network, socket: network.physical.up(socket)),
        "receives": _socket(lambda network, socket: network.physical.receives(socket)),
        "duplex": _socket(lambda network, socket: network.physical.port(socket).half_duplex),
        "wavelength": _socket(lambda network, socket: network.physical.port(socket).wavelength_nm),
        "rx": _socket(lambda network, socket: network.physical.rx_dbm(socket)),
        "tx": _socket(lambda network, socket: network.physical.tx_dbm(socket)),
        "mtu": _socket(lambda network, socket: network.physical.mtu(socket)),
        "address": _socket(lambda network, socket: str(network.physical.address(socket))),
        "errors": _socket(lambda network, socket: network.physical.errors_per_s(socket)),
    },
    Kind.LINK: {"ping": _link_ping, "bundled": _bundled},
    Kind.VLAN: {"carried": _vlan(_carried), "access": _vlan(_accessed), "root": _vlan(_root), "moving": _vlan(_moving)},
    Kind.CIRCUIT: {"gateway": _gateway, "beyond": _beyond, "rtt": _rtt, "load": _load},
    Kind.SESSION: {
        "state": _session(_state),
        "prefixes": _session(lambda network, session: network.protocols.prefixes(session)),
        "hello": _session(_hellos),
        "passive": _session(_passive),
        "remote-as": _session(lambda network, session: network.protocols.remote_as(session)),
    },
    Kind.SERVICE: {
        "answer": _service,
        "serves": lambda network, name: network.service(name).answers,
        "pool": lambda network, name: network.service(name).pool_pct,
        "stranger": lambda network, name: network.service(name).stranger,
        "logins": _clients(lambda network, client: network.accepts(client)),
        "clocks": _clients(lambda network, client: network.served(client, "ntp")),
    },
    Kind.MANAGEMENT: {
        "listens": lambda network, name: network.listens(name),
        "accepts": lambda network, name: network.accepts(name),
        "own-key": lambda network, name: network.management(name).own_key,
    },
}
