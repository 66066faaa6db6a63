"""Observations: all facts of a run with where each came from, and what could not be known and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from netsop.facts.fact import Fact
from netsop.model.finding import EvidenceRef

T = TypeVar("T")
Args = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Observed:
    """A fact, and the answers that attest it. args are the parameters of the question."""

    fact: Fact
    refs: tuple[EvidenceRef, ...]
    args: Args = ()


@dataclass(frozen=True)
class Observations:
    """facts: (device, kind) → what was seen. gaps: (device, capability, args) → why it is not known.

    answered: (device, capability, args) → the answers that were read, also those that say "there are none".
    texts: (device, question key) → the answer as stored, for quoting. unread: as gaps, for questions that a device has
    an answer to and that did not come or could not be read: what they would have told is not "not there".
    """

    facts: Mapping[tuple[str, str], tuple[Observed, ...]] = field(default_factory=dict)
    gaps: Mapping[tuple[str, str, Args], str] = field(default_factory=dict)
    answered: Mapping[tuple[str, str, Args], tuple[EvidenceRef, ...]] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unread: Mapping[tuple[str, str, Args], str] = field(default_factory=dict)

    def of(self, device: str, kind: str) -> tuple[Observed, ...]:
        """The facts of one kind on one device."""
        return self.facts.get((device, kind), ())

    def answers(self, device: str, capability: str) -> list[tuple[Args, tuple[EvidenceRef, ...]]]:
        """The answers of a device about a capability, with the parameters of their questions."""
        return self._answers.get((device, capability), [])

    def reasons(self, device: str, capability: str) -> list[tuple[Args, str]]:
        """Why a capability of a device is not known, with the parameters of the questions."""
        return self._reasons.get((device, capability), [])

    def lost(self, device: str, capability: str) -> list[tuple[Args, str]]:
        """Why an answer about a capability did not come, with the parameters of the questions."""
        return self._lost.get((device, capability), [])

    @cached_property
    def _lost(self) -> dict[tuple[str, str], list[tuple[Args, str]]]:
        return _by_capability(self.unread)

    @cached_property
    def _answers(self) -> dict[tuple[str, str], list[tuple[Args, tuple[EvidenceRef, ...]]]]:
        return _by_capability(self.answered)

    @cached_property
    def _reasons(self) -> dict[tuple[str, str], list[tuple[Args, str]]]:
        return _by_capability(self.gaps)


def _by_capability(found: Mapping[tuple[str, str, Args], T]) -> dict[tuple[str, str], list[tuple[Args, T]]]:
    index: dict[tuple[str, str], list[tuple[Args, T]]] = {}
    for (device, capability, args), value in found.items():
        index.setdefault((device, capability), []).append((args, value))
    return index
