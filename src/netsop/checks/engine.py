"""Runs checks over subjects. The engine, not the check, says `unknown` when a fact is not there, and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from netsop.checks.compare import holds
from netsop.checks.observe import Canonical
from netsop.checks.quote import quote
from netsop.checks.reading import Elsewhere, Reading, declared, fits, read
from netsop.facts.bgp import BgpPeer
from netsop.facts.fact import Fact
from netsop.facts.observations import Args, Observations, Observed
from netsop.facts.registry import fact_kinds
from netsop.model.check import Against, CheckSpec, Given
from netsop.model.component import Kind
from netsop.model.finding import EvidenceRef, Finding, Verdict
from netsop.model.subject import Subject

_SOURCE = {"interface_rate": "interfaces", "forwarding": "route"}
"""Derived capabilities → the one that is asked for."""

VANTAGED = frozenset({Kind.SERVICE, Kind.SESSION, Kind.VLAN, Kind.PREFIX})
"""Kinds of which each vantage point has a finding of its own."""


def run_checks(
    checks: Mapping[str, CheckSpec], subjects: Iterable[Subject], observations: Observations, canonical: Canonical
) -> tuple[Finding, ...]:
    """One finding for each check on each subject that it applies to, sorted by check and component."""
    by_kind: dict[Kind, list[CheckSpec]] = {}
    for spec in checks.values():
        by_kind.setdefault(spec.component, []).append(spec)
    findings = [
        check(spec, subject, observations, canonical)
        for subject in subjects
        for spec in by_kind.get(subject.component.kind, ())
        if applies(spec, subject)
    ]
    return tuple(sorted(findings, key=lambda finding: finding.key))


def applies(spec: CheckSpec, subject: Subject) -> bool:
    """Whether the subject has every attribute that the check needs."""
    needed = {*spec.where, *spec.match.values(), *spec.ask.values()}
    needed |= {attr for given in spec.given for attr in given.match.values()}
    for expectation in spec.expect:
        needed |= {expectation.attr} if expectation.attr else set()
        if expectation.against:
            needed |= {expectation.against.device, *expectation.against.match.values()}
    return all(name in subject.attrs for name in needed)


def check(spec: CheckSpec, subject: Subject, observations: Observations, canonical: Canonical) -> Finding:
    """The finding of one check on one subject."""
    finding = Finding(
        check=spec.check,
        component=subject.component,
        verdict=Verdict.UNKNOWN,
        vantage=subject.vantage if subject.component.kind in VANTAGED else None,
        expected=_expected(spec, subject),
        severity=spec.severity,
    )
    refs = _answers(spec, subject, observations)
    if refs is None:
        return dataclasses.replace(finding, reason=_gap(spec, subject, observations))
    matching = [
        observed
        for observed in observations.of(subject.device, spec.fact)
        if _asked(spec, subject, observed.args)
        and _concerns(spec, observed.fact)
        and _matches(spec, subject, observed, canonical)
    ]
    if not matching:
        lost = _lost(spec, subject, observations)
        if lost:
            return dataclasses.replace(finding, reason=lost)
        return _absent(spec, finding, refs, f"no such {spec.fact.replace('_', ' ')} in the answer")
    missing = next((given for given in spec.given if not _holds(given, subject, observations, canonical)), None)
    if missing:
        reason = f"{missing.fact.replace('_', ' ')}: {missing.field} is not as it must be to tell"
        return dataclasses.replace(finding, reason=reason, evidence=refs)
    return _judge(spec, finding, matching, subject, Elsewhere(subject, observations, canonical))


def _holds(given: Given, subject: Subject, observations: Observations, canonical: Canonical) -> bool:
    """Whether some other fact of the device is as a check takes for given."""
    return any(
        (value := getattr(observed.fact, given.field)) is not None and holds(given.op, value, given.value)
        for observed in observations.of(subject.device, given.fact)
        if fits(observed.fact, given.match, subject, subject.device, canonical)
    )


def _answers(spec: CheckSpec, subject: Subject, observations: Observations) -> tuple[EvidenceRef, ...] | None:
    """The answers that were read for this check, None when there are none."""
    given = observations.answers(subject.device, spec.capability)
    found = [ref for args, refs in given if _asked(spec, subject, args) for ref in refs]
    return tuple(found) if found else None


def _lost(spec: CheckSpec, subject: Subject, observations: Observations) -> str:
    """Why an answer that could have held the fact did not come; what others do not mention is then not known."""
    capability = _SOURCE.get(spec.capability, spec.capability)
    return next(
        (reason for args, reason in observations.lost(subject.device, capability) if _asked(spec, subject, args)), ""
    )


def _asked(spec: CheckSpec, subject: Subject, args: Args) -> bool:
    """Whether a question with these parameters was about this subject."""
    given = dict(args)
    return all(
        given[parameter] == str(subject.attrs[attr]) for parameter, attr in spec.ask.items() if parameter in given
    )


def _gap(spec: CheckSpec, subject: Subject, observations: Observations) -> str:
    for capability in dict.fromkeys((spec.capability, _SOURCE.get(spec.capability, spec.capability))):
        for args, reason in observations.reasons(subject.device, capability):
            if _asked(spec, subject, args):
                return reason
    if spec.capability == "interface_rate":
        return "two readings with a whole counter are needed"
    return f"{subject.device} was not asked for {spec.capability}"


def _concerns(spec: CheckSpec, fact: Fact) -> bool:
    """Whether the check is about this fact at all: of nothing there can be no share."""
    if any(getattr(fact, expectation.per) == 0 for expectation in spec.expect if expectation.per):
        return False
    if any(getattr(fact, field) in values for field, values in spec.unless.items()):
        return False
    return all(getattr(fact, field) in values for field, values in spec.when.items())


def _matches(spec: CheckSpec, subject: Subject, observed: Observed, canonical: Canonical) -> bool:
    return fits(observed.fact, spec.match, subject, subject.device, canonical)


def _judge(
    spec: CheckSpec, finding: Finding, matching: list[Observed], subject: Subject, elsewhere: Elsewhere
) -> Finding:
    readings = [(read(spec, subject, observed, elsewhere), observed) for observed in matching]
    worst_first = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)
    order = worst_first if spec.how == "all" else (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN)
    reading, observed = min(readings, key=lambda pair: order.index(pair[0].verdict))
    if reading.verdict is Verdict.UNKNOWN:
        return dataclasses.replace(finding, reason=reading.words, evidence=observed.refs)
    if reading.verdict is Verdict.PASS:
        return dataclasses.replace(
            finding, verdict=Verdict.PASS, actual=reading.words, evidence=observed.refs,
            value=reading.value, limit=reading.limit,
        )
    return dataclasses.replace(
        finding,
        verdict=Verdict.FAIL,
        actual=reading.words,
        value=reading.value,
        limit=reading.limit,
        evidence=tuple(_quoted(ref, observed, reading, elsewhere.observations) for ref in observed.refs),
        since_s=_since(observed.fact),
    )


def _since(fact: Fact) -> int | None:
    """How long the fact says that it has been so, in seconds."""
    if isinstance(fact, BgpPeer):
        return fact.uptime_s  # of a peer that is down: since it went down
    return getattr(fact, "last_change_s", None)


def _quoted(ref: EvidenceRef, observed: Observed, reading: Reading, observations: Observations) -> EvidenceRef:
    text = observations.texts.get((ref.device, ref.key), "")
    return dataclasses.replace(ref, line=quote(text, observed.fact, reading.field))


def _absent(spec: CheckSpec, finding: Finding, refs: tuple[EvidenceRef, ...], reason: str) -> Finding:
    verdict = Verdict(spec.absent)
    if verdict is Verdict.UNKNOWN:
        return dataclasses.replace(finding, reason=reason, evidence=refs)
    return dataclasses.replace(finding, verdict=verdict, actual=reason, evidence=refs)


def _expected(spec: CheckSpec, subject: Subject) -> str:
    words = []
    for expectation in spec.expect:
        wanted = declared(expectation, subject)
        sign = {
            "equals": "",
            "at_least": "≥ ",
            "at_most": "≤ ",
            "within": "± ",
            "differs": "not ",
            "one_of": "one of ",
            "none_of": "none of ",
            "contains": "holding ",
            "covers": "including ",
        }[expectation.op]
        words.append(f"{expectation.field} {sign}{_list(wanted)}{expectation.unit and ' ' + expectation.unit}")
    return ", ".join(words)


def _list(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def unknown_fields(spec: CheckSpec) -> set[str]:
    """Fields that the check names and its fact does not have: must be empty for a valid check."""
    kind = fact_kinds().get(spec.fact)
    if kind is None:
        return {spec.fact}
    known = {item.name for item in dataclasses.fields(kind)}
    named = {expectation.field for expectation in spec.expect} | {*spec.match, *spec.when, *spec.unless}
    named |= {expectation.per for expectation in spec.expect if expectation.per}
    others: list[Against | Given] = [item.against for item in spec.expect if item.against]
    for other in (*others, *spec.given):
        far = fact_kinds().get(other.fact)
        fields = {item.name for item in dataclasses.fields(far)} if far else set()
        named |= {f"{other.fact}.{name}" for name in {other.field, *other.match} - fields}
    return named - known
