"""Where a case stands follows from its timeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from case_example import AT, NOTE
from netsop import catalog
from netsop.case import store
from netsop.case.schema import case_schema
from netsop.case.steps import KIND, load_sop, standing
from netsop.model.sop import Sop

ID = "GJU-2026-0001"
SOP = load_sop("060 / 040.1")


def stands(root: Path) -> tuple[int | None, int]:
    where = standing(store.read(root, ID), SOP)
    return (where.step.no if where.step else None, where.round)


def test_the_letter_is_in_so_the_head_of_the_office_is_next(root: Path) -> None:
    assert stands(root) == (2, 1)


def test_work_without_its_paper_does_not_finish_a_step(root: Path) -> None:
    store.append(root, ID, lambda _: NOTE, AT)
    assert stands(root) == (2, 1)


def test_not_connected_leads_back_and_connected_to_the_end(root: Path) -> None:
    report = {"papers_out": [{"paper": "laporan_monitoring"}]}
    for decision, expected in (("no", (4, 2)), ("yes", (9, 2))):
        entry = {**NOTE, **report, "step": 8, "decision": decision}
        store.append(root, ID, lambda _, entry=entry: entry, AT)  # type: ignore[misc]
        assert stands(root) == expected
    last = {**NOTE, "step": 10, "papers_out": [{"paper": "surat_laporan_penyelesaian"}]}
    store.append(root, ID, lambda _: last, AT)
    assert stands(root) == (None, 2)


def test_the_schema_in_the_docs_is_the_records() -> None:
    file = Path(__file__).parents[3] / "docs/schemas/case.schema.json"
    assert file.read_text(encoding="utf-8") == case_schema(), "write netsop.case.schema.case_schema() to it"


@pytest.mark.parametrize("name", sorted(catalog.files(KIND)))
def test_a_procedure_reaches_its_end_from_every_step(name: str) -> None:
    sop = load_sop(name)
    ways = {step.no: set(step.decision.values()) or {step.no + 1} for step in sop.steps}
    reached, end = {len(sop.steps) + 1}, len(sop.steps)
    while more := {no for no, following in ways.items() if following & reached} - reached:
        reached |= more
    assert reached == set(range(1, end + 2))


def test_a_procedure_that_leads_nowhere_is_refused() -> None:
    step = {"no": 1, "actor": "a", "title": {"en": "x"}, "output": "p", "decision": {"yes": 7}}
    with pytest.raises(ValidationError, match="step 1 leads to a step that does not exist"):
        Sop.model_validate({"sop": "1", "version": "1", "title": {"en": "x"}, "roles": {"a": "A"}, "steps": [step]})
