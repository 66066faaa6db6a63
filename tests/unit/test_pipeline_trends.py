"""A disk that fills over several runs: remembered, warned of, and said again from the stored run alone."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from netsop import pipeline
from netsop.collect.store import save
from netsop.history import store
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
from netsop.model.probe import Question
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[2]
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
GIB = 2**30


def taken(at: datetime, used_pct: int, digest: str) -> Run:
    text = (
        "Filesystem 1-blocks Used Available Capacity Mounted on\n"
        f"/dev/vda1 {100 * GIB} {used_pct * GIB} {(100 - used_pct) * GIB} {used_pct}% /\n"
    )
    asked = Question("srv1", "disk")
    answer = Evidence(asked, "df -P -B1", Outcome.OK, "", at, 1, text, hashlib.sha256(text.encode()).hexdigest())
    return Run(f"r{used_pct}", at, at, digest, None, (DeviceOutcome("srv1", Outcome.OK),), (answer,))


def test_a_disk_that_fills_is_told_of_before_it_is_full(tmp_path: Path) -> None:
    shutil.copy(ROOT / "netsop.yaml", tmp_path)
    shutil.copytree(ROOT / "inventory", tmp_path / "inventory")
    workspace = open_workspace(tmp_path, overlay=False)
    known = pipeline.knowledge(workspace)
    for hour, used in enumerate((60, 64, 68, 72)):
        pipeline.remember(known, pipeline.conclude(known, taken(FIRST + timedelta(hours=hour), used, workspace.digest)))
    now = FIRST + timedelta(hours=4)
    run = taken(now, 76, workspace.digest)
    run = dataclasses.replace(run, earlier=store.recall(tmp_path / store.STATE, now))
    result = pipeline.conclude(known, run)
    (warning,) = result.diagnosis.warnings
    assert (warning.check, warning.component.name, warning.left_s) == ("disk-use", "srv1", 3.5 * 3600)
    assert not result.diagnosis.causes
    save(run, tmp_path / "run")
    shutil.rmtree(tmp_path / store.STATE)
    assert pipeline.replay(workspace, tmp_path / "run") == result
