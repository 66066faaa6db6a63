"""A procedure: its steps, who acts in each, what each gives out; and where a case stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from netsop.model.check import Words
from netsop.model.intent import Name
from netsop.model.record import Record


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
