"""Where a fault can be put: the components for which every place of a recipe has a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from netsop.errors import NetsopError
from netsop.lab.real import steps
from netsop.lab.real.layout import Layout
from netsop.lab.real.recipe import Recipe
from netsop.lab.real.target import Values, fill, session_protocol, values_of
from netsop.lab.simulated import places
from netsop.lab.simulated.design import Design
from netsop.model.component import Component

_UNFILLED = re.compile(r"(?<!%)\{[a-z][a-z._]*\}")


def components(layout: Layout, recipe: Recipe) -> Iterator[Component]:
    """The components that a fault can be on, sorted by name."""
    design = _design(layout)
    for name in sorted(places.names(design, recipe.component)):
        component = Component(recipe.component, name)
        if set(recipe.where) <= places.traits(design, component) and _fits(layout, recipe, component):
            yield component


def lacks(layout: Layout, recipe: Recipe, component: Component) -> set[str]:
    """The traits that a recipe asks for and a component of the laboratory has not."""
    return set(recipe.where) - places.traits(_design(layout), component)


def _design(layout: Layout) -> Design:
    return Design(layout.workspace.hosts, layout.workspace.intent, layout.lab)


def _fits(layout: Layout, recipe: Recipe, component: Component) -> bool:
    try:
        if recipe.protocol and session_protocol(layout, component) != recipe.protocol:
            return False
        values = values_of(layout, component)
    except NetsopError:
        return False
    items = [*recipe.inject, *recipe.heal, *recipe.artifact, *recipe.symptom]
    if not any(steps.applies(step, values) for step in recipe.inject):
        return False
    return all(_filled(item.model_dump(), values) for item in items if steps.applies(item, values))


def _filled(data: dict[str, Any], values: Values) -> bool:
    """Whether no place of a step or look is left without a value."""
    texts = [text for value in data.values() for text in (value if isinstance(value, tuple) else (value,))]
    return not any(_UNFILLED.search(fill(text, values)) for text in texts if isinstance(text, str))
