"""What entries of the inventory must say of each other. A rule yields problems with their places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from netsop.errors import InvalidInput
from netsop.workspace.intent import Declared
from netsop.workspace.inventory import Hosts
from netsop.workspace.rules import addresses, announced, names, references, routing, services, switching

Rule = Callable[[Hosts, Declared], Iterator[InvalidInput]]
RULES: tuple[Rule, ...] = (
    names.unique_names,
    references.known_sites,
    references.known_devices,
    references.interfaces_used_once,
    references.known_optics,
    switching.members_used_once,
    switching.vlan_ports,
    addresses.unique_addresses,
    addresses.usable_addresses,
    addresses.ends_in_one_subnet,
    addresses.subnets_apart,
    addresses.gateways_within_reach,
    routing.ospf_links,
    routing.bgp_sessions,
    services.measurable,
    services.sane_budgets,
    announced.maintenance,
)


def check(
    hosts: Hosts, declared: Declared, platforms: Collection[str] | None = None
) -> Iterator[InvalidInput]:
    """All rules, in order. platforms: when given, the names that a host's platform must be one of."""
    if platforms is not None:
        yield from references.known_platforms(hosts, platforms)
    for rule in RULES:
        yield from rule(hosts, declared)
