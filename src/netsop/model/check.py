"""Checks as data: which fact, of which component, must be how."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from netsop.model.component import Kind
from netsop.model.intent import Name
from netsop.model.record import Record

Words = dict[Literal["id", "en"], str]
Scalar = str | int | float | bool


class Against(Record):
    """A fact elsewhere to compare with: of the device that the subject's attribute `device` names.

    match: field of that fact → attribute of the subject that it must equal; field: what is compared.
    """

    device: str
    fact: str
    match: dict[str, str] = Field(default_factory=dict)
    field: str


class Expectation(Record):
    """What one field of the fact must be: compared with a constant (`value`), a subject's attribute (`attr`), or a
    fact of another device (`against`).

    within: no further from 0 than that, either way.
    per: another field of the same fact that it is a share of, in percent; a fact where that is 0 (no swap, no limit) is
    left out. unknown_when: readings from which nothing
    can be concluded.
    """

    field: str
    op: Literal["equals", "differs", "at_least", "at_most", "within", "one_of", "none_of", "contains", "covers"]
    value: Scalar | list[Scalar] | None = None
    attr: str | None = None
    against: Against | None = None
    per: str | None = None
    unit: str = ""
    unknown_when: tuple[Scalar, ...] = ()

    @model_validator(mode="after")
    def _one_side(self) -> Expectation:
        if [self.value, self.attr, self.against].count(None) != 2:
            raise ValueError("needs exactly one of value, attr and against")
        return self


class Given(Record):
    """What another fact of the same device must show, so that anything can be concluded at all.

    match: field of that fact → attribute of the subject that it must equal.
    """

    fact: str
    match: dict[str, str] = Field(default_factory=dict)
    field: str
    op: Literal["equals", "differs", "at_least", "at_most", "one_of", "none_of"]
    value: Scalar | list[Scalar]


class Example(Record):
    """A proof that the check works: a subject, facts, and the verdict they must give.

    facts None means that the capability could not be read (a gap).
    """

    name: str
    subject: dict[str, Any] = Field(default_factory=dict)
    facts: list[dict[str, Any]] | None = None
    verdict: Literal["pass", "fail", "unknown"]


class CheckSpec(Record):
    """One check. It runs for every subject of `component` that has all attributes in `where`.

    ask: parameter of the probe → attribute of the subject that fills it.
    match: field of the fact → attribute of the subject that it must equal.
    when: only facts where each of these fields has one of the values; unless: only facts where none has.
    given: what must be so beside, or the verdict is unknown: large packets say nothing where small ones are lost too.
    how: whether all facts that match must be as expected, or any one of them.
    absent: the verdict when the answer was read and holds no such fact.
    untold: the verdict when there is such a fact and it does not attest the field.
    nature: `state` can be brought about by a fault elsewhere (a symptom); `own` cannot (configuration, hardware).
    severity: a `notice` (a recent change) asks for no cause and makes nothing unhealthy; it only speaks for or against
    one. readings: 2 where a rate is judged, so that the probe is asked twice.
    trend: what the reading of the first expectation is over time: a `level` with a limit, a `share` of something that
    can be full, an `age` that begins anew when what it is of does.
    """

    check: Name
    version: Literal[1]
    status: Literal["stable", "experimental"] = "stable"
    since: str = "0.1.0"
    layer: Literal["physical", "logical", "management"]
    component: Kind
    capability: str
    fact: str
    where: tuple[str, ...] = ()
    ask: dict[str, str] = Field(default_factory=dict)
    match: dict[str, str] = Field(default_factory=dict)
    when: dict[str, tuple[Scalar, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[Scalar, ...]] = Field(default_factory=dict)
    given: tuple[Given, ...] = ()
    expect: tuple[Expectation, ...] = Field(min_length=1)
    how: Literal["all", "any"] = "all"
    absent: Literal["fail", "unknown", "pass"] = "unknown"
    untold: Literal["fail", "unknown"] = "unknown"
    nature: Literal["state", "own"] = "state"
    severity: Literal["critical", "major", "minor", "notice"] = "major"
    readings: Literal[1, 2] = 1
    trend: Literal["level", "share", "age"] | None = None
    reference: str = ""
    false_alarms: str = ""
    title: Words
    examples: tuple[Example, ...] = Field(min_length=3)
