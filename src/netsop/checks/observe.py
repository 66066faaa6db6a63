"""Puts the parsed answers of a run together: facts by device and kind, gaps with their reasons, rates."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from netsop.checks.ages import dated
from netsop.checks.rates import ERRORS, OCTETS, rate
from netsop.facts.config_change import Clock, ConfigChange
from netsop.facts.fact import Fact
from netsop.facts.interface_rate import InterfaceRate
from netsop.facts.interfaces import Interface
from netsop.facts.log import LogLine, MacMove
from netsop.facts.login import Login
from netsop.facts.observations import Args, Observations, Observed
from netsop.facts.parsed import Parsed, Status
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome
from netsop.model.finding import EvidenceRef

Canonical = Callable[[str, str], str]
"""(device, interface name) → the form in which names are compared."""

_READ = frozenset({Status.OK, Status.PARTIAL, Status.EMPTY})
_DATED = frozenset({ConfigChange.KIND, LogLine.KIND, MacMove.KIND})
_SHORTEST_INTERVAL_S = 0.2


def capability(probe: str) -> str:
    """The capability that a probe serves: `interfaces.errors` serves `interfaces`."""
    return probe.partition(".")[0]


def observe(
    devices: Iterable[DeviceOutcome], readings: Iterable[tuple[Evidence, Parsed]], canonical: Canonical
) -> Observations:
    """Everything that a run's answers attest. Facts of one key from several probes are one fact."""
    builder = _Builder(canonical)
    for device in devices:
        login = Login(outcome=device.outcome.value, reason=device.reason or None)
        builder.add(device.device, login, EvidenceRef(device.device, "login"), ())
        builder.answered[(device.device, "login", ())].append(EvidenceRef(device.device, "login"))
        builder.texts[(device.device, "login")] = f"{device.outcome.value}: {device.reason}"
    for evidence, parsed in readings:
        builder.read(evidence, parsed)
    return builder.build()


class _Builder:
    def __init__(self, canonical: Canonical) -> None:
        self.canonical = canonical
        self.facts: dict[tuple[str, str], dict[tuple[object, ...], Observed]] = defaultdict(dict)
        self.gaps: dict[tuple[str, str, Args], str] = {}
        self.unread: dict[tuple[str, str, Args], str] = {}
        self.answered: dict[tuple[str, str, Args], list[EvidenceRef]] = defaultdict(list)
        self.texts: dict[tuple[str, str], str] = {}
        self.second: list[tuple[Evidence, Interface]] = []
        self.first: dict[tuple[str, str, str], tuple[Evidence, Interface]] = {}

    def read(self, evidence: Evidence, parsed: Parsed) -> None:
        question = evidence.question
        subject = (question.device, capability(question.probe), question.args)
        ref = EvidenceRef(question.device, question.key, evidence.digest)
        self.texts[(question.device, question.key)] = evidence.text
        if evidence.outcome is not Outcome.OK or parsed.status not in _READ:
            reason = parsed.reason if evidence.outcome is Outcome.OK else evidence.reason
            if evidence.outcome is not Outcome.OK or parsed.status is Status.UNKNOWN:
                self.unread.setdefault(subject, reason or evidence.outcome.value)
            self.gaps.setdefault(subject, reason or evidence.outcome.value)
            return
        if question.nth > 1:
            self.second += [(evidence, fact) for fact in parsed.facts if isinstance(fact, Interface)]
            return
        self.answered[subject].append(ref)
        for fact in parsed.facts:
            self.add(question.device, fact, ref, question.args)
            if isinstance(fact, Interface) and fact.name:
                key = (question.device, question.probe, self.canonical(question.device, fact.name))
                self.first[key] = (evidence, fact)

    def add(self, device: str, fact: Fact, ref: EvidenceRef, args: Args) -> None:
        group = self.facts[(device, fact.KIND)]
        key = self._key(device, fact)
        known = group.get(key)
        if known is None or not fact.KEY:
            group[key if known is None else (*key, len(group))] = Observed(fact, (ref,), args)
            return
        refs = known.refs if ref in known.refs else (*known.refs, ref)
        group[key] = Observed(_merge(known.fact, fact), refs, args)

    def _key(self, device: str, fact: Fact) -> tuple[object, ...]:
        kinds = {item.name: item.metadata["kind"] for item in dataclasses.fields(fact)}
        values: list[object] = []
        for name in fact.KEY:
            value = getattr(fact, name)
            values.append(self.canonical(device, value) if value and kinds[name] == "ifname" else value)
        return tuple(values)

    def build(self) -> Observations:
        for evidence, fact in self.second:
            self._rate(evidence, fact)
        self._age_changes()
        gaps = {key: reason for key, reason in self.gaps.items() if key not in self.answered}
        return Observations(
            facts={key: tuple(group.values()) for key, group in self.facts.items()},
            gaps=gaps,
            answered={key: tuple(refs) for key, refs in self.answered.items()},
            texts=self.texts,
            unread=self.unread,
        )

    def _age_changes(self) -> None:
        for (device, kind), group in tuple(self.facts.items()):
            if kind not in _DATED:
                continue
            clocks = [observed.fact for observed in self.facts.get((device, Clock.KIND), {}).values()]
            for key, observed in group.items():
                if isinstance(observed.fact, ConfigChange | LogLine | MacMove):
                    group[key] = dataclasses.replace(observed, fact=dated(observed.fact, clocks))

    def _rate(self, evidence: Evidence, later: Interface) -> None:
        device = evidence.question.device
        if not later.name:
            return
        name = self.canonical(device, later.name)
        found = self.first.get((device, evidence.question.probe, name))
        if found is None:
            return
        earlier_evidence, earlier = found
        if not (evidence.started and earlier_evidence.started):
            return
        over_s = (evidence.started - earlier_evidence.started).total_seconds()
        if over_s < _SHORTEST_INTERVAL_S:
            return
        ref = EvidenceRef(device, evidence.question.key, evidence.digest)
        self.add(device, rate(earlier, later, over_s), ref, ())
        self.answered[(device, "interface_rate", ())] = [ref]


def _merge(known: Fact, more: Fact) -> Fact:
    """Fields of `known`, filled up with those that only `more` attests.

    Of two rates the higher counts: a source that does not see an error must not hide that another does.
    """
    if isinstance(known, InterfaceRate) and isinstance(more, InterfaceRate):
        return _higher(known, more)
    missing = {
        item.name: getattr(more, item.name)
        for item in dataclasses.fields(known)
        if getattr(known, item.name) is None and getattr(more, item.name) is not None
    }
    return dataclasses.replace(known, **missing) if missing else known


def _higher(one: InterfaceRate, other: InterfaceRate) -> InterfaceRate:
    rates: dict[str, Any] = {}
    for name in (*ERRORS.values(), *OCTETS.values()):
        found = [rate for rate in (getattr(one, name), getattr(other, name)) if rate is not None]
        if found:
            rates[name] = max(found)
    return dataclasses.replace(one, **rates)
