"""After its end, however it comes, nothing of a laboratory is left on the machine.

Each laboratory here runs in a network namespace of its own, so that it does not meet the one of the other tests.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from .conftest import Lab, poll, start

pytestmark = pytest.mark.lab


def processes(root: Path) -> set[Path]:
    """The laboratory's processes: those in a network namespace of one that names the workspace, which are its nodes."""
    spaces = {space_of(process) for process in everyone() if str(root) in command_of(process)} - {None, OWN_SPACE}
    return {process for process in everyone() if space_of(process) in spaces}


def everyone() -> list[Path]:
    return list(Path("/proc").glob("[0-9]*"))


def command_of(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def space_of(process: Path) -> str | None:
    try:
        return str((process / "ns/net").readlink())
    except OSError:
        return None


def mounts(root: Path) -> list[str]:
    return [line for line in Path("/proc/self/mounts").read_text().splitlines() if str(root) in line]


OWN_SPACE = space_of(Path("/proc/self"))


def built(lab: Lab) -> bool:
    return len(list(lab.folder.glob("nodes/*/wire/*.stats"))) > 20


@pytest.mark.parametrize("end", ["down", "kill -9", "kill -9 inside"])
def test_nothing_is_left(end: str, tmp_path: Path) -> None:
    lab = start(tmp_path / "workspace", apart=True, wait=end == "down")
    try:
        poll(lambda: built(lab), seconds=30, what="the nodes are there")
        alive = processes(lab.root)
        assert len(alive) > 20
        inside = int(Path(f"/proc/{lab.process.pid}/task/{lab.process.pid}/children").read_text().split()[0])
        if end == "down":
            assert lab.ask(op="down")["ok"]
        else:
            os.kill(lab.process.pid if end == "kill -9" else inside, signal.SIGKILL)
        lab.process.wait(timeout=20)
        poll(lambda: not any(process.exists() for process in alive), seconds=20, what="its processes are gone")
    finally:
        lab.end()
    assert not processes(lab.root)
    assert not mounts(lab.root)
    if end == "down":
        assert not (lab.folder / "control.sock").exists()
        assert not (lab.folder / "overlay.yaml").exists()
