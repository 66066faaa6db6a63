"""What can be the matter with each component. Defaults are health; faults change single fields, nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from netsop.model.component import Component, Kind

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class SiteCondition:
    """powered: the site's feed delivers."""

    powered: bool = True


@dataclass(frozen=True, slots=True)
class DeviceCondition:
    """uptime_s: since its last start, at the laboratory's start; static_default: a host's own default route stands.

    connections_pct, translations_pct: how full the tables of connections and of address translations are; changed_s:
    since its configuration was last changed, at the laboratory's start; echoes: it lets in the answers to its pings;
    feed_ok: current comes to each of its power supplies.
    """

    powered: bool = True
    psu_ok: bool = True
    feed_ok: bool = True
    fan_ok: bool = True
    temperature_c: int = 41
    cpu_pct: int = 6
    memory_pct: int = 31
    disk_pct: int = 24
    uptime_s: int = 2_000_000
    static_default: bool = True
    connections_pct: int = 1
    translations_pct: int = 2
    licensed: bool = True
    clock_off_ms: float = -1.4
    changed_s: int = 1_900_000
    echoes: bool = True
    ospf_daemon: bool = True
    bgp_daemon: bool = True


@dataclass(frozen=True, slots=True)
class PortCondition:
    """mtu and ospf_…: 0 or empty means as declared. address_offset: added to the declared address.

    protected: why the device took the port out of service itself (`bpduguard` …); half_duplex: it does not send while
    it receives; wavelength_nm: of its module's laser.
    """

    enabled: bool = True
    laser: bool = True
    mtu: int = 0
    address_offset: int = 0
    errors_per_s: float = 0.0
    ospf_area: str = ""
    ospf_hello_s: int = 0
    ospf_dead_s: int = 0
    ospf_passive: bool = False
    protected: str = ""
    half_duplex: bool = False
    wavelength_nm: int = 1310


@dataclass(frozen=True, slots=True)
class LinkCondition:
    """attenuation_db: added to the fibre's own; errors_per_s: damaged frames each end counts; loss_pct: of packets.

    one_way: what end b sends is lost, what end a sends arrives; of a bundle, from its first cable on: cut_members are
    cut, loose_members not put into the bundle at end b.
    """

    whole: bool = True
    attenuation_db: float = 0.0
    errors_per_s: float = 0.0
    loss_pct: float = 0.0
    one_way: bool = False
    cut_members: int = 0
    loose_members: int = 0


@dataclass(frozen=True, slots=True)
class VlanCondition:
    """missing: its first trunk port does not carry it; strayed: its first access port is in VLAN 1 instead; usurped:
    another bridge than the declared one is its root; loops: frames go round in it.
    """

    missing: bool = False
    strayed: bool = False
    usurped: bool = False
    loops: bool = False


@dataclass(frozen=True, slots=True)
class CircuitCondition:
    """carrier: light from the provider; carries: frames pass; beyond: the provider forwards behind its gateway.

    in_load_pct, out_load_pct: of its bandwidth, on top of what always passes.
    """

    carrier: bool = True
    carries: bool = True
    beyond: bool = True
    loss_pct: float = 0.0
    added_ms: float = 0.0
    in_load_pct: float = 0.0
    out_load_pct: float = 0.0


@dataclass(frozen=True, slots=True)
class SessionCondition:
    """shutdown: on our side; far_shutdown: on the provider's; as_offset: added to the peer's AS as we have it.

    sends_routes: the provider sends any routes; sends_all: not the default route alone.
    """

    shutdown: bool = False
    far_shutdown: bool = False
    as_offset: int = 0
    sends_routes: bool = True
    sends_all: bool = True


@dataclass(frozen=True, slots=True)
class ServiceCondition:
    """answers: the process that serves it runs.

    pool_pct: addresses that are leased; stranger: another DHCP server is heard on its network.
    """

    answers: bool = True
    pool_pct: int = 38
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class ManagementCondition:
    """reachable: the management path works; accepts: the login is taken; own_key: it shows the host key we know."""

    reachable: bool = True
    accepts: bool = True
    own_key: bool = True


KINDS: dict[Kind, type[Any]] = {
    Kind.SITE: SiteCondition,
    Kind.DEVICE: DeviceCondition,
    Kind.INTERFACE: PortCondition,
    Kind.LINK: LinkCondition,
    Kind.CIRCUIT: CircuitCondition,
    Kind.VLAN: VlanCondition,
    Kind.SESSION: SessionCondition,
    Kind.SERVICE: ServiceCondition,
    Kind.MANAGEMENT: ManagementCondition,
}
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one component's condition."""

    component: Component
    field: str
    value: Value


class Conditions:
    """The condition of every component: health, changed by `changes` in order."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._changed: dict[Component, Any] = {}
        for change in changes:
            known = self._changed.get(change.component, KINDS[change.component.kind]())
            self._changed[change.component] = dataclasses.replace(known, **{change.field: change.value})

    def of(self, kind: Kind, name: str, condition: type[C]) -> C:
        """The condition of one component; `condition` is the class of its kind."""
        found = self._changed.get(Component(kind, name))
        return cast("C", found) if found is not None else condition()
