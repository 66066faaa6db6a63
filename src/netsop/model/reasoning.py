"""Reasoning: why a cause was chosen, why another was not, and what a fault would take with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from netsop.model.component import Component
from netsop.model.finding import Finding, Verdict

Standing = Literal["chosen", "rival", "outweighed", "refuted", "unsupported", "not-here"]


@dataclass(frozen=True, slots=True)
class Held:
    """A prediction of a fault and what was seen of it.

    part: `must` it decides, `must_any` one of these does, `may` it can follow, `refuted_by` it rules out.
    wanted: the verdict that it speaks of, on `all` or `any` of the findings; state: PASS it came true, FAIL it did
    not, UNKNOWN nobody could see.
    """

    part: Literal["must", "must_any", "may", "refuted_by"]
    check: str
    how: Literal["all", "any"]
    wanted: Verdict
    state: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """A fault on a component before the findings.

    standing: `chosen`; `rival` explains the same and is less likely; `outweighed` the chosen ones explain more for
    less; `refuted` too much speaks against it; `unsupported` nothing that it predicts fails; `not-here` it cannot be
    on this component (`lacks` says what it needs there). likelihood: relative to what was chosen in its place.
    alone: failing findings that only the chosen ones explain; extra: what it would explain and they do not.
    tests: what nobody could see and would tell it from its rivals, the most useful first.
    """

    fault: str
    component: Component
    standing: Standing
    likelihood: float = 0.0
    held: tuple[Held, ...] = ()
    explains: tuple[Finding, ...] = ()
    against: tuple[Finding, ...] = ()
    not_known: tuple[Finding, ...] = ()
    chosen: tuple[tuple[str, Component], ...] = ()
    alone: tuple[Finding, ...] = ()
    extra: tuple[Finding, ...] = ()
    lacks: tuple[str, ...] = ()
    ask: str = ""
    tests: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasoning:
    """How a diagnosis came about. failing, candidates: numbers. arguments: what was chosen; rivals: of each of them."""

    failing: int
    candidates: int
    arguments: tuple[Argument, ...]
    rivals: tuple[tuple[Argument, ...], ...]
    unexplained: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Detour:
    """How one device still reaches another when the link between them is gone: the devices and links on the way."""

    one: str
    other: str
    through: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What happens when faults come about: computed on the graph, no device is asked.

    gone: what stops working with them. sites: whose people reach nothing any more; cut_off: devices that run and no
    longer reach the rest, piece by piece; dark: devices that are out. lost, kept: (service, from where). sessions:
    routing sessions that go down. last_ways: links that would then be the only way to something, with the devices
    behind them; circuits: those that still work; last_circuit: the only one of several that is left, or empty.
    shows: (check, component) that would fail at once.
    """

    faults: tuple[tuple[str, Component], ...]
    gone: tuple[Component, ...]
    sites: tuple[str, ...]
    cut_off: tuple[tuple[str, ...], ...]
    dark: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    sessions: tuple[str, ...]
    detours: tuple[Detour, ...]
    last_ways: tuple[tuple[str, tuple[str, ...]], ...]
    circuits: tuple[str, ...]
    last_circuit: str
    shows: tuple[tuple[str, Component], ...]
