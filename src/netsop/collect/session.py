"""A read-only session with a device: netmiko's connection on a libssh shell, waiting on events instead of the clock.

The end of an answer is the device's own prompt, learnt at login, alone on the last line, after the echo of the
command. Nothing but probes and the driver's set-up commands can be written: there is no other way to send.
"""

from __future__ import annotations

import re
from typing import Any

from netmiko.base_connection import BaseConnection
from netmiko.channel import Channel

from netsop.collect.budget import Budget
from netsop.collect.failure import SessionFailure
from netsop.collect.known_hosts import KnownHosts
from netsop.collect.transport import SshShell
from netsop.model.evidence import Outcome
from netsop.model.platform import Driver
from netsop.redact import neutralise

_SETTLE_S = 0.04
_RESYNC_S = 3.0
_LOOK_UP_S = 0.5
_INTERRUPT = b"\x03"
_ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|\x1b[=>78]")
_LONGEST_PROMPT = 400


class ShellChannel(Channel):
    """netmiko's view of the shell."""

    def __init__(self, shell: SshShell, budget: Budget) -> None:
        self.shell, self.budget = shell, budget

    def read_buffer(self) -> str:
        """One read of what has arrived."""
        return self.receive(0.0).decode(errors="replace")

    def read_channel(self) -> str:
        """All that has arrived."""
        parts = []
        while part := self.receive(0.0):
            parts.append(part)
        return b"".join(parts).decode(errors="replace")

    def write_channel(self, out_data: str) -> None:
        """Send text."""
        self.shell.write(out_data.encode())

    def receive(self, timeout_s: float) -> bytes:
        """Bytes, counted against the device's limit; empty when none came in time."""
        data = self.shell.read(timeout_s)
        self.budget.take(len(data))
        return data


class ReadOnlySession(BaseConnection):
    """One device. Raises SessionFailure from every step, with the outcome that it means."""

    channel: ShellChannel

    def __init__(
        self, driver: Driver, known_hosts: KnownHosts, budget: Budget, connect_timeout_s: float, **params: Any
    ) -> None:
        self.driver, self.known_hosts, self.budget = driver, known_hosts, budget
        self.connect_timeout_s = connect_timeout_s
        self.own_prompt = b""
        self._prompt_line = re.compile(driver.prompt)
        super().__init__(device_type=driver.netmiko, auto_connect=False, **params)

    def establish_connection(self, width: int = 511, height: int = 1000) -> None:  # noqa: ARG002  (netmiko's signature)
        """Connect, check the host key, log in, learn the prompt, switch paging off."""
        limit = self.budget.seconds(self.connect_timeout_s)
        port = self.port or 22
        shell = SshShell(self.host, port, self.known_hosts.algorithms(self.host, port), timeout_s=limit)
        self.channel = ShellChannel(shell, self.budget)
        shell.check(self.known_hosts)
        shell.login(f"{self.username}{self.driver.username_suffix}", self.password or "")
        self._learn_prompt()
        for command in self.driver.setup:
            self.ask(command, timeout_s=self.connect_timeout_s)

    def _learn_prompt(self) -> None:
        seen, limit = b"", self.budget.seconds(self.connect_timeout_s)
        waited_s = 0.0
        while waited_s < limit:
            data = self.channel.receive(_SETTLE_S)
            waited_s += 0.0 if data else _SETTLE_S
            seen += data
            tail = _last_line(seen)
            if not data and tail and self._prompt_line.match(tail.decode(errors="replace")):
                self.own_prompt = tail.rstrip()
                return
            self.budget.seconds(limit)
        raise SessionFailure(Outcome.NO_PROMPT, f"no prompt within {limit:g} s after login")

    def ask(self, command: str, *, timeout_s: float) -> str:
        """The answer to a command, without echo and prompt. Raises SessionFailure with what had been read."""
        self.channel.shell.write(command.encode() + b"\n")
        seen = bytearray()
        ended = False
        limit = self.budget.seconds(timeout_s)
        end = self._now() + limit
        while not ended:
            left = end - self._now()
            if left <= 0:
                raise SessionFailure(Outcome.TIMEOUT, f"no end of output within {limit:g} s", _text(bytes(seen)))
            self.budget.seconds(left)
            try:
                data = self.channel.receive(min(left, _LOOK_UP_S))
            except SessionFailure as failure:
                failure.partial = _text(bytes(seen))
                raise
            seen += data
            ended = self._is_end(seen)
        return self._answer(command, bytes(seen))

    def _is_end(self, seen: bytearray) -> bool:
        """The own prompt alone on the last line, after at least the line of the echo."""
        at = seen.rfind(b"\n")
        if at < 0 or len(seen) - at > _LONGEST_PROMPT:
            return False
        return _last_line(bytes(seen[at:])).rstrip() == self.own_prompt

    def _answer(self, command: str, seen: bytes) -> str:
        text = _text(seen)
        lines = text.split("\n")
        echo = next((i for i, line in enumerate(lines[:3]) if line.rstrip().endswith(command.rstrip())), None)
        body = lines[(echo + 1 if echo is not None else 0) : -1]
        return "\n".join(body).strip("\n") + "\n" if any(body) else ""

    def resynchronise(self) -> bool:
        """After a command that did not end: interrupt it and wait for the prompt; False when it does not come."""
        try:
            self.channel.shell.write(_INTERRUPT)
            seen = bytearray()
            end = self._now() + self.budget.seconds(_RESYNC_S)
            while (left := end - self._now()) > 0:
                seen += self.channel.receive(left)
                if _last_line(bytes(seen)).rstrip() == self.own_prompt:
                    return True
        except SessionFailure:
            return False
        return False

    def _now(self) -> float:
        return self.budget.now()

    def disconnect(self) -> None:
        """End the session without a farewell: nothing was changed, nothing needs saving."""
        if hasattr(self, "channel") and self.channel:
            self.channel.shell.close()


def _last_line(seen: bytes) -> bytes:
    return _ESCAPES.sub(b"", seen[-_LONGEST_PROMPT:]).replace(b"\r", b"\n").rpartition(b"\n")[2]


def _text(seen: bytes) -> str:
    return neutralise(seen.decode(errors="replace"))
