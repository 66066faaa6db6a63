"""The procedure as data, and where a case stands in it. Nothing of this is stored in the case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from netsop import catalog, yamlfile
from netsop.model.case import Case, Entry
from netsop.model.check import Words
from netsop.model.intent import Name
from netsop.model.record import Record

KIND = "case/sops"


class Step(Record):
    """One step: done when its output paper exists. decision: the next step for each answer, where one is taken."""

    no: int = Field(ge=1)
    actor: Name
    title: Words
    output: Name
    decision: dict[Literal["yes", "no"], int] = Field(default_factory=dict)


class Sop(Record):
    """A procedure. version: the date from which it is in force."""

    sop: str
    version: str
    title: Words
    roles: dict[Name, str]
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Sop:
        numbers = [step.no for step in self.steps]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("steps are numbered from 1 without gaps")
        for step in self.steps:
            if step.actor not in self.roles:
                raise ValueError(f"step {step.no} is for {step.actor!r}, which is no role")
            if any(number not in numbers for number in step.decision.values()):
                raise ValueError(f"step {step.no} leads to a step that does not exist")
        return self

    def step(self, number: int) -> Step:
        """A step by its number, which must exist."""
        return self.steps[number - 1]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: the step that is next (None: finished) and the round of the loop."""

    step: Step | None
    round: int


def load_sop(number: str, *, root: Path | None = None) -> Sop:
    """A procedure by its number, as cases name it. Raises NotFound without it."""
    name = "".join(number.split()).replace("/", "-")
    return yamlfile.validate(Sop, yamlfile.read(catalog.find(KIND, name, root=root), root=root))


def standing(case: Case, sop: Sop) -> Standing:
    """Where the timeline has led. An entry that finishes a later step than the present one moves the case there."""
    now, turn = 1, 1
    for entry in case.timeline:
        if entry.step > len(sop.steps) or not _finishes(entry, sop.step(entry.step)):
            continue
        following = _next(entry, sop.step(entry.step))
        turn += following <= entry.step
        now = following
    return Standing(sop.step(now) if now <= len(sop.steps) else None, turn)


def _finishes(entry: Entry, step: Step) -> bool:
    decided = not step.decision or entry.decision is not None
    return decided and any(paper.paper == step.output for paper in entry.papers_out)


def _next(entry: Entry, step: Step) -> int:
    if step.decision and entry.decision:
        return step.decision.get(entry.decision, step.no + 1)
    return step.no + 1
