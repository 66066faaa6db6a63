"""A node: fresh namespaces with private places to write, entered by command. Killing its first process ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from netsop.errors import Broken
from netsop.lab.real.poll import until

_NAMESPACES = ("--net", "--mount", "--uts", "--ipc", "--pid")
UPTIME_S = 40 * 86400


class Node:
    """A running node. pid is that of its first process, as the supervisor sees it."""

    def __init__(self, name: str, init: Path, log: Path, *, booted_s: int = UPTIME_S) -> None:
        """Start it. Raises Broken when it does not come up; booted_s is how long its clock says that it runs."""
        self.name = name
        # The kernel adds it to what the machine's own clock says.
        ahead_s = booted_s - int(time.clock_gettime(time.CLOCK_BOOTTIME))
        command = ["unshare", *_NAMESPACES, "--time", "--boottime", str(ahead_s), "--fork", "--kill-child",
                   "--mount-proc", "--propagation", "private", "sh", str(init)]
        with log.open("ab") as output:
            self._outer = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        self.pid = until(lambda: _child(self._outer.pid), f"{name} did not start; see {log}", seconds=10)
        until(lambda: self.run(["test", "-e", "/run/ready"]).returncode == 0, f"{name} did not get ready; see {log}",
              seconds=20)

    def run(
        self, command: Sequence[str], *, text: str | None = None, seconds: float = 30
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside; its output is text, its failure is not an exception."""
        try:
            return subprocess.run(self._enter(command), input=text, capture_output=True, text=True, timeout=seconds,
                                  check=False, errors="replace")
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(list(command), 124, "", f"no end within {seconds:g} s")

    def must(self, command: Sequence[str], *, text: str | None = None) -> str:
        """Run a command inside. Raises Broken when it fails."""
        done = self.run(command, text=text)
        if done.returncode:
            raise Broken(f"{self.name}: {' '.join(command)}: {(done.stderr or done.stdout).strip()[:300]}")
        return done.stdout

    def start(self, command: Sequence[str], log: Path) -> None:
        """Start a command that stays, inside."""
        with log.open("ab") as output:
            subprocess.Popen(self._enter(command), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                             start_new_session=True)

    def _enter(self, command: Sequence[str]) -> list[str]:
        return ["nsenter", "-t", str(self.pid), "-n", "-m", "-u", "-i", "-p", "-T", "--", *command]

    @property
    def alive(self) -> bool:
        """Whether it has power."""
        return self._outer.poll() is None

    def kill(self) -> None:
        """End it at once, as when its power goes."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self._outer.wait()


def _child(pid: int) -> int | None:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return None
    return int(children[0]) if children else None
