"""What one fact says to a check: as expected or not, the value that decided, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from netsop.checks.compare import holds, show
from netsop.checks.observe import Canonical
from netsop.facts.fact import Fact
from netsop.facts.observations import Observations, Observed
from netsop.model.check import Against, CheckSpec, Expectation
from netsop.model.finding import Verdict
from netsop.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Reading:
    """What one fact says: the verdict, the actual value or the reason in words, and the field that decided."""

    verdict: Verdict
    words: str
    field: str
    value: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Looks up what the device at the other end says."""

    subject: Subject
    observations: Observations
    canonical: Canonical

    def value(self, against: Against) -> Any:
        """The field of the one fact that fits, None when that device does not say."""
        device = str(self.subject.attrs[against.device])
        for observed in self.observations.of(device, against.fact):
            value = getattr(observed.fact, against.field)
            if value is not None and fits(observed.fact, against.match, self.subject, device, self.canonical):
                return value
        return None


def fits(fact: Fact, match: Mapping[str, str], subject: Subject, device: str, canonical: Canonical) -> bool:
    """Whether the fields of a device's fact are as the subject's attributes say."""
    for field, attr in match.items():
        actual, wanted = getattr(fact, field), subject.attrs[attr]
        if actual is None:
            return False
        if _kind(type(fact), field) == "ifname":
            if canonical(device, actual) != canonical(device, str(wanted)):
                return False
        elif str(actual) != str(wanted):
            return False
    return True


def _kind(fact: type[Fact], field: str) -> str:
    return str(fact.__dataclass_fields__[field].metadata["kind"])


def read(spec: CheckSpec, subject: Subject, observed: Observed, elsewhere: Elsewhere) -> Reading:
    """Hold one fact against what the check expects: the first expectation that it does not meet decides."""
    shown = []
    for expectation in spec.expect:
        field = expectation.field
        actual = _actual(expectation, observed.fact)
        if actual is None:
            return Reading(Verdict(spec.untold), f"the answer does not say {expectation.per or field}", field)
        shown.append(show(field, actual, expectation.unit))
        if actual in expectation.unknown_when:
            reason = getattr(observed.fact, "reason", None)
            return Reading(Verdict.UNKNOWN, str(reason or actual), field)
        wanted = _wanted(expectation, subject, elsewhere)
        if wanted is None:
            return Reading(Verdict.UNKNOWN, f"the other end does not say {_other(expectation)}", field)
        if not holds(expectation.op, actual, wanted):
            said = f", the other end {_other(expectation)} {wanted}" if expectation.against else ""
            return Reading(Verdict.FAIL, shown[-1] + said, field, _number(actual), _number(wanted))
    first = spec.expect[0]
    value = _number(_actual(first, observed.fact))
    return Reading(Verdict.PASS, ", ".join(shown), first.field, value, _number(_wanted(first, subject, elsewhere)))


def _actual(expectation: Expectation, fact: Fact) -> Any:
    value = getattr(fact, expectation.field)
    if expectation.per is None or value is None:
        return value
    whole = getattr(fact, expectation.per)
    return round(100 * value / whole, 1) if whole else None


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _other(expectation: Expectation) -> str:
    return expectation.against.field if expectation.against else ""


def _wanted(expectation: Expectation, subject: Subject, elsewhere: Elsewhere) -> Any:
    if expectation.against:
        return elsewhere.value(expectation.against)
    return subject.attrs[expectation.attr] if expectation.attr else expectation.value


def declared(expectation: Expectation, subject: Subject) -> Any:
    """What is wanted, as far as it stands before anything was read."""
    if expectation.against:
        return f"as at the other end ({subject.attrs[expectation.against.device]})"
    return subject.attrs[expectation.attr] if expectation.attr else expectation.value
