"""Real SSH servers on loopback that behave as devices do, and as devices must not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import asyncssh

PROMPT = "r1#"
USER, PASSWORD = "netsop", "canary-S3cret-9f"
ANSWER = "GigabitEthernet0/1 is up, line protocol is up\n  MTU 1500 bytes\n"

Process = asyncssh.SSHServerProcess[str]
Shell = Callable[[Process], Coroutine[Any, Any, None]]


async def well_behaved(process: Process) -> None:
    process.stdout.write(f"\r\nWelcome to r1\r\n{PROMPT}")
    async for line in process.stdin:
        command = line.rstrip("\r\n")
        body = "" if command.startswith("terminal") else ANSWER
        process.stdout.write(f"{command}\r\n{body}{PROMPT}".replace("\n", "\r\n"))


async def prompt_in_output(process: Process) -> None:
    process.stdout.write(PROMPT)
    async for line in process.stdin:
        text = f"{line.rstrip()}\nlog of yesterday:\n{PROMPT}show users\n{PROMPT} \n{PROMPT}x\nlast line\n{PROMPT}"
        process.stdout.write(text)


async def silent(process: Process) -> None:
    async for _ in process.stdin:
        pass


async def hangs(process: Process) -> None:
    process.stdout.write(PROMPT)
    async for line in process.stdin:
        if line.startswith("terminal"):
            process.stdout.write(f"{line.rstrip()}\n{PROMPT}")


async def hangs_until_interrupted(process: Process) -> None:
    process.stdout.write(PROMPT)
    while typed := await process.stdin.read(1024):
        if "\x03" in typed:
            process.stdout.write(f"^C\n{PROMPT}")
        elif "interfaces" not in typed:
            process.stdout.write(f"{typed.rstrip()}\n{ANSWER}{PROMPT}")


async def floods(process: Process) -> None:
    process.stdout.write(PROMPT)
    async for line in process.stdin:
        process.stdout.write(f"{line.rstrip()}\n")
        while not line.startswith("terminal"):
            process.stdout.write("0123456789abcdef\n" * 4096)
            await process.stdout.drain()
        process.stdout.write(PROMPT)


async def dribbles(process: Process) -> None:
    process.stdout.write(PROMPT)
    async for line in process.stdin:
        body = "" if line.startswith("terminal") else ANSWER
        for byte in f"{line.rstrip()}\n{body}{PROMPT}":
            process.stdout.write(byte)
            await asyncio.sleep(0)


async def drops(process: Process) -> None:
    process.stdout.write(PROMPT)
    async for line in process.stdin:
        if line.startswith("terminal"):
            process.stdout.write(f"{line.rstrip()}\n{PROMPT}")
            continue
        process.stdout.write(f"{line.rstrip()}\nGigabitEthernet0/1 is u")
        process.close()
        return


async def garbage(process: Process) -> None:
    process.stdout.write(PROMPT)
    async for line in process.stdin:
        process.stdout.write(
            f"{line.rstrip()}\n\x1b]52;c;aGFjaw==\x07\x1b[2J\x00\x07 \x9bPASS {PASSWORD} \x1b[31mred\n{PROMPT}"
        )


@dataclass
class Device:
    """A running server and what it saw."""

    shell: Shell
    password: str = PASSWORD
    port: int = 0
    key: asyncssh.SSHKey = field(default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519"))
    logins: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    @property
    def known_as(self) -> str:
        return f"[127.0.0.1]:{self.port} {self.key.export_public_key().decode().strip()}"


class _Login(asyncssh.SSHServer):
    def __init__(self, device: Device) -> None:
        self.device = device

    def begin_auth(self, username: str) -> bool:
        self.device.logins.append(username)
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, _username: str, password: str) -> bool:
        return password == self.device.password


class Fleet:
    """An event loop in a thread that serves devices until closed."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def start(self, device: Device) -> Device:
        asyncio.run_coroutine_threadsafe(self._serve(device), self.loop).result(20)
        return device

    async def _serve(self, device: Device) -> None:
        server = await asyncssh.create_server(
            lambda: _Login(device), "127.0.0.1", 0, server_host_keys=[device.key], process_factory=device.shell,
            line_editor=False, encoding="latin-1",
        )  # fmt: skip
        device.port = server.get_port()

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._cancel_all(), self.loop).result(20)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(20)

    async def _cancel_all(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
