"""Every kind of fact by name: a kind exists because its module stands in this folder."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import netsop.facts
from netsop.facts.fact import Fact


@cache
def fact_kinds() -> dict[str, type[Fact]]:
    """Kind → its class, for all modules of this package."""
    found: dict[str, type[Fact]] = {}
    for module in iter_modules(netsop.facts.__path__):
        for value in vars(import_module(f"netsop.facts.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Fact) and value.KIND:
                found[value.KIND] = value
    return found


@cache
def capability_kinds(capability: str) -> frozenset[str]:
    """The kinds that a capability gives: those of the module that has its name."""
    return frozenset(
        name for name, kind in fact_kinds().items() if kind.__module__ == f"netsop.facts.{capability}"
    )
