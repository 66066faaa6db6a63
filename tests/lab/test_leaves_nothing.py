"""After its end, however it comes, nothing of a laboratory is left on the machine.

Each laboratory here runs in a network namespace of its own, so that it does not meet the one of the other tests.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from .conftest import Lab, poll, start

pytestmark = pytest.mark.lab


def traces(root: Path) -> list[str]:
    """Processes that name the workspace, and mounts on it."""
    found = [line for line in Path("/proc/self/mounts").read_text().splitlines() if str(root) in line]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(root) in command and "pytest" not in command:
            found.append(f"{process.name}: {command}")
    return found


def namespaces() -> int:
    listed = subprocess.run(["lsns", "-n", "-t", "net", "-o", "NS"], capture_output=True, text=True, check=True)
    return len(listed.stdout.split())


def built(lab: Lab) -> bool:
    return len(list(lab.folder.glob("nodes/*/wire/*.stats"))) > 20


@pytest.mark.parametrize("end", ["down", "kill -9", "kill -9 inside"])
def test_nothing_is_left(end: str, tmp_path: Path) -> None:
    before = namespaces()
    lab = start(tmp_path / "workspace", apart=True, wait=end == "down")
    try:
        poll(lambda: built(lab), seconds=30, what="the nodes are there")
        inside = int(Path(f"/proc/{lab.process.pid}/task/{lab.process.pid}/children").read_text().split()[0])
        if end == "down":
            assert lab.ask(op="down")["ok"]
        else:
            os.kill(lab.process.pid if end == "kill -9" else inside, signal.SIGKILL)
        lab.process.wait(timeout=20)
        poll(lambda: not traces(lab.root), seconds=20, what="its processes and mounts are gone")
        poll(lambda: namespaces() <= before, seconds=20, what="its namespaces are gone")
    finally:
        lab.end()
    assert not list((lab.folder).glob("control.sock")) or end != "down"
    assert not (lab.folder / "overlay.yaml").exists() or end != "down"
