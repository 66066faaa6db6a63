"""Findings without a laboratory: a healthy network's, and what some faults would change in them, by a small model.

The model knows nothing of the diagnosis: it cuts cables and darkens devices in `graph.py`, and looks who still
reaches whom.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

from netsop import catalog
from netsop.checks.engine import run_checks
from netsop.facts.observations import Observations
from netsop.model.check import CheckSpec
from netsop.model.component import Component, Kind
from netsop.model.finding import Finding, Verdict
from netsop.model.host import Host
from netsop.model.intent import Intent
from netsop.model.settings import Settings
from netsop.model.subjects import subjects
from netsop.model.workspace import Workspace

from .graph import INTERNET, Graph
from .plan import Injection
from .random_network import random_network

FAULTS = ("link-cut", "power-lost", "isp-circuit-down", "http-down", "dns-down")
_PORT, _SERVICE = ("interface-oper", "optics-rx"), ("service-reach", "service-dns", "service-http")
_CIRCUIT = ("circuit-reach", "circuit-beyond", "circuit-loss")
_SESSION = ("ospf-session", "bgp-session", "bgp-prefixes")


def network(seed: int, size: int) -> Workspace:
    """A random network in memory."""
    files = random_network(seed, size).files()
    login = {"username": "netsop"}
    hosts = {name: Host.model_validate({"name": name, **login, **data})
             for name, data in files["inventory/hosts.yaml"].items()}  # fmt: skip
    kinds = ("sites", "links", "circuits", "sessions", "services", "budgets")
    intent = Intent.model_validate({kind: files[f"inventory/intent/{kind}.yaml"] for kind in kinds})
    return Workspace(root=Path(), settings=Settings(), hosts=hosts, intent=intent, known_hosts=Path())


def checks() -> dict[str, CheckSpec]:
    """The checks of the catalogue."""
    return catalog.load_all("checks", CheckSpec)


class Model:
    """The findings of one network."""

    def __init__(self, workspace: Workspace, known: Mapping[str, CheckSpec]) -> None:
        self.graph = Graph(workspace)
        declared = subjects(workspace)
        self._asked = {(subject.component, subject.vantage): subject.device for subject in declared}
        self._asked |= {(subject.component, None): subject.device for subject in declared}
        self._blank = run_checks(known, declared, Observations(), lambda _, name: name)

    def places(self) -> dict[str, list[str]]:
        """Fault → where it can be."""
        intent, hosts = self.graph.intent, self.graph.hosts
        return {
            "link-cut": [f"link:{link.name}" for link in intent.links],
            "power-lost": [f"site:{name}" for name in sorted({host.data.site for host in hosts.values()})],
            "isp-circuit-down": [f"circuit:{circuit.name}" for circuit in intent.circuits],
            **{f"{kind}-down": [f"service:{each.name}" for each in intent.services if each.kind == kind and each.on]
               for kind in ("http", "dns")},
        }  # fmt: skip

    def draw(self, rng: random.Random, count: int) -> list[Injection]:
        """Faults on components that do not hide each other."""
        places, drawn = self.places(), list[Injection]()
        for _ in range(100 * count):
            fault = rng.choice(FAULTS)
            new = Injection(fault, rng.choice(places[fault]))
            touched = self.graph.touched(Component.parse(new.component))
            if all(not touched & self.graph.touched(Component.parse(each.component)) for each in drawn):
                drawn.append(new)
            if len(drawn) == count:
                break
        return drawn

    def findings(self, faults: list[Injection]) -> tuple[Finding, ...]:
        """Every finding, with these faults in the network."""
        dark, cut, dead = self._effects(faults)
        failing = set(self._failing(dark, cut, dead))
        return tuple(self._judged(finding, dark, failing) for finding in self._blank)

    def _effects(self, faults: list[Injection]) -> tuple[set[str], set[str], set[str]]:
        """Dark devices, cables that carry nothing, services whose process is dead."""
        dark: set[str] = set()
        cut: set[str] = set()
        dead: set[str] = set()
        for each in faults:
            component = Component.parse(each.component)
            devices, cables = self.graph.gone(component)
            dark |= devices
            cut |= cables
            dead |= {component.name} if component.kind is Kind.SERVICE else set()
        return dark, cut | {cable for device in dark for cable in self.graph.cables_at[device]}, dead

    def _judged(self, blank: Finding, dark: set[str], failing: set[tuple[str, Component, str | None]]) -> Finding:
        unreachable = blank.component.kind is Kind.MANAGEMENT and blank.component.name in dark
        if unreachable and blank.check == "management-reachable":
            return dataclasses.replace(blank, verdict=Verdict.FAIL, reason="")
        if self._asked[blank.component, blank.vantage] in dark:
            return blank
        fails = (blank.check, blank.component, blank.vantage) in failing
        return dataclasses.replace(blank, verdict=Verdict.FAIL if fails else Verdict.PASS, reason="")

    def _failing(
        self, dark: set[str], cut: set[str], dead: set[str]
    ) -> Iterator[tuple[str, Component, str | None]]:
        graph = self.graph
        for cable in cut:
            for check, component in self._of_cable(cable):
                yield check, component, None
                yield from ((check, component, device) for device in graph.ends[cable])
        pieces = self._pieces(dark, cut)
        for name, service in graph.services.items():
            target = service.on or INTERNET
            for vantage in service.vantages:
                if name in dead or target not in pieces.get(vantage, set()):
                    yield from ((check, Component(Kind.SERVICE, name), vantage) for check in _SERVICE)
        for device, piece in pieces.items():
            if INTERNET not in piece:
                yield "route-default", Component(Kind.ROUTE, f"{device}/0.0.0.0/0"), None
            for service in graph.services.values():
                if (service.on or INTERNET) not in piece:
                    yield "forwarding-found", Component(Kind.ROUTE, f"{device}/{service.target}"), None

    def _of_cable(self, cable: str) -> Iterator[tuple[str, Component]]:
        graph = self.graph
        yield from ((check, Component(Kind.INTERFACE, port)) for port in graph.ports[cable] for check in _PORT)
        yield from ((check, Component(Kind.SESSION, name)) for name in graph.sessions[cable] for check in _SESSION)
        yield "link-ping", Component(Kind.LINK, cable)
        yield from ((check, Component(Kind.CIRCUIT, cable)) for check in _CIRCUIT)

    def _pieces(self, dark: set[str], cut: set[str]) -> dict[str, set[str]]:
        """Device → what it still reaches. Devices of one piece share one answer."""
        found: dict[str, set[str]] = {}
        for device in self.graph.hosts:
            if device not in found and device not in dark:
                piece = self.graph.reached(device, dark, cut)
                found |= dict.fromkeys(piece - {INTERNET}, piece)
        return found
