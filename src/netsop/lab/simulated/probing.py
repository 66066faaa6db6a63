"""What ping, traceroute, dig and curl find out, started on a device."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Literal
from urllib.parse import urlsplit

from netsop.lab.simulated.conditions import ServiceCondition
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.forwarding import Forwarding, Walk
from netsop.model.component import Kind

_HEADER = 28
_TRIES_SURVIVE = 0.4
"""Share of echoes that must come back for a query with repeats to be answered in time."""

Answer = Literal["answered", "no-name", "refused", "timeout", "no-route"]


@dataclass(frozen=True, slots=True)
class Ping:
    """The echoes' fate. answered: for each echo whether it came back; too_long: no port takes the packet."""

    target: str
    size: int
    answered: tuple[bool, ...]
    avg_ms: float = 0.0
    no_route: bool = False
    too_long: int = 0

    @property
    def sent(self) -> int:
        """How many were sent."""
        return len(self.answered)

    @property
    def received(self) -> int:
        """How many came back."""
        return sum(self.answered)

    @property
    def loss_pct(self) -> int:
        """Percent that did not."""
        return round(100 * (self.sent - self.received) / self.sent)


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of a traceroute; address None: no answer."""

    ttl: int
    address: str | None
    ms: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service said. value: the address that a name has, or the status of a page."""

    outcome: Answer
    value: str = ""
    ms: float = 0.0


class Probing:
    """Tools of one state of the network."""

    def __init__(self, design: Design, forwarding: Forwarding) -> None:
        self.design = design
        self.forwarding = forwarding

    def ping(self, device: str, target: str, count: int, size: int = 84) -> Ping:
        """Echoes of `size` bytes (the whole IP packet)."""
        walk, share, ms = self._both_ways(device, IPv4Address(target))
        if walk.no_route:
            return Ping(target, size, (False,) * count, no_route=True)
        if size > walk.mtu and walk.passed:
            return Ping(target, size, (False,) * count, too_long=walk.mtu)
        return Ping(target, size, _spread(count, round(count * share)), round(ms, 3))

    def trace(self, device: str, target: str, longest: int = 12) -> tuple[Trace, ...]:
        """The hops; behind the last that answers there are stars up to `longest`."""
        walk = self.forwarding.there(device, IPv4Address(target))
        lines = []
        for ttl, (_, address) in enumerate(walk.passed, start=1):
            _, share, ms = self._both_ways(device, address)
            lines.append(Trace(ttl, str(address) if share else None, round(ms, 3)))
        if walk.arrived is None:
            lines += [Trace(ttl, None, 0.0) for ttl in range(len(lines) + 1, longest + 1)]
        return tuple(lines)

    def resolve(self, device: str, server: str, query: str) -> Reply:
        """Ask a name server for an address."""
        lab = self.design.lab
        walk, share, ms = self._both_ways(device, IPv4Address(server))
        if walk.arrived == "internet" and IPv4Address(server) == lab.internet.addresses.get("dns"):
            zone = lab.internet.zone
        elif walk.arrived in lab.servers:
            zone = lab.servers[walk.arrived].dns_zone
        else:
            zone = {}
        failed = self._failed(walk, share, serves=self._answers("dns", server) and bool(zone))
        if failed:
            return Reply(failed)
        address = zone.get(query)
        return Reply("answered", str(address), ms) if address else Reply("no-name", ms=ms)

    def fetch(self, device: str, url: str) -> Reply:
        """Ask a web server for a page."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
        lab = self.design.lab
        walk, share, ms = self._both_ways(device, IPv4Address(host))
        serves = walk.arrived == "internet" and IPv4Address(host) == lab.internet.addresses.get("web") and port == 80
        if walk.arrived in lab.servers:
            serves = lab.servers[walk.arrived].http == port
        failed = self._failed(walk, share, serves=self._answers("http", host) and serves)
        return Reply(failed) if failed else Reply("answered", "200", 3 * ms)

    def _both_ways(self, device: str, target: IPv4Address) -> tuple[Walk, float, float]:
        walk = self.forwarding.there(device, target)
        if walk.arrived == device:
            return walk, 1.0, 0.05
        answer = self.forwarding.back(walk)
        share = walk.survives * answer.survives if answer.arrived else 0.0
        return walk, share, walk.ms + answer.ms

    def _answers(self, kind: str, target: str) -> bool:
        conditions = self.forwarding.physical.conditions
        return all(
            conditions.of(Kind.SERVICE, service.name, ServiceCondition).answers
            for service in self.design.intent.services
            if service.kind == kind and str(service.target) == target
        )

    def _failed(self, walk: Walk, share: float, *, serves: bool) -> Answer | None:
        if walk.no_route:
            return "no-route"
        if share < _TRIES_SURVIVE:
            return "timeout"
        if serves:
            return None
        return "refused" if walk.arrived in self.design.hosts else "timeout"


def _spread(count: int, answered: int) -> tuple[bool, ...]:
    """As many answers, spread evenly."""
    return tuple((turn + 1) * answered // count > turn * answered // count for turn in range(count))
