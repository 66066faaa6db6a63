"""What touches what in a network, told from its intent alone: the diagnosis must not set its own exam."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from netsop.model.component import Component, Kind
from netsop.model.intent import Intent, Port
from netsop.model.workspace import Workspace

INTERNET = "internet"


class Graph:
    """Cables, devices and places of a workspace. A cable is a link or a circuit; its far end may be the internet."""

    def __init__(self, workspace: Workspace) -> None:
        intent: Intent = workspace.intent
        self.hosts, self.intent = workspace.hosts, intent
        self.ends: dict[str, tuple[str, str]] = {link.name: (link.a.device, link.b.device) for link in intent.links}
        self.ends |= {circuit.name: (circuit.device, INTERNET) for circuit in intent.circuits}
        self.kind = {link.name: Kind.LINK for link in intent.links} | {c.name: Kind.CIRCUIT for c in intent.circuits}
        self.ports: dict[str, list[str]] = {
            link.name: [_key(port) for port in link.ends] for link in intent.links
        } | {circuit.name: [_key(circuit.port)] for circuit in intent.circuits}
        self.cable_of = {port: cable for cable, ports in self.ports.items() for port in ports}
        self.services = {service.name: service for service in intent.services}
        self.over: dict[str, str] = {}
        self.sessions: dict[str, list[str]] = defaultdict(list)
        for session in intent.all_sessions():
            self.over[session.name] = session.over
            self.sessions[session.over].append(session.name)
        self.cables_at: dict[str, list[str]] = defaultdict(list)
        for cable, devices in self.ends.items():
            for device in devices:
                self.cables_at[device].append(cable)

    def devices_at(self, site: str) -> list[str]:
        """The devices of a site."""
        return [name for name, host in self.hosts.items() if host.data.site == site]

    def cable(self, component: Component) -> str | None:
        """The cable that a component is, ends, or runs over."""
        match component.kind:
            case Kind.LINK | Kind.CIRCUIT:
                return component.name
            case Kind.INTERFACE:
                return self.cable_of.get(component.name)
            case Kind.SESSION:
                return self.over.get(component.name)
        return None

    def touched(self, component: Component) -> set[str]:
        """What a fault here may change or hide: cables, ports, sessions, devices and services, each by its name."""
        cable = self.cable(component)
        if cable is not None:
            return self._of_cable(cable)
        match component.kind:
            case Kind.SITE:
                return {each for device in self.devices_at(component.name) for each in self._of_device(device)}
            case Kind.SERVICE:
                return {f"service {component.name}", f"device {self.services[component.name].on or INTERNET}"}
            case Kind.INTERFACE:
                return {f"port {component.name}"}
        device = component.device
        return self._of_device(device) if device else {str(component)}

    def _of_cable(self, cable: str) -> set[str]:
        return {f"cable {cable}", *(f"port {port}" for port in self.ports[cable]),
                *(f"session {session}" for session in self.sessions[cable])}  # fmt: skip

    def _of_device(self, device: str) -> set[str]:
        found = {f"device {device}"}
        found |= {f"service {name}" for name, service in self.services.items() if service.on == device}
        found |= {f"port {site.lan.device}/{site.lan.interface}" for site in self.intent.sites
                  if site.lan and site.lan.device == device}  # fmt: skip
        return found.union(*(self._of_cable(cable) for cable in self.cables_at[device]))

    def gone(self, component: Component) -> tuple[set[str], set[str]]:
        """The devices and the cables that may carry nothing while a fault is here."""
        if component.kind is Kind.SITE:
            return set(self.devices_at(component.name)), set()
        if component.kind is Kind.DEVICE:
            return {component.name}, set()
        cable = self.cable(component)
        return set(), {cable} if cable else set()

    def reached(self, start: str, devices: Iterable[str] = (), cables: Iterable[str] = ()) -> set[str]:
        """The nodes that are reached from one without these devices and cables; nobody passes through the internet."""
        without, cut = set(devices), set(cables)
        if start in without:
            return set()
        seen, queue = {start}, [start]
        while queue:
            node = queue.pop()
            if node == INTERNET:
                continue
            for cable in self.cables_at[node]:
                if cable in cut:
                    continue
                one, other = self.ends[cable]
                far = other if node == one else one
                if far not in seen and far not in without:
                    seen.add(far)
                    queue.append(far)
        return seen

    def apart(self, one: Component, other: Component) -> bool:
        """Whether two faults can be seen beside each other.

        They touch nothing in common, and a service that is faulty can still be asked from all of its vantages: over
        no cable that the other fault sits on, and not through a circuit while any circuit is faulty, since traffic may
        stay on one that is only lame.
        """
        if self.touched(one) & self.touched(other):
            return False
        return self._shows(one, beside=other) and self._shows(other, beside=one)

    def _shows(self, component: Component, *, beside: Component) -> bool:
        if component.kind is not Kind.SERVICE:
            return True
        service = self.services[component.name]
        target = service.on or INTERNET
        devices, cables = self.gone(beside)
        if target == INTERNET and any(self.kind[cable] is Kind.CIRCUIT for cable in cables):
            return False
        return all(target in self.reached(vantage, devices, cables) for vantage in service.vantages)


def _key(port: Port) -> str:
    return f"{port.device}/{port.interface}"
