"""Questions: a probe to be put to a device, with its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """One probe on one device. `args` are (parameter, value) pairs in order; `nth` counts repeats from 1.

    The values come from validated intent (addresses, host names, interface names), never from free text.
    """

    device: str
    probe: str
    args: tuple[tuple[str, str], ...] = ()
    nth: int = 1

    @property
    def key(self) -> str:
        """A name that is unique within a run and safe as a file name."""
        parts = [self.probe, *(value.replace("/", "_").replace(":", "_") for _, value in self.args)]
        if self.nth > 1:
            parts.append(str(self.nth))
        return ".".join(parts)


@dataclass(frozen=True)
class Plan:
    """The questions of a run, grouped by device in the order in which they are asked."""

    questions: tuple[Question, ...]

    def of(self, device: str) -> tuple[Question, ...]:
        """This device's questions, in order."""
        return tuple(self._by_device.get(device, ()))

    @cached_property
    def _by_device(self) -> dict[str, list[Question]]:
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            found.setdefault(question.device, []).append(question)
        return found

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices that are asked, sorted."""
        return tuple(sorted({question.device for question in self.questions}))
