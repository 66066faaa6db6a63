"""Faults as data (faults/*.yaml): on which kind of component, which conditions change, and what must show it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from netsop import catalog
from netsop.errors import InvalidInput, NotFound, Where
from netsop.lab.simulated import places
from netsop.lab.simulated.conditions import KINDS, Change, Value
from netsop.lab.simulated.design import Design
from netsop.model.check import Words
from netsop.model.component import Component, Kind
from netsop.model.intent import Circuit, Link, Name, Port
from netsop.model.record import Record

FOLDER = "lab/simulated/faults"
Of = Literal["self", "ends", "end-a", "device", "links", "circuits"]
_KIND = {"ends": Kind.INTERFACE, "end-a": Kind.INTERFACE, "device": Kind.DEVICE, "links": Kind.LINK,
         "circuits": Kind.CIRCUIT}
"""links, circuits: the cables of a conduit."""


class Setting(Record):
    """One field of the condition of the component, or of those that stand in relation `of` to it."""

    of: Of = "self"
    field: str
    value: Value


class Look(Record):
    """Something that the network shows (looks.py) and that must change with the fault, and come back without it."""

    of: Of = "self"
    look: str


class Recipe(Record):
    """One fault. where: traits that the component must have (`ospf`, `optical`, `ours` …)."""

    fault: Name
    version: Literal[1]
    component: Kind
    where: tuple[str, ...] = ()
    title: Words
    set: tuple[Setting, ...] = Field(min_length=1)
    shows: tuple[Look, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fields_exist(self) -> Recipe:
        for setting in self.set:
            kind = _KIND.get(setting.of, self.component)
            default = getattr(KINDS[kind](), setting.field, None)
            if default is None:
                raise ValueError(f"a {kind.value} has no condition {setting.field!r}")
            if not (isinstance(setting.value, type(default)) or (type(default), type(setting.value)) == (float, int)):
                raise ValueError(f"{setting.field} takes a {type(default).__name__}")
        return self


@cache
def recipes() -> dict[str, Recipe]:
    """All faults that the simulated laboratory can inject, by name."""
    return catalog.load_all(FOLDER, Recipe)


def recipe(name: str) -> Recipe:
    """One fault. Raises NotFound, naming what there is."""
    found = recipes()
    if name not in found:
        raise NotFound(f"the simulated laboratory has no fault {name!r}", do=f"one of: {', '.join(found)}")
    return found[name]


def changes(design: Design, fault: Recipe, component: Component) -> tuple[Change, ...]:
    """What a fault on this component changes. Raises InvalidInput when the fault cannot be there."""
    names = tuple(components(design, fault))
    if component.name not in names or component.kind is not fault.component:
        shown = ", ".join(f"{fault.component.value}:{name}" for name in names)
        raise InvalidInput(
            f"the fault {fault.fault} cannot be on {component}", where=Where(field="component"), do=f"one of: {shown}"
        )
    return tuple(
        Change(each, setting.field, setting.value)
        for setting in fault.set
        for each in related(design, component, setting.of)
    )


def components(design: Design, fault: Recipe) -> Iterator[str]:
    """The names of the components that a fault can be on."""
    for name in sorted(places.names(design, fault.component)):
        if set(fault.where) <= places.traits(design, Component(fault.component, name)):
            yield name


def related(design: Design, component: Component, of: Of) -> tuple[Component, ...]:
    """The components that stand in a relation to one."""
    if of == "self":
        return (component,)
    if of == "device":
        return (Component(Kind.DEVICE, component.device or ""),)
    if of in {"links", "circuits"}:
        held = (cable.name for cable in places.shared(design)[component.name])
        declared = design.links if of == "links" else design.circuits
        return tuple(Component(_KIND[of], name) for name in held if name in declared)
    ports = _ports(design, component)
    found = tuple(Component(Kind.INTERFACE, f"{port.device}/{port.interface}") for port in ports)
    return found[:1] if of == "end-a" else found


def _ports(design: Design, component: Component) -> tuple[Port, ...]:
    name = component.name
    if component.kind is Kind.SESSION:
        name = next(session.over for session in design.intent.all_sessions() if session.name == name)
    if component.kind is Kind.INTERFACE:
        link = design.socket(name).link
        return link.ends if link else ()
    if component.kind is Kind.CONDUIT:
        return tuple(port for cable in places.shared(design)[name] for port in _ends(cable))
    if name in design.links:
        return design.links[name].ends
    return (design.circuits[name].port,) if name in design.circuits else ()


def _ends(cable: Link | Circuit) -> tuple[Port, ...]:
    return cable.ends if isinstance(cable, Link) else (cable.port,)
