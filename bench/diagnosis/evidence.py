"""Evidence that is missing or wrong: a stored run, as it would be if some answers had not come or were old."""

from __future__ import annotations

import dataclasses
import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass

from netsop.model.evidence import Evidence, Outcome, Run

_NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Variant:
    """How a run is spoilt before it is judged. way: `missing` or `stale`; share: of all answers, in percent."""

    way: str = ""
    share: int = 0

    @property
    def name(self) -> str:
        """How tables call it."""
        return f"{self.share} % {self.way}" if self.way else "everything"


WHOLE = Variant()
VARIANTS = (WHOLE, *(Variant(way, share) for way in ("missing", "stale") for share in (10, 20, 30)))


def spoil(run: Run, baseline: Run, variant: Variant, seed: str) -> Run:
    """The run with a share of its answers unanswered, or replaced by those of the healthy network."""
    if not variant.way:
        return run
    rng = random.Random(f"{variant.name} {seed}")
    chosen = set(rng.sample(range(len(run.evidence)), round(len(run.evidence) * variant.share / 100)))
    change = _missing if variant.way == "missing" else _old(baseline)
    evidence = tuple(change(item) if number in chosen else item for number, item in enumerate(run.evidence))
    return dataclasses.replace(run, evidence=evidence)


def _missing(item: Evidence) -> Evidence:
    return dataclasses.replace(item, outcome=Outcome.TIMEOUT, reason="withheld", text="", digest=_NOTHING)


def _old(baseline: Run) -> Callable[[Evidence], Evidence]:
    """Gives the same question's answer of the healthy network, where it was asked there."""
    known = {item.question: item for item in baseline.evidence if item.outcome is Outcome.OK}

    def change(item: Evidence) -> Evidence:
        old = known.get(item.question)
        if old is None:
            return item
        return dataclasses.replace(item, outcome=old.outcome, reason="", text=old.text, digest=old.digest)

    return change
