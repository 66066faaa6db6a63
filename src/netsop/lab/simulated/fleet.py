"""Many cheap devices for measuring: `python -m netsop.lab.simulated.fleet OUT --devices N [--latency-ms L]`.

Prints one line of JSON when every port answers; ends on SIGTERM. Answers are texts from memory, so that what is
measured is the collector and not the fleet.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from netsop.lab.simulated.fleet_workspace import MODEL_DEVICE, answers, write_workspace
from netsop.lab.simulated.shell import Process, Session

USERNAME = "netsop"
_BACKLOG = 16
_PER_PROCESS = 100
_MOST_PROCESSES = 2
_REFUSED = "            ^\n% Invalid input detected at '^' marker.\n\n"


@dataclass(slots=True)
class Member:
    """One device of the fleet."""

    name: str
    texts: dict[str, str]
    latency_s: float
    password: str
    mode: str = ""

    def prompt(self, user: str) -> str:  # noqa: ARG002 - IOS shows no user
        """The prompt."""
        return f"{self.name}#"

    def answer(self, line: str) -> str | None:
        """The text from memory."""
        command = line.strip()
        if command in {"exit", "quit"}:
            return None
        if not command or command.startswith("terminal "):
            return ""
        return self.texts.get(command, _REFUSED).replace(MODEL_DEVICE, self.name)


class _Door(asyncssh.SSHServer):
    def __init__(self, password: str) -> None:
        self._password = password

    def begin_auth(self, username: str) -> bool:
        del username
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return username == USERNAME and secrets.compare_digest(password.encode(), self._password.encode())


async def _serve(members: Sequence[tuple[Member, socket.socket]], key: asyncssh.SSHKey, ended: int) -> None:
    """Serve until the descriptor `ended` reaches its end: the process that holds its other side is gone."""
    over = asyncio.Event()
    asyncio.get_running_loop().add_reader(ended, over.set)
    for member, listener in members:
        await _listen(member, listener, key)
    await over.wait()


async def _listen(member: Member, listener: socket.socket, key: asyncssh.SSHKey) -> None:
    async def session(process: Process) -> None:
        with suppress(asyncssh.Error, OSError):
            await Session(process, member, USERNAME).run()

    await asyncssh.listen(
        sock=listener, server_factory=lambda: _Door(member.password), server_host_keys=[key], process_factory=session,
        encoding=None, line_editor=False, backlog=_BACKLOG, allow_scp=False, agent_forwarding=False,
    )  # fmt: skip


def _socket() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.bind(("127.0.0.1", 0))
    made.listen(_BACKLOG)
    return made


def _fork(members: Sequence[tuple[Member, socket.socket]], key: asyncssh.SSHKey, ended: int, held: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(held)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        asyncio.run(_serve(members, key, ended))
    finally:
        os._exit(0)


def run(folder: Path, devices: int, latency_ms: float) -> None:
    """Write the workspace, serve it, and wait for SIGTERM or SIGINT."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    password, texts = secrets.token_urlsafe(18), answers()
    members = [
        (Member(f"r{number:04}", texts, latency_ms / 1000, password), _socket()) for number in range(1, devices + 1)
    ]
    public = " ".join(key.export_public_key().decode().split()[:2])
    write_workspace(folder, {each.name: place.getsockname()[1] for each, place in members}, public, password)
    processes = min(_MOST_PROCESSES, -(-devices // _PER_PROCESS))
    over = False

    def end(*_: object) -> None:
        nonlocal over
        over = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    ended, held = os.pipe()
    children = [_fork(members[share::processes], key, ended, held) for share in range(processes)]
    ready = {"ready": True, "workspace": str(folder), "devices": devices, "pid": os.getpid(), "children": children}
    sys.stdout.write(f"{json.dumps(ready)}\n")
    sys.stdout.flush()
    while not over:
        signal.sigtimedwait((), 0.2)
    os.close(held)
    for child in children:
        os.waitpid(child, 0)


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m netsop.lab.simulated.fleet", description="Many cheap IOS routers.")
    parser.add_argument("out", type=Path, help="folder for the workspace")
    parser.add_argument("--devices", type=int, default=200)
    parser.add_argument("--latency-ms", type=float, default=0.0, help="before each answer")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    run(options.out.resolve(), options.devices, options.latency_ms)
    return 0


if __name__ == "__main__":
    sys.exit(main())
