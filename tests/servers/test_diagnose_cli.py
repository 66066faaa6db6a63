"""The commands from end to end, against the simulated laboratory's SSH servers."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from netsop.__main__ import run
from netsop.cli import demo, diagnose
from netsop.lab import control
from netsop.workspace.overlay import read_overlay

pytestmark = pytest.mark.server
REPO = Path(__file__).parents[2]
OPEN = ["--number", "005/117", "--date", "2026-03-02", "--office", "Dinas Kesehatan", "--name", "Sri",
        "--symptom", "Internet mati", "--site", "dinkes"]  # fmt: skip


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with a laboratory and one case, whatever year it is."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copy(REPO / "netsop.yaml", root)
    shutil.copytree(REPO / "inventory", root / "inventory")
    control.up(root, "simulated")
    try:
        assert run(["-w", str(root), "case", "open", *OPEN]) == 0
        yield root
    finally:
        control.down(root)


@pytest.fixture
def case(lab: Path) -> str:
    return next((lab / "cases").iterdir()).name


@pytest.fixture
def broken(lab: Path) -> Iterator[str]:
    component = "link:core1-dist1"
    control.fault(lab, "link-cut", component)
    yield component
    control.heal(lab)


def diagnosed(root: Path, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["-w", str(root), "diagnose", *args])
    return code, capsys.readouterr().out


def test_a_healthy_network_is_healthy(lab: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = diagnosed(lab, capsys, case, "--lang", "en")
    assert code == 0
    assert "HEALTHY" in out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_cut_link_is_named_recorded_and_replayed_byte_for_byte(
    lab: Path, case: str, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, live = diagnosed(lab, capsys, case, "--format", "json")
    found = json.loads(live)
    assert code == 1
    assert [(cause["fault"], cause["component"]) for cause in found["causes"]] == [("link-cut", broken)]
    text = (lab / "cases" / case / "case.yaml").read_text()
    assert f"run: {found['run']}" in text
    assert f"component: {broken}" in text
    assert diagnosed(lab, capsys, case, "--format", "json", "--replay", found["run"]) == (1, live)


def test_the_layer_of_a_run_is_remembered_by_its_replay(
    lab: Path, case: str, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, live = diagnosed(lab, capsys, case, "--format", "json", "--only", "physical")
    found = json.loads(live)
    assert found["only"] == "physical"
    assert not any(finding["check"].startswith("ospf") for finding in found["findings"])
    assert diagnosed(lab, capsys, case, "--format", "json", "--replay", found["run"])[1] == live


def test_evidence_that_was_changed_is_refused(lab: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, live = diagnosed(lab, capsys, case, "--format", "json")
    run_id = json.loads(live)["run"]
    answer = next((lab / "cases" / case / "evidence" / run_id).glob("*/*.txt"))
    answer.write_text(answer.read_text() + "x")
    code = run(["-w", str(lab), "diagnose", case, "--replay", run_id])
    assert code == 3
    assert answer.name in capsys.readouterr().err


def test_without_a_record_the_case_stays_as_it_was(lab: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((lab / "cases").rglob("*"))
    diagnosed(lab, capsys, case, "--no-record")
    assert sorted((lab / "cases").rglob("*")) == before


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("changed-host-key", (5, "other host key")),
        ("closed", (4, "unreachable")),
        ("wrong-password", (1, "password refused")),
        ("no-prompt", (4, "no prompt")),
        ("drop", (4, "connection lost")),
    ],
)
def test_a_device_that_does_not_answer_is_listed(
    lab: Path, case: str, mode: str, expected: tuple[int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    control.ask(lab, {"op": "misbehave", "device": "mon1", "mode": mode})
    try:
        got, out = diagnosed(lab, capsys, case, "--no-record", "--lang", "en")
    finally:
        control.ask(lab, {"op": "misbehave", "device": "mon1", "mode": ""})
    assert "mon1" in out
    assert expected[1] in out
    assert got == expected[0]


def test_sweep_counts_what_each_device_gave(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-w", str(lab), "sweep", "--collect-only", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["devices"]
    assert {row["device"] for row in rows} >= {"core1", "mon1"}
    assert all(row["facts"] > 0 for row in rows)


def test_an_unknown_case_and_a_run_that_is_none(
    lab: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-w", str(lab), "diagnose", "GJU-1999-0001"]) == 3
    assert run(["-w", str(lab), "diagnose", case, "--replay", "../.."]) == 2
    assert run(["-w", str(lab), "diagnose", case, "--replay", "20260101T000000Z-0000"]) == 3
    assert "GJU-1999-0001" in capsys.readouterr().err


def test_the_demonstration_finds_what_it_broke(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["-w", str(lab), "demo", "--lang", "en", "--fault", "link-cut", "--component", "core1-dist1"])
    out = capsys.readouterr().out
    root = Path(out.split(" …")[0].split(" in ")[1])
    try:
        assert code == 0
        assert out.index("CAUSE FOUND") < out.index("n: 2") < out.index("named the fault") < out.index("HEALTHY")
        assert not (root / ".netsop/lab/overlay.yaml").exists()
        replay = out.splitlines()[-1].split("netsop ")[-1].split()
        assert run(replay) == 1
    finally:
        shutil.rmtree(root)


def test_the_demonstration_ends_its_laboratory_when_it_fails(
    lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["-w", str(lab), "demo", "--fault", "link-cut", "--component", "link:nowhere"]) in {2, 3}
    assert "nowhere" in capsys.readouterr().err
    assert not list(tmp_path.glob("netsop-demo-*/.netsop/lab/control.sock"))
    assert not list(tmp_path.glob("netsop-demo-*/.netsop/lab/overlay.yaml"))


def test_two_faults_at_once_are_both_named(lab: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    faults = {("isp-circuit-down", "circuit:isp1-main"), ("disk-full", "device:srv1")}
    for fault, component in sorted(faults):
        control.fault(lab, fault, component)
    try:
        code, out = diagnosed(lab, capsys, case, "--format", "json", "--no-record")
    finally:
        control.heal(lab)
    assert code == 1
    assert {(cause["fault"], cause["component"]) for cause in json.loads(out)["causes"]} == faults


def test_sweep_says_the_same_without_a_case(lab: Path, broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((lab / "cases").rglob("*"))
    assert run(["-w", str(lab), "sweep", "--lang", "en"]) == 1
    assert "core1-dist1" in capsys.readouterr().out
    assert sorted((lab / "cases").rglob("*")) == before


def test_a_case_that_cannot_take_the_entry_still_shows_the_verdict(
    lab: Path, case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lab / "cases" / case / "case.yaml"
    whole = file.read_text()
    seen = diagnose.ask_devices

    def and_then_it_breaks(*given: Any) -> Any:
        result = seen(*given)
        file.write_text("case: [")
        return result

    monkeypatch.setattr(diagnose, "ask_devices", and_then_it_breaks)
    try:
        code, out = diagnosed(lab, capsys, case, "--lang", "en")
    finally:
        file.write_text(whole)
    assert code == 3
    assert "HEALTHY" in out


def test_a_demonstration_whose_folder_is_removed_leaves_no_laboratory(lab: Path, tmp_path: Path) -> None:
    root = tmp_path / "demo"
    shutil.copytree(lab, root, ignore=shutil.ignore_patterns(".netsop"))
    with demo._laboratory(root):
        overlay = read_overlay(root)
        shutil.rmtree(root)
    assert overlay
    end = time.monotonic() + 10
    while alive(overlay.pid) and time.monotonic() < end:
        pass
    assert not alive(overlay.pid)


def alive(pid: int) -> bool:
    """Whether it runs; a child of this process that ended is only waiting to be asked for."""
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False
