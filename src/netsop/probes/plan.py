"""Which question goes to which device: whatever the checks need for the subjects that they apply to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from netsop.model.check import CheckSpec
from netsop.model.component import Kind
from netsop.model.host import Host
from netsop.model.platform import Platform
from netsop.model.probe import Plan, Question
from netsop.model.subject import Subject
from netsop.probes.command import placeholders

Gap = tuple[str, str, tuple[tuple[str, str], ...]]

_DERIVED = {"interface_rate": "interfaces", "forwarding": "route"}
"""Capabilities that no device is asked for as such → the one that they are derived from."""

_UNASKED = frozenset({"login"})
_LAST = ("ping", "ping_mtu", "arp", "dns", "http", "traceroute", "acl")
"""What takes longest, in this order; the neighbour cache after the pings that fill it, and the filters' counters after

all that they may have thrown away."""


def plan(
    hosts: Mapping[str, Host],
    platforms: Mapping[str, Platform],
    checks: Mapping[str, CheckSpec],
    subjects: Iterable[Subject],
) -> tuple[Plan, dict[Gap, str]]:
    """The questions of a run, and (device, capability, args) → why it cannot be asked at all."""
    by_kind: dict[Kind, list[CheckSpec]] = {}
    for spec in checks.values():
        by_kind.setdefault(spec.component, []).append(spec)
    wanted: dict[Question, None] = {}
    gaps: dict[Gap, str] = {}
    for subject in subjects:
        for spec in by_kind.get(subject.component.kind, ()):
            if spec.capability in _UNASKED or not _applies(spec, subject):
                continue
            questions = tuple(_questions(spec, subject, platforms.get(hosts[subject.device].platform)))
            wanted.update(dict.fromkeys(questions))
            if not questions:
                platform = hosts[subject.device].platform
                reason = f"the platform {platform} has no probe for {spec.capability}"
                gaps[(subject.device, spec.capability, ())] = reason
    return Plan(tuple(sorted(wanted, key=_order))), gaps


def _applies(spec: CheckSpec, subject: Subject) -> bool:
    return all(name in subject.attrs for name in (*spec.where, *spec.ask.values(), *spec.match.values()))


def _questions(spec: CheckSpec, subject: Subject, platform: Platform | None) -> Iterator[Question]:
    if platform is None:
        return
    capability = _DERIVED.get(spec.capability, spec.capability)
    for name, probe in platform.probes.items():
        if name.partition(".")[0] != capability:
            continue
        asked = {parameter: str(subject.attrs[attr]) for parameter, attr in spec.ask.items()}
        needed = placeholders(probe)
        if not asked.keys() >= set(needed):
            continue
        args = tuple((parameter, asked[parameter]) for parameter in sorted(needed))
        for nth in range(1, spec.readings + 1):
            yield Question(subject.device, name, args, nth)


def _order(question: Question) -> tuple[str, int, int, Question]:
    capability = question.probe.partition(".")[0]
    late = _LAST.index(capability) + 1 if capability in _LAST else 0
    return (question.device, question.nth, late, question)
