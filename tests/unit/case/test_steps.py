"""Where a case stands follows from its timeline."""

from __future__ import annotations

from pathlib import Path

from case_example import AT, NOTE
from netsop.case import store
from netsop.case.schema import case_schema
from netsop.case.steps import load_sop, standing

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
