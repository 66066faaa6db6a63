"""Faults as data: what a fault predicts, what refutes it, whose it is, what to do."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from netsop.model.check import Words
from netsop.model.component import Kind
from netsop.model.intent import Name
from netsop.model.record import Record

Party = Literal["device", "power", "cabling", "config", "isp", "service", "user", "mgmt", "none"]


class Prediction(Record):
    """Findings of a check on the components that stand in relation `of` to the fault's component.

    how: `all` known ones have the verdict, or `any` one of them.
    of: a relation of diagnosis/topology.py (self, ends, far, port, sessions, management …).
    """

    check: Name
    of: str = "self"
    how: Literal["all", "any"] = "all"
    verdict: Literal["pass", "fail"] = "fail"


class FaultExample(Record):
    """Findings on which the fault must come out first, told of a network in tests/networks, or of the repository's own.

    on: the component. fails, unknown: `check component` patterns (fnmatch) of the findings that fail or are not
    known; all others pass. alternatives: faults that may stand beside it because nothing tells them apart.
    announced: a component on which the provider announced work for that time.
    """

    name: str
    network: Name | None = None
    on: str
    fails: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    announced: str = ""
    behind: Name | None = None


class FaultSpec(Record):
    """One entry of the catalogue.

    prior: how often, relative to the others. takes: what stops working with it, computed on the graph:
    `component` (the component itself and what depends on it), `sessions` (the routing sessions over it), `nothing`.
    when: `healthy` for what a complaint can still be when nothing fails there; then its rules speak of what passes.
    where: traits that the component must have (diagnosis/traits.py).
    must: all of these must hold; must_any: at least one of these; may: failing findings that it also explains;
    refuted_by: any of these rules it out.
    ask: the test that tells it from its look-alikes when the devices cannot.
    action: `visit`, `escalate`, `watch`, `none`, or `playbook NAME`.
    """

    fault: Name
    version: Literal[1]
    status: Literal["stable", "experimental"] = "stable"
    since: str = "0.1.0"
    component: Kind
    when: Literal["failing", "healthy"] = "failing"
    where: tuple[str, ...] = ()
    layer: Literal["physical", "link", "addressing", "routing", "circuit", "service", "resources", "management"]
    party: Party
    prior: float = Field(gt=0, le=1)
    takes: Literal["component", "sessions", "nothing"] = "component"
    must: tuple[Prediction, ...] = ()
    must_any: tuple[Prediction, ...] = ()
    may: tuple[Prediction, ...] = ()
    refuted_by: tuple[Prediction, ...] = ()
    ask: Words = Field(default_factory=dict)
    action: str = Field(pattern=r"^(visit|escalate|watch|none|playbook [a-z0-9-]+)$")
    says: Words
    do: Words
    reference: str = ""
    false_alarms: str = ""
    examples: tuple[FaultExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _decided(self) -> FaultSpec:
        decides = any(rule.verdict == "fail" for rule in (*self.must, *self.must_any))
        if self.when == "failing" and not decides:
            raise ValueError("needs a failure in must or must_any that decides")
        if self.when == "healthy" and (decides or self.may):
            raise ValueError("with `when: healthy` no failure can decide or follow")
        return self

    @property
    def decisive(self) -> tuple[Prediction, ...]:
        """The rules of which failures can decide for this fault."""
        return (*self.must, *self.must_any)
