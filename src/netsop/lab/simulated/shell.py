"""A session at a device's command line: echo, answer, prompt; and the ways in which real ones go wrong."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Protocol

import asyncssh

Process = asyncssh.SSHServerProcess[bytes]
MODES = ("slow", "hung", "dribble", "flood", "no-prompt", "drop", "garbage", "closed", "wrong-password",
         "changed-host-key")  # fmt: skip
_SLOW_S, _DRIBBLE_S = 1.5, 0.01
_LONGEST_LINE = 8192
_FLOOD = b"%LINEPROTO-5-UPDOWN: Line protocol on Interface changed state\r\n" * 512
_GARBAGE = bytes(range(256)) + b"\x1b]0;owned\x07\x1b[2J\xff\xfe\xc3\x28\r\n"


class CommandLine(Protocol):
    """What a session needs of its device. mode: one of MODES, or empty for good manners. latency_s: before answers."""

    mode: str
    latency_s: float

    def prompt(self, user: str) -> str:
        """The prompt."""

    def answer(self, line: str) -> str | None:
        """What a line prints, with \\n line ends; None: the session ends."""


class Session:
    """One shell."""

    def __init__(self, process: Process, device: CommandLine, user: str) -> None:
        self.process, self.device, self.user = process, device, user
        self._line, self._unsent = bytearray(), bytearray()
        self._after_return = False

    async def run(self) -> None:
        """Serve until the client leaves."""
        if self.process.command is not None:
            await self._exec(self.process.command)
            return
        if self.device.mode == "no-prompt":
            self._write(b"\r\n*** system is starting ***\r\n")
        else:
            self._write(self._prompt())
        self._flush()
        while data := await self._read():
            for byte in data:
                if not await self._take(byte):
                    return
            self._flush()
        self.process.exit(0)

    async def _exec(self, command: str) -> None:
        answer = self.device.answer(command)
        self._write((answer or "").encode())
        self._flush()
        with suppress(OSError):
            await self.process.stdout.drain()
        self.process.exit(127 if answer and "command not found" in answer else 0)

    async def _read(self) -> bytes:
        while True:
            try:
                return await self.process.stdin.read(4096)
            except asyncssh.TerminalSizeChanged:
                continue
            except (asyncssh.BreakReceived, asyncssh.SignalReceived):
                return b"\x03"

    async def _take(self, byte: int) -> bool:
        after_return, self._after_return = self._after_return, byte == 0x0D
        if byte == 0x0A and after_return:
            return True
        if byte in {0x0D, 0x0A}:
            line = self._line.decode(errors="replace")
            self._line.clear()
            return await self._enter(line)
        if byte == 0x03:
            self._line.clear()
            if self.device.mode != "hung":
                self._write(b"^C\r\n" + self._prompt())
        elif byte in {0x08, 0x7F}:
            if self._line:
                self._line.pop()
                self._write(b"\b \b")
        elif byte >= 0x20 and len(self._line) < _LONGEST_LINE:
            self._line.append(byte)
            self._write(bytes([byte]))
        return True

    async def _enter(self, line: str) -> bool:
        self._write(b"\r\n")
        self._flush()
        answer = self.device.answer(line)
        if self.device.latency_s:
            await asyncio.sleep(self.device.latency_s)
        if answer is None:
            self.process.exit(0)
            return False
        return await self._print(answer.replace("\n", "\r\n").encode())

    async def _print(self, body: bytes) -> bool:
        match self.device.mode if body else "":
            case "hung" | "no-prompt":
                return True
            case "drop":
                self._write(body[: len(body) // 2])
                self._flush()
                with suppress(OSError):
                    await self.process.stdout.drain()
                self.process.get_extra_info("connection").abort()
                return False
            case "flood":
                while not self.process.is_closing():
                    self._write(_FLOOD)
                    self._flush()
                    await self.process.stdout.drain()
                return False
            case "slow":
                await asyncio.sleep(_SLOW_S)
            case "garbage":
                body = _GARBAGE + body[::-1] + b"\r\n"
            case "dribble":
                for place in range(len(body)):
                    self._write(body[place : place + 1])
                    self._flush()
                    await asyncio.sleep(_DRIBBLE_S)
                body = b""
        self._write(body + self._prompt())
        return True

    def _prompt(self) -> bytes:
        return self.device.prompt(self.user).encode()

    def _write(self, data: bytes) -> None:
        self._unsent += data

    def _flush(self) -> None:
        """Send what is written, as one piece: a client that has left must not cost a send for every echoed letter."""
        if self._unsent and not self.process.is_closing():
            self.process.stdout.write(bytes(self._unsent))
        self._unsent.clear()
