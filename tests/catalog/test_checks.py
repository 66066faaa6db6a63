"""Every check file: known fields, all examples come out as they say, and at least one of each verdict."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from netsop import catalog
from netsop.checks.engine import check, unknown_fields
from netsop.facts.observations import Observations, Observed
from netsop.facts.registry import fact_kinds
from netsop.model.check import CheckSpec, Example
from netsop.model.component import Component
from netsop.model.finding import EvidenceRef
from netsop.model.subject import Subject

CHECKS = catalog.load_all("checks", CheckSpec)
EXAMPLES = [
    pytest.param(spec, example, id=f"{name}: {example.name}")
    for name, spec in CHECKS.items()
    for example in spec.examples
]
DEVICE = "r1"


def observations(spec: CheckSpec, example: Example, args: tuple[tuple[str, str], ...]) -> Observations:
    if example.facts is None:
        return Observations(gaps={(DEVICE, spec.capability, args): "the device did not answer"})
    ref = EvidenceRef(DEVICE, spec.capability)
    facts: dict[tuple[str, str], tuple[Observed, ...]] = {}
    for row in example.facts:
        observed = Observed(build(row), (ref,), args)
        key = (DEVICE, row["fact"])
        facts[key] = (*facts.get(key, ()), observed)
    return Observations(facts=facts, answered={(DEVICE, spec.capability, args): (ref,)})


def build(row: dict[str, Any]) -> Any:
    kind = fact_kinds()[row["fact"]]
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    del values["fact"]
    return kind(**values)


@pytest.mark.parametrize(("spec", "example"), EXAMPLES)
def test_example_comes_out_as_it_says(spec: CheckSpec, example: Example) -> None:
    subject = Subject(Component(spec.component, "x"), DEVICE, None, {"device": DEVICE, **example.subject})
    args = tuple((parameter, str(subject.attrs[attr])) for parameter, attr in spec.ask.items())
    finding = check(spec, subject, observations(spec, example, args), lambda _device, name: name)
    assert finding.verdict == example.verdict, finding
    if finding.verdict == "unknown":
        assert finding.reason
    else:
        assert finding.actual


@pytest.mark.parametrize("name", CHECKS)
def test_check_is_whole(name: str) -> None:
    spec = CHECKS[name]
    assert spec.check == name, "the file must be named as the check"
    assert not unknown_fields(spec)
    assert {example.verdict for example in spec.examples} == {"pass", "fail", "unknown"}
    assert set(spec.title) == {"id", "en"}


def test_the_answer_to_another_question_does_not_count() -> None:
    spec = CHECKS["service-reach"]
    attrs = {"ping": "s", "target": "192.0.2.1", "max_loss_pct": 10.0}
    subject = Subject(Component(spec.component, "s"), DEVICE, DEVICE, attrs)
    other = (("target", "192.0.2.99"),)
    ref = EvidenceRef(DEVICE, "ping")
    fact = dataclasses.replace(build({"fact": "ping", "target": "192.0.2.99"}), loss_pct=100.0)
    seen = Observations(
        facts={(DEVICE, "ping"): (Observed(fact, (ref,), other),)}, answered={(DEVICE, "ping", other): (ref,)}
    )
    assert check(spec, subject, seen, lambda _device, name: name).verdict == "unknown"
