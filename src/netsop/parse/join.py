"""Several rows, or several readings, about one thing → one fact: parts, and their serial numbers elsewhere. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from netsop.facts.fact import Fact


def join(facts: Sequence[Fact], kind: type[Fact], fields: tuple[str, ...]) -> list[Fact]:
    """The facts, those of the kind made one where they agree in the fields and contradict one another in none.

    A fact that does not attest all of the fields stays alone. The first keeps its place.
    """
    found: list[Fact] = []
    places: dict[tuple[Any, ...], int] = {}
    for fact in facts:
        key = tuple(getattr(fact, name) for name in fields) if type(fact) is kind else ()
        if not key or None in key:
            found.append(fact)
        elif key in places and (one := _one(found[places[key]], fact)) is not None:
            found[places[key]] = one
        else:
            places[key] = len(found)
            found.append(fact)
    return found


def absorb(facts: Sequence[Fact], more: Sequence[Fact]) -> list[Fact]:
    """The facts, filled up by those of `more` that have the same key and contradict nothing; the others behind them.

    Where several facts have one key, none is filled up: which one is meant is not known.
    """
    found = list(facts)
    places: dict[tuple[Any, ...], list[int]] = {}
    for place, fact in enumerate(found):
        places.setdefault(_key(fact), []).append(place)
    for fact in more:
        nameless = fact.KEY and not any(_key(fact)[1:])
        there = [] if nameless else places.get(_key(fact), [])
        if len(there) == 1 and (one := _one(found[there[0]], fact)) is not None:
            found[there[0]] = one
        elif not any(found[place] == fact for place in there):
            found.append(fact)
    return found


def _key(fact: Fact) -> tuple[Any, ...]:
    return (type(fact), *(getattr(fact, name) for name in fact.KEY))


def _one(first: Fact, second: Fact) -> Fact | None:
    added: dict[str, Any] = {}
    for field in dataclasses.fields(first):
        known, more = getattr(first, field.name), getattr(second, field.name)
        if known is not None and more is not None and known != more:
            return None
        if known is None and more is not None:
            added[field.name] = more
    return dataclasses.replace(first, **added)
