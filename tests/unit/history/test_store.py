"""The history: what was remembered comes back, bounded, and a broken file is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netsop.errors import InvalidInput
from netsop.history.store import FILE, recall, remember
from netsop.model.component import Component, Kind
from netsop.model.trend import Sample

NOW = datetime(2026, 1, 10, tzinfo=UTC)


def readings(count: int, step: timedelta = timedelta(minutes=5), check: str = "disk-use") -> list[Sample]:
    disk = Component(Kind.DEVICE, "r1")
    return [Sample(check, disk, "", NOW - step * number, float(number)) for number in range(count, 0, -1)]


def test_readings_come_back_in_order(tmp_path: Path) -> None:
    assert recall(tmp_path, NOW) == ()
    remember(tmp_path, readings(3))
    remember(tmp_path, readings(3, check="memory-use"))
    assert recall(tmp_path, NOW) == (*readings(3), *readings(3, check="memory-use"))


def test_only_the_newest_of_each_thing_are_taken_along(tmp_path: Path) -> None:
    remember(tmp_path, readings(100))
    found = recall(tmp_path, NOW)
    assert list(found) == readings(100)[-24:]


def test_a_run_does_not_see_what_came_after_it(tmp_path: Path) -> None:
    remember(tmp_path, readings(4))
    assert [sample.value for sample in recall(tmp_path, NOW - timedelta(minutes=12))] == [4.0, 3.0]


def test_what_is_old_goes(tmp_path: Path) -> None:
    remember(tmp_path, readings(1, step=timedelta(days=100)))
    remember(tmp_path, readings(1))
    assert len(recall(tmp_path, NOW - timedelta(days=99))) == 0


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(InvalidInput, match="cannot be used"):
        remember(tmp_path, readings(1))
