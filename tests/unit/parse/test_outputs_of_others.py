"""Real outputs of others: every attested fact is read, no value differs, nothing is invented from damaged text."""

from __future__ import annotations

import re

import pytest

from real_outputs import DISPUTED, FIXTURES, MISSING, Case, answer, cases, faults, judge, share

CLEAN, DIRTY = list(cases("clean")), list(cases("dirty"))
CELLS = sorted({case.cell for case in CLEAN})

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason=MISSING)


@pytest.mark.parametrize(("platform", "capability"), CELLS)
def test_every_output_of_a_cell_is_read_whole(platform: str, capability: str) -> None:
    found = {case.name: faults(case) for case in CLEAN if case.cell == (platform, capability)}
    assert {name: wrong for name, wrong in found.items() if wrong and name not in DISPUTED} == {}


def test_a_dispute_is_about_something() -> None:
    assert [case.name for case in CLEAN if case.name in DISPUTED and not faults(case)] == []


def test_nearly_every_attested_field_is_read() -> None:
    right, every = share(CLEAN)
    assert right / every >= 0.98


@pytest.mark.parametrize("case", DIRTY, ids=lambda case: case.name)
def test_a_damaged_output_gives_no_invention(case: Case) -> None:
    given, expect = answer(case), case.meta["expect"]
    assert given.status in expect["status"]
    assert given.status == "ok" or given.reason
    if expect.get("facts") == "none":
        assert given.facts == []
    if expect.get("facts") == "subset":
        assert judge().not_in(given.facts, case.facts, case.meta["exhaustive"]) == []
    if "reason_regex" in expect and given.status != "ok":
        assert re.search(expect["reason_regex"], given.reason, re.IGNORECASE)
