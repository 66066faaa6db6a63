"""Puts faults on the laboratory and takes them off, and believes neither before it is proven.

A fault is there when its artifact is read back and its symptom is seen from where a person would see it; it is
gone when neither is, and the network has converged again.
"""

from __future__ import annotations

from dataclasses import dataclass

from netsop import catalog
from netsop.errors import Broken, InvalidInput, NotFound, Refused
from netsop.lab.real import looks, places, steps
from netsop.lab.real.network import Network
from netsop.lab.real.poll import until
from netsop.lab.real.recipe import Look, Recipe
from netsop.lab.real.target import Values, session_protocol, values_of
from netsop.model.component import Component

FOLDER = "lab/real/faults"
_CONVERGE_S = 60.0


@dataclass(frozen=True, slots=True)
class Active:
    """A fault that has been put on."""

    recipe: Recipe
    component: Component
    values: Values

    @property
    def key(self) -> tuple[str, str]:
        """Its name and its component, as they are written."""
        return (self.recipe.fault, str(self.component))

    @property
    def looks(self) -> list[Look]:
        """What must show of it: artifact first, then symptom."""
        return [look for look in (*self.recipe.artifact, *self.recipe.symptom) if steps.applies(look, self.values)]


class Injector:
    """The faults of one laboratory. Not for use by two threads at once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._recipes = catalog.load_all(FOLDER, Recipe, root=network.layout.workspace.root)
        self._active: dict[tuple[str, str], Active] = {}

    @property
    def active(self) -> list[dict[str, str]]:
        """The faults that are on, oldest first."""
        return [{"fault": fault, "component": component} for fault, component in self._active]

    def listing(self) -> list[dict[str, object]]:
        """Every fault with the places where it can be put."""
        layout = self._network.layout
        return [
            {"fault": name, "component": recipe.component.value, "title": recipe.title.model_dump(),
             "places": [str(component) for component in places.components(layout, recipe)]}
            for name, recipe in self._recipes.items()
        ]  # fmt: skip

    def fault(self, name: str, component: str) -> dict[str, object]:
        """Put a fault on and prove it. When it cannot be proven it is taken off again and Broken is raised."""
        active = self._prepare(name, component)
        if active.key in self._active:
            raise Refused(f"{name} is on {component} already", do=f"take it off: `netsop lab heal {name} {component}`")
        self._active[active.key] = active
        try:
            steps.take(self._network, active.recipe.inject, active.values)
            self._prove(active)
            if not any(other.recipe.restless for other in self._active.values()):
                self._network.settle(seconds=_CONVERGE_S)
        except Broken as error:
            undone = self._undo(active)
            raise Broken(f"{name} on {component} could not be proven and was not scored: {error}{undone}") from error
        proven = [looks.told(look, active.values) for look in active.looks]
        return {"fault": name, "component": component, "proven": proven}

    def heal(self, name: str | None = None, component: str | None = None) -> dict[str, object]:
        """Take faults off, the youngest first, then prove that they are gone: all, those of a name, or one.

        All are taken off before the first is looked at: where one was, the other may still have shown.
        Raises NotFound when a named one is not on, Broken when one does not go.
        """
        wanted = [key for key in reversed(self._active) if name in {None, key[0]} and component in {None, key[1]}]
        if not wanted and name:
            raise NotFound(f"{name} is not on {component or 'anything'}", do="see `netsop lab status`")
        self._off([self._active[key] for key in wanted])
        return {"healed": [{"fault": fault, "component": place} for fault, place in wanted]}

    def _prepare(self, name: str, text: str) -> Active:
        if name not in self._recipes:
            raise NotFound(f"the real laboratory has no fault {name!r}", do=f"one of: {', '.join(self._recipes)}")
        recipe, component = self._recipes[name], _component(text)
        if component.kind is not recipe.component:
            raise InvalidInput(f"{name} sits on a {recipe.component.value}, found {text}")
        protocol = session_protocol(self._network.layout, component)
        if recipe.protocol and protocol != recipe.protocol:
            raise InvalidInput(f"{name} sits on a session of {recipe.protocol}, {component.name} is one of {protocol}")
        values = values_of(self._network.layout, component)
        lacking = places.lacks(self._network.layout, recipe, component)
        if lacking:
            raise InvalidInput(f"{name} sits on what is {', '.join(sorted(lacking))}, {component} is not")
        return Active(recipe, component, values)

    def _prove(self, active: Active) -> None:
        for look in active.looks:
            sight = looks.told(look, active.values)
            until(lambda look=look: looks.seen(self._network, look, active.values),  # type: ignore[misc]
                  f"never seen: {sight}", seconds=active.recipe.within_s)

    def _off(self, faults: list[Active]) -> None:
        for active in faults:
            steps.take(self._network, active.recipe.heal, active.values)
        for active in faults:
            self._prove_gone(active)
            del self._active[active.key]
        if faults and not self._active:
            self._network.wait_converged(seconds=_CONVERGE_S)
            self._network.settle(seconds=_CONVERGE_S)

    def _prove_gone(self, active: Active) -> None:
        for look in active.looks:
            sight = looks.told(look, active.values)
            until(lambda look=look: looks.gone(self._network, look, active.values),  # type: ignore[misc]
                  f"{active.recipe.fault} was taken off, but this is still so: {sight}", seconds=_CONVERGE_S)

    def _undo(self, active: Active) -> str:
        try:
            self._off([active])
        except Broken as error:
            return f"; and taking it off failed: {error}; start the laboratory again"
        return ""


def _component(text: str) -> Component:
    try:
        return Component.parse(text)
    except ValueError as error:
        what = f"{text!r} is not a component"
        raise InvalidInput(what, do="write KIND:NAME, for example link:core1-dist1") from error
