"""The procedure as data, and where a case stands in it. Nothing of this is stored in the case."""

from __future__ import annotations

from pathlib import Path

from netsop import catalog, yamlfile
from netsop.model.case import Case, Entry
from netsop.model.sop import Sop, Standing, Step

KIND = "case/sops"


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
