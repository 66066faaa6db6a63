"""Where each device sends what is meant for a target, from its routes: the derived capability `forwarding`.

One pass over a device's routes, then one look-up per prefix length and target (RFC 1812 section 5.2.4.3).
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TypeAlias

from netsop.checks.cycles import Cycles, cycles
from netsop.facts.forwarding import Forwarding
from netsop.facts.interface_ip import InterfaceAddress
from netsop.facts.observations import Args, Observations, Observed
from netsop.facts.route import Route
from netsop.model.component import Kind
from netsop.model.finding import EvidenceRef
from netsop.model.subject import Subject
from netsop.model.workspace import Workspace

CAPABILITY = Forwarding.KIND

_GLOBAL = frozenset({None, "", "default", "main", "global", "master", "inet.0", "inet6.0"})
_ON_LINK = frozenset({"connected", "local", "kernel"})
_BY_HAND = frozenset({"static", "kernel"})
_DEFAULTS = frozenset({"0.0.0.0/0", "::/0"})
_MOST_RECURSIONS = 4
_SUMMARISED = 2
"""Networks of ours that a prefix must hold to be a summary of them."""

Owners: TypeAlias = Mapping[str, str]
Refs: TypeAlias = tuple[EvidenceRef, ...]
Entry: TypeAlias = tuple[Route, Refs]
Way: TypeAlias = tuple[Forwarding, Refs]


@dataclass(frozen=True, slots=True)
class Table:
    """The routes of a device that it may use, by prefix; refs: the answers that they were read from."""

    routes: Mapping[str, list[Entry]]
    refs: Refs
    summaries: Summaries

    def match(self, address: str) -> list[Entry]:
        """The routes of the longest prefix that holds an address; several where traffic is shared among them."""
        for prefix in covering(address):
            if prefix in self.routes:
                return _preferred(self.routes[prefix])
        return []


def with_forwarding(observations: Observations, subjects: Iterable[Subject], workspace: Workspace) -> Observations:
    """The observations, and what each device whose routes are known does with each target that a subject asks about.

    A device whose routes are not known has no such facts and no such answer: its gap about `route` says why.
    """
    targets: dict[str, set[str]] = defaultdict(set)
    dynamic: set[str] = set()
    for subject in subjects:
        if subject.component.kind is Kind.ROUTE and "target" in subject.attrs:
            targets[subject.device].add(str(subject.attrs["target"]))
            if subject.attrs.get("dynamic"):
                dynamic.add(subject.device)
    summaries = Summaries(workspace)
    tables = {
        device: table for device in targets if (table := _table(observations, device, summaries)) is not None
    }  # fmt: skip
    owners = _owners(observations, workspace)
    ways = {
        (device, target): _ways(device, table, target, owners)
        for device, table in tables.items() for target in sorted(targets[device])
    }  # fmt: skip
    _judge_loops(ways, targets, dynamic)
    facts = {
        (device, CAPABILITY): tuple(
            Observed(fact, refs) for target in sorted(targets[device]) for fact, refs in ways[device, target]
        )
        for device in tables
    }
    answered: dict[tuple[str, str, Args], Refs] = {
        (device, CAPABILITY, ()): table.refs for device, table in tables.items()
    }
    return dataclasses.replace(
        observations, facts={**observations.facts, **facts}, answered={**observations.answered, **answered}
    )


@lru_cache(maxsize=65536)
def covering(address: str) -> tuple[str, ...]:
    """Every prefix that holds an address, in canonical text, the longest first."""
    network = ip_network(address)
    return tuple(str(network.supernet(new_prefix=length)) for length in range(network.prefixlen, -1, -1))


class Summaries:
    """Tells the discarding route of a summary, which stands so that the summary can be announced, from a black hole.

    It is never meant to be used: when it is, the route that should have been there is missing.
    """

    def __init__(self, workspace: Workspace) -> None:
        nets = {link.a.address.network for link in workspace.intent.links if link.a.address}
        nets |= {site.lan.address.network for site in workspace.intent.sites if site.lan and site.lan.address}
        self._starts = sorted((net.version, int(net.network_address)) for net in nets)

    def __contains__(self, route: Route) -> bool:
        if not route.discard or not route.prefix:
            return False
        net = ip_network(route.prefix)
        if net.prefixlen == 0:
            return False
        first = bisect_left(self._starts, (net.version, int(net.network_address)))
        last = bisect_right(self._starts, (net.version, int(net.broadcast_address)))
        return last - first >= _SUMMARISED


def _table(observations: Observations, device: str, summaries: Summaries) -> Table | None:
    refs = tuple(ref for _, found in observations.answers(device, Route.KIND) for ref in found)
    if not refs:
        return None
    routes: dict[str, list[Entry]] = defaultdict(list)
    for observed in observations.of(device, Route.KIND):
        fact = observed.fact
        if isinstance(fact, Route) and fact.prefix and fact.active is not False and fact.vrf in _GLOBAL:
            routes[fact.prefix].append((fact, observed.refs))
    return Table(routes, refs, summaries)


def _preferred(entries: list[Entry]) -> list[Entry]:
    """Of several routes to one prefix those that the device prefers, where it does not say which are in use."""
    best = min(_rank(route) for route, _ in entries)
    return [entry for entry in entries if _rank(entry[0]) == best]


def _rank(route: Route) -> tuple[int, int]:
    return (route.preference or 0, route.metric or 0)


def _ways(device: str, table: Table, target: str, owners: Owners) -> list[Way]:
    """What a device does with a target: one fact for each next hop, or the one that it has no route."""
    if ":" in target and not any(":" in prefix for prefix in table.routes):
        return []  # nobody asked for the routes of this version of IP
    matching = table.match(target)
    if all(route in table.summaries for route, _ in matching):
        return [(Forwarding(target=target, match="none"), table.refs)]
    found: dict[tuple[object, ...], Way] = {}
    for route, refs in matching:
        for last, further in _resolved(table, (route, ()), _MOST_RECURSIONS):
            fact = _forwarding(device, route, last, target, owners)
            found.setdefault((fact.next_hop, fact.interface), (fact, tuple(dict.fromkeys((*refs, *further)))))
    return list(found.values())


def _resolved(table: Table, entry: Entry, depth: int) -> Iterator[Entry]:
    """A route whose next hop is reached by another route, followed to the one that names an interface."""
    route = entry[0]
    recursive = route.next_hop and not route.interface and not route.discard and depth
    further = table.match(route.next_hop) if recursive and route.next_hop else []
    if all(other.prefix in _DEFAULTS for other, _ in further):
        yield entry
        return
    for other in further:
        yield from [entry] if _direct(other[0]) else _resolved(table, other, depth - 1)


def _direct(route: Route) -> bool:
    """Whether a route leads to its own network, without a gateway."""
    return not _gateway(route) and route.protocol in _ON_LINK and not _discards(route)


def _forwarding(device: str, matched: Route, last: Route, target: str, owners: Owners) -> Forwarding:
    fact = Forwarding(target=target, prefix=matched.prefix, match="route", protocol=matched.protocol)
    if _discards(last):
        return dataclasses.replace(fact, discard=True)
    next_hop = target if _direct(last) and last.prefix not in _DEFAULTS else _gateway(last)
    leads = owners.get(next_hop) if next_hop else None
    return dataclasses.replace(
        fact,
        next_hop=next_hop,
        interface=last.interface,
        discard=False if next_hop or last.interface else None,
        leads=None if leads == device and next_hop == target else leads,  # it has arrived
    )


def _discards(route: Route) -> bool:
    return bool(route.discard) or (route.interface or "").lower().startswith("null")


def _gateway(route: Route) -> str | None:
    return None if route.next_hop in {"0.0.0.0", "::"} else route.next_hop  # noqa: S104 - a route's gateway, not bound


def _owners(observations: Observations, workspace: Workspace) -> Owners:
    """Address → the device that has it: as declared, else as the only device that shows it."""
    seen: dict[str, set[str]] = defaultdict(set)
    for (device, kind), found in observations.facts.items():
        if kind == InterfaceAddress.KIND:
            for observed in found:
                seen[str(getattr(observed.fact, "address", None))].add(device)
    shown = {address: next(iter(devices)) for address, devices in seen.items() if len(devices) == 1}
    return {**shown, **dict(_declared(workspace))}


def _declared(workspace: Workspace) -> Iterator[tuple[str, str]]:
    intent = workspace.intent
    ports = [port for link in intent.links for port in link.ends]
    ports += [circuit.port for circuit in intent.circuits]
    ports += [site.lan for site in intent.sites if site.lan]
    for port in ports:
        if port.address:
            yield str(port.address.ip), port.device
    for name, host in workspace.hosts.items():
        if host.data.loopback:
            yield str(ip_address(str(host.data.loopback))), name


def _judge_loops(
    ways: dict[tuple[str, str], list[Way]], targets: Mapping[str, set[str]], dynamic: Set[str]
) -> None:
    """Say of each way whether it comes back; not known where it passes a device whose routes are not known.

    dynamic: the devices that have all their routes from routing protocols, as declared.
    """
    by_target: dict[str, list[str]] = defaultdict(list)
    for (device, target), found in ways.items():
        if found:
            by_target[target].append(device)
    for target, devices in by_target.items():
        steps = {device: [fact.leads for fact, _ in ways[device, target] if fact.leads] for device in devices}
        ends = {lead for leads in steps.values() for lead in leads if target not in targets.get(lead, ())}
        graph = cycles({**dict.fromkeys(ends, ()), **steps})
        overruled = {device for device in dynamic & graph.of.keys() if _overruled(ways.get((device, target), ()))}
        closed = {graph.of[device] for device in overruled}
        for device in devices:
            drawn_in = device not in overruled and graph.of.get(device) in closed
            ways[device, target] = [
                (_judged(fact, _loops(graph, device, fact), drawn_in), refs) for fact, refs in ways[device, target]
            ]


def _judged(fact: Forwarding, loops: bool | None, drawn_in: bool) -> Forwarding:  # noqa: FBT001 - both are readings
    return dataclasses.replace(fact, loops=loops, drawn_in=drawn_in if loops else None)


def _overruled(found: Iterable[Way]) -> bool:
    """Whether a device sends a target where no routing protocol told it to."""
    return any(fact.protocol in _BY_HAND for fact, _ in found)


def _loops(graph: Cycles, device: str, fact: Forwarding) -> bool | None:
    if graph.joins(device, fact.leads):
        return True
    return None if fact.leads in graph.unsure else False
