"""What a user means by `link-cut@core1-dist1`: a fault of the catalogue, and the components that it is to sit on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from netsop.diagnosis.topology import Topology, interface
from netsop.diagnosis.traits import traits
from netsop.errors import UsageError
from netsop.model.component import Component, Kind
from netsop.model.fault import FaultSpec

_NEXT = re.compile(r"\s*[,+]\s*(?=[\w-]+(?:@|\s+)\S)")
_PARTED = re.compile(r"\s*@\s*|\s+")
_HOW = "write it like link-cut@core1-dist1"
_MOST = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A fault on one component or several. devices: the two that were named, when all links between them are meant."""

    spec: FaultSpec
    components: tuple[Component, ...]
    devices: tuple[str, ...] = ()


def suspicion(text: str, faults: Mapping[str, FaultSpec], topology: Topology) -> Named:
    """What `FAULT@COMPONENT` means. Raises UsageError, with what comes close."""
    words = _PARTED.split(text.strip(), maxsplit=1)
    if len(words) < 2 or not words[0]:
        raise UsageError(f"{text!r} names no fault on a component", do=_HOW)
    spec = _fault(words[0], faults)
    return _named(spec, words[1], topology)


def supposed(text: str, faults: Mapping[str, FaultSpec], topology: Topology) -> tuple[Named, ...]:
    """What several mean, parted by a comma or `+`. Raises UsageError also for a fault that cannot be there."""
    found = tuple(suspicion(part, faults, topology) for part in _NEXT.split(text.strip().rstrip(",+")))
    for each in found:
        for component in each.components:
            lacks = set(each.spec.where) - traits(topology, component)
            if lacks:
                needs = f"it needs a {component.kind} of: {_listed(lacks)}"
                raise UsageError(f"{each.spec.fault} cannot be on {component}", do=needs)
    return found


def _fault(name: str, faults: Mapping[str, FaultSpec]) -> FaultSpec:
    if name in faults:
        return faults[name]
    alike = difflib.get_close_matches(name.lower(), faults, n=3)
    hint = f"did you mean {' or '.join(alike)}?" if alike else f"there are: {', '.join(sorted(faults))}"
    raise UsageError(f"there is no fault {name!r}", do=hint)


def _named(spec: FaultSpec, text: str, topology: Topology) -> Named:
    kind, name = _kind_and_name(text)
    if kind and kind is not spec.component:
        raise _wrong_kind(spec, Component(kind, name), topology)
    known = {component.name: component for component in topology.components(spec.component)}
    lowered = {each.lower(): component for each, component in known.items()}
    if name in known or name.lower() in lowered:
        return Named(spec, (known.get(name) or lowered[name.lower()],))
    devices = _two_devices(name, topology)
    between = tuple(_between(spec.component, devices, topology))
    if between:
        return Named(spec, between, devices)
    for other in Kind:
        if Component(other, name) in topology.components(other):
            raise _wrong_kind(spec, Component(other, name), topology)
    hint = _close(name, known)
    if devices:
        raise UsageError(f"there is no {spec.component} between {devices[0]} and {devices[1]}", do=hint)
    raise UsageError(f"there is no {spec.component} {name!r}", do=hint)


def _kind_and_name(text: str) -> tuple[Kind | None, str]:
    before, _, after = text.partition(":")
    return (Kind(before), after) if after and before in set(Kind) else (None, text)


def _wrong_kind(spec: FaultSpec, component: Component, topology: Topology) -> UsageError:
    places = topology.components(spec.component)
    near = _ports(spec.component, component, topology)
    near = near or [place.name for place in places if _touches(component, place, topology)]
    hint = f"here: {_listed(near)}" if near else _close(component.name, (place.name for place in places))
    what = f"{spec.fault} sits on a component of kind {spec.component}, and {component.name} is a {component.kind}"
    return UsageError(what, do=hint)


def _ports(kind: Kind, component: Component, topology: Topology) -> list[str]:
    """The ends of a cable, where a port is wanted."""
    if kind is not Kind.INTERFACE or component not in topology.components(component.kind):
        return []
    return [interface(port).name for port in topology.ends(component)]


def _touches(component: Component, place: Component, topology: Topology) -> bool:
    """Whether they share a device."""
    return bool(_devices(component, topology) & _devices(place, topology))


def _devices(component: Component, topology: Topology) -> set[str]:
    if component.device:
        return {component.device}
    if component.kind is Kind.SITE:
        return set(topology.devices_at(component.name))
    known = component in topology.components(component.kind)
    return {port.device for port in topology.ends(component)} if known else set()


def _two_devices(name: str, topology: Topology) -> tuple[str, ...]:
    """The devices `a` and `b` of `a-b`; device names may hold dashes themselves."""
    for match in re.finditer("-", name):
        one, other = name[: match.start()], name[match.end() :]
        if one in topology.hosts and other in topology.hosts:
            return (one, other)
    return ()


def _between(kind: Kind, devices: tuple[str, ...], topology: Topology) -> Iterator[Component]:
    """The links between two devices, or the sessions over them."""
    if not devices or kind not in {Kind.LINK, Kind.SESSION}:
        return
    for link in topology.links_of(devices[0]):
        if {port.device for port in link.ends} == set(devices):
            yield from (Component(Kind.LINK, link.name),) if kind is Kind.LINK else topology.sessions_over(link.name)


def _close(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    alike = difflib.get_close_matches(name, names, n=3) or [each for each in names if name in each]
    if alike:
        return f"did you mean {' or '.join(alike[:3])}?"
    return f"there are: {_listed(names)}" if names else "the inventory declares none"


def _listed(names: Iterable[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - _MOST} more" if len(shown) > _MOST else ""
    return f"{', '.join(shown[:_MOST])}{more}"
