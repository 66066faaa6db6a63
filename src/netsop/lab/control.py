"""Starting and asking a laboratory, whichever of the two runs: it is its own process, reached by a Unix socket."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from netsop.durable import lock
from netsop.errors import Broken, InvalidInput, NetsopError, NotFound, Refused, UsageError
from netsop.lab.faults import listing
from netsop.model.lab import Overlay
from netsop.workspace.overlay import alive, read_overlay

Kind = Literal["simulated", "real"]

FOLDER = ".netsop/lab"
_SERVERS = {"simulated": "netsop.lab.simulated.server", "real": "netsop.lab.real.supervisor"}
_READY_S = {"simulated": 60, "real": 150}
_ANSWER_S = 240
_LONGEST_SOCKET_PATH = 100
_STALE = ("overlay.yaml", "control.sock", "password", "known_hosts", "history.sqlite")
_ERRORS: dict[int, type[NetsopError]] = {2: UsageError, 3: InvalidInput, 5: Refused}


def up(root: Path, kind: Kind) -> Overlay:
    """Start a laboratory for a workspace and wait until it is ready.

    Raises Refused when one runs already; with the end of its log InvalidInput when the workspace is not in order,
    and Broken when it does not come up for another reason.
    """
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with lock(folder / "lock"):
        running = read_overlay(root)
        if running:
            raise Refused(f"the {running.laboratory} laboratory runs already", do="end it with: netsop lab down")
        _clean(folder)
        log = folder / "log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", _SERVERS[kind], str(root)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return _ready(root, server, log, _READY_S[kind])


def _ready(root: Path, server: subprocess.Popen[bytes], log: Path, seconds: int) -> Overlay:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        overlay = read_overlay(root)
        if overlay:
            return overlay
        if server.poll() is not None:
            break
        time.sleep(0.05)
    why = _ERRORS.get(server.returncode or 1, Broken)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    _clean(root / FOLDER)
    raise why(f"the laboratory did not come up: {_tail(log)}", do=f"its log is {log}")


def _tail(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1].removeprefix("netsop: ") if lines else "it said nothing"


def _clean(folder: Path) -> None:
    """Remove what a laboratory that is gone has left."""
    for name in _STALE:
        (folder / name).unlink(missing_ok=True)


def down(root: Path) -> str:
    """End the laboratory that runs and return its kind. Raises NotFound when none does, once its leftovers are gone."""
    if read_overlay(root) is None:
        _clean(root / FOLDER)
    overlay = _running(root)
    with suppress(Broken):
        ask(root, {"op": "down"})
    end = time.monotonic() + 20
    while alive(overlay.pid) and time.monotonic() < end:
        time.sleep(0.05)
    with suppress(ProcessLookupError, PermissionError):
        os.kill(overlay.pid, signal.SIGKILL)
    _clean(root / FOLDER)
    return overlay.laboratory


def status(root: Path) -> dict[str, Any]:
    """What runs and what is broken in it. Raises NotFound when nothing runs."""
    return ask(root, {"op": "status"})


def fault(root: Path, name: str, component: str) -> dict[str, Any]:
    """Break something; returns when it is proven. Raises UsageError for what cannot be broken."""
    return ask(root, {"op": "fault", "fault": name, "component": _whole(root, name, component)})


def heal(root: Path, name: str | None = None, component: str | None = None) -> dict[str, Any]:
    """Mend one fault, or all; returns when it is proven."""
    whole = _whole(root, name, component) if name and component else component
    return ask(root, {"op": "heal", "fault": name, "component": whole})


def _whole(root: Path, fault: str, component: str) -> str:
    """The component with its kind: `core1-dist1` is `link:core1-dist1` where the fault breaks links.

    Raises UsageError, naming what there is, for a fault that this laboratory does not have.
    """
    kinds = {item["fault"]: item["component"] for item in listing(_running(root).laboratory)}
    if fault not in kinds:
        raise UsageError(f"this laboratory has no fault {fault!r}", do=f"one of: {', '.join(sorted(kinds))}")
    return component if component.startswith(f"{kinds[fault]}:") else f"{kinds[fault]}:{component}"


def ask(root: Path, request: dict[str, Any]) -> dict[str, Any]:
    """One request to the laboratory. Raises the error that it answers, or Broken when it does not answer."""
    _running(root)
    answer = _exchange(root / FOLDER / "control.sock", request)
    if answer.get("ok"):
        return answer
    raise _ERRORS.get(int(answer.get("exit_code", 1)), Broken)(str(answer.get("error", "the laboratory failed")))


def _running(root: Path) -> Overlay:
    overlay = read_overlay(root)
    if overlay is None:
        raise NotFound("no laboratory runs here", do="start one: netsop lab up")
    return overlay


def _exchange(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, _short(path) as name:
            connection.settimeout(_ANSWER_S)
            connection.connect(name)
            connection.sendall(json.dumps(request).encode() + b"\n")
            with connection.makefile("rb") as stream:
                answer = json.loads(stream.readline())
    except (OSError, ValueError) as error:
        raise Broken(f"the laboratory does not answer: {error}", do="netsop lab down, then up") from error
    return dict(answer)


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """A name for a socket that fits into a socket address, however deep the workspace lies."""
    if len(str(path)) <= _LONGEST_SOCKET_PATH:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
