"""The real laboratory, started once for all tests that need it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
START_S = 120.0


def why_not() -> str | None:
    """Why the real laboratory cannot run on this machine; None when it can."""
    if os.geteuid() != 0:
        return "the real laboratory needs root"
    if not Path("/dev/net/tun").exists():
        return "the real laboratory needs /dev/net/tun"
    if not shutil.which("vtysh"):
        return "the real laboratory needs FRR (apt-get install frr)"
    return None


def poll(look: Callable[[], Any], *, seconds: float, what: str) -> Any:
    """The first true value of `look`."""
    end = time.monotonic() + seconds
    while not (value := look()):
        assert time.monotonic() < end, f"not within {seconds:g} s: {what}"
        time.sleep(0.1)
    return value


def copy_workspace(target: Path) -> Path:
    """A workspace of its own, with this repository's inventory."""
    shutil.copytree(REPOSITORY / "inventory", target / "inventory")
    shutil.copy(REPOSITORY / "netsop.yaml", target / "netsop.yaml")
    return target


class Lab:
    """A laboratory's process and its control socket. apart: in a network namespace of its own."""

    def __init__(self, root: Path, *, apart: bool) -> None:
        self.root = root
        self.folder = root / ".netsop" / "lab"
        self.log = root / "supervisor.log"
        with self.log.open("ab") as output:
            # A test run that is killed must not leave a laboratory behind.
            prefix = ["setpriv", "--pdeathsig", "KILL", *(["unshare", "--net"] if apart else [])]
            self.process = subprocess.Popen(
                [*prefix, sys.executable, "-m", "netsop.lab.real.supervisor", str(root)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )

    def wait_ready(self) -> None:
        """Return when the overlay is there; fail with the supervisor's own words when it ends before."""
        def ready() -> bool:
            assert self.process.poll() is None, f"the supervisor ended: {self.log.read_text()[-2000:]}"
            return (self.folder / "overlay.yaml").exists()
        poll(ready, seconds=START_S, what=f"the laboratory is up; see {self.log}")

    def ask(self, **request: Any) -> dict[str, Any]:
        """Ask on the control socket."""
        relative = os.path.relpath(self.folder / "control.sock")
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(200)
            connection.connect(relative)
            connection.sendall(json.dumps(request).encode() + b"\n")
            answer: dict[str, Any] = json.loads(connection.makefile("rb").readline())
        return answer

    def run(self, node: str, *command: str) -> str:
        """What a command in a node prints."""
        answer = self.ask(op="exec", node=node, command=list(command))
        assert answer["ok"], answer
        return str(answer["stdout"]) + str(answer["stderr"])

    def end(self) -> None:
        """Whatever state it is in, it is gone after this."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def start(root: Path, *, apart: bool = False, wait: bool = True) -> Lab:
    """A laboratory that is up, in a workspace copied to `root`; skips where none can run, but not in CI.

    apart: in a network namespace of its own; wait: until the network has converged.
    """
    reason = why_not()
    if reason and os.environ.get("CI") != "true":
        pytest.skip(reason)
    assert reason is None, reason
    lab = Lab(copy_workspace(root), apart=apart)
    try:
        if wait:
            lab.wait_ready()
    except BaseException:
        lab.end()
        raise
    return lab


@pytest.fixture(scope="session")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The laboratory's process and control socket. Tests leave it healed."""
    lab = start(tmp_path_factory.mktemp("lab") / "workspace")
    yield lab
    lab.end()


@pytest.fixture(scope="session")
def real_lab(running_lab: Lab) -> Path:
    """The root of a workspace whose real laboratory is up."""
    return running_lab.root
