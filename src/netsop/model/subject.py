"""Subjects: every component that intent declares, with the attributes that checks compare against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from typing import Any

from netsop.model.component import Component, Kind
from netsop.model.intent import Circuit, Link, Port, Service, Session
from netsop.model.workspace import Workspace

_HTTP_PORT = 80


@dataclass(frozen=True, slots=True)
class Subject:
    """A component as seen from one device. vantage is set where several devices judge the same component."""

    component: Component
    device: str
    vantage: str | None = None
    attrs: Mapping[str, Any] = field(default_factory=dict)


def subjects(workspace: Workspace) -> tuple[Subject, ...]:
    """All subjects of a workspace, in a stable order."""
    found = [
        *_devices(workspace),
        *_interfaces(workspace),
        *_links(workspace),
        *_circuits(workspace),
        *_sessions(workspace),
        *_services(workspace),
    ]
    return tuple(sorted(found, key=lambda subject: (subject.component, subject.device)))


def _devices(workspace: Workspace) -> Iterator[Subject]:
    limits = workspace.intent.budgets.resources
    for name, host in workspace.hosts.items():
        attrs = {"device": name, "role": host.data.role, **limits.model_dump(), **_daemons(workspace, name)}
        yield Subject(Component(Kind.MANAGEMENT, name), name, attrs=attrs)
        yield Subject(Component(Kind.DEVICE, name), name, attrs=attrs)
        yield Subject(Component(Kind.ROUTE, f"{name}/0.0.0.0/0"), name, attrs={**attrs, "prefix": "0.0.0.0/0"})


def _daemons(workspace: Workspace, device: str) -> dict[str, str]:
    """The routing daemons that a router which runs them as processes must have (FRR's names)."""
    intent, attrs = workspace.intent, {}
    if any(link.ospf for link in intent.links if device in {link.a.device, link.b.device}):
        attrs["ospf_daemon"] = "ospfd"
    if any(session.device == device for session in intent.sessions):
        attrs["bgp_daemon"] = "bgpd"
    return attrs


def _interfaces(workspace: Workspace) -> Iterator[Subject]:
    intent = workspace.intent
    for link in intent.links:
        for port, far in ((link.a, link.b), (link.b, link.a)):
            attrs = {
                **_port(port),
                **_medium(workspace, link),
                "link": link.name,
                "far_device": far.device,
                "far_interface": far.interface,
            }
            if link.ospf:
                attrs |= {
                    "ospf_area": str(link.ospf.area),
                    "ospf_hello_s": link.ospf.hello_s,
                    "ospf_dead_s": link.ospf.dead_s,
                }
            yield _interface(port, attrs)
    for circuit in intent.circuits:
        yield _interface(circuit.port, {**_port(circuit.port), **_medium(workspace, circuit), "circuit": circuit.name})
    for site in intent.sites:
        if site.lan:
            yield _interface(site.lan, {**_port(site.lan), "site": site.name})


def _interface(port: Port, attrs: Mapping[str, Any]) -> Subject:
    return Subject(Component(Kind.INTERFACE, f"{port.device}/{port.interface}"), port.device, attrs=attrs)


def _port(port: Port) -> dict[str, Any]:
    attrs: dict[str, Any] = {"device": port.device, "interface": port.interface}
    if port.address:
        attrs |= {"address": str(port.address.ip), "prefix_length": port.address.network.prefixlen}
    return attrs


def _medium(workspace: Workspace, cable: Link | Circuit) -> dict[str, Any]:
    attrs: dict[str, Any] = {
        "mtu": cable.mtu,
        "speed_bps": cable.speed_mbps * 1_000_000,
        "max_errors_per_s": workspace.intent.budgets.errors.max_per_s,
    }
    budget = workspace.intent.budgets.optics.get(cable.optics or "")
    return {**attrs, **budget.model_dump()} if budget else attrs


def _links(workspace: Workspace) -> Iterator[Subject]:
    for link in workspace.intent.links:
        if link.a.address and link.b.address:
            attrs = {
                "device": link.a.device,
                "far_device": link.b.device,
                "far_address": str(link.b.address.ip),
                "mtu": link.mtu,
                "max_loss_pct": workspace.intent.budgets.ping.max_loss_pct,
            }
            yield Subject(Component(Kind.LINK, link.name), link.a.device, attrs=attrs)


def _circuits(workspace: Workspace) -> Iterator[Subject]:
    beyond = [service for service in workspace.intent.services if service.beyond and service.kind == "ping"]
    for circuit in workspace.intent.circuits:
        attrs: dict[str, Any] = {
            "device": circuit.device,
            "interface": circuit.interface,
            "mtu": circuit.mtu,
            "provider_address": str(circuit.provider_address),
            "latency_ms": circuit.latency_ms,
            "loss_pct": circuit.loss_pct,
            "max_loss_pct": max(circuit.loss_pct, workspace.intent.budgets.ping.max_loss_pct),
        }
        if beyond:
            attrs["beyond_address"] = str(beyond[0].target)
        yield Subject(Component(Kind.CIRCUIT, circuit.name), circuit.device, attrs=attrs)


def _sessions(workspace: Workspace) -> Iterator[Subject]:
    links = {link.name: link for link in workspace.intent.links}
    for session in workspace.intent.all_sessions():
        component = Component(Kind.SESSION, session.name)
        if session.protocol == "bgp":
            yield _bgp(workspace, session, component)
            continue
        yield from _adjacency(links[session.over], component)


def _bgp(workspace: Workspace, session: Session, component: Component) -> Subject:
    attrs: dict[str, Any] = {
        "bgp": session.name,
        "device": session.device,
        "peer": str(session.peer),
        "remote_as": session.remote_as,
    }
    local_as = workspace.hosts[session.device].data.local_as
    if local_as:
        attrs["local_as"] = local_as
    if session.receives_default:
        attrs["receives_default"] = "0.0.0.0/0"
    return Subject(component, session.device, session.device, attrs)


def _adjacency(link: Link, component: Component) -> Iterator[Subject]:
    for port, far in ((link.a, link.b), (link.b, link.a)):
        if not (far.address and link.ospf):
            continue
        attrs = {
            "ospf": link.name,
            "device": port.device,
            "interface": port.interface,
            "far_address": str(far.address.ip),
            "ospf_area": str(link.ospf.area),
            "ospf_hello_s": link.ospf.hello_s,
            "ospf_dead_s": link.ospf.dead_s,
        }
        yield Subject(component, port.device, port.device, attrs)


def _services(workspace: Workspace) -> Iterator[Subject]:
    for service in workspace.intent.services:
        attrs = _service(workspace, service)
        for vantage in service.vantages:
            yield Subject(Component(Kind.SERVICE, service.name), vantage, vantage, attrs)


def _service(workspace: Workspace, service: Service) -> dict[str, Any]:
    attrs: dict[str, Any] = {
        service.kind: service.name,
        "target": str(service.target),
        "max_loss_pct": workspace.intent.budgets.ping.max_loss_pct,
    }
    if service.query:
        attrs["query"] = service.query
    if service.expect:
        attrs["expect"] = service.expect
    if service.kind == "http":
        attrs["url"] = _url(service)
    return attrs


def _url(service: Service) -> str:
    target = f"[{service.target}]" if isinstance(service.target, IPv6Address) else str(service.target)
    port = f":{service.port}" if service.port and service.port != _HTTP_PORT else ""
    return f"http://{target}{port}{service.path}"
