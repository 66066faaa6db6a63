"""A run that the user stops ends soon, says where it kept what it had, and leaves the case as it was."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from netsop.__main__ import run
from netsop.lab import control

pytestmark = pytest.mark.server
REPO = Path(__file__).parents[2]
OPEN = ["--number", "1", "--date", "2026-03-02", "--office", "Dinkes", "--name", "Sri", "--symptom", "mati"]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Path]:
    shutil.copy(REPO / "netsop.yaml", tmp_path)
    shutil.copytree(REPO / "inventory", tmp_path / "inventory")
    control.up(tmp_path, "simulated")
    try:
        assert run(["-w", str(tmp_path), "case", "open", *OPEN]) == 0
        yield tmp_path
    finally:
        control.down(tmp_path)


def test_ctrl_c_keeps_what_was_gathered(lab: Path) -> None:
    case = next((lab / "cases").iterdir())
    before = (case / "case.yaml").read_bytes()
    control.ask(lab, {"op": "misbehave", "device": "mon1", "mode": "hung"})
    command = [sys.executable, "-m", "netsop", "-w", str(lab), "diagnose", case.name, "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        told = [process.stderr.readline() for _ in range(9)]  # every device but the one that hangs
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert all("done" in line for line in told), told
    assert process.returncode == 130
    assert "kept in" in rest
    (stored,) = (case / "evidence").iterdir()
    devices = {item["device"]: item["outcome"] for item in json.loads((stored / "run.json").read_text())["devices"]}
    assert devices.pop("mon1") == "interrupted"
    assert set(devices.values()) == {"ok"}
    assert (case / "case.yaml").read_bytes() == before
