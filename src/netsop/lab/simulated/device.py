"""A device's SSH port: opens and closes, and shows the right host key, as the state of the network has it."""

from __future__ import annotations

import asyncio
import secrets
import socket
from contextlib import suppress

import asyncssh

from netsop.errors import InvalidInput
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.render import terminal
from netsop.lab.simulated.shell import MODES, Process, Session

HOST = "127.0.0.1"
_BACKLOG = 64
_LOGIN_S = 30


class Device:
    """One device on a port of its own, which it keeps while the laboratory runs."""

    def __init__(self, laboratory: Laboratory, name: str, password: str) -> None:
        self.laboratory, self.name, self._password = laboratory, name, password
        self.username = laboratory.design.lab.credentials.username
        self.platform = laboratory.design.hosts[name].platform
        self.mode, self.latency_s = "", 0.0
        self._terminal = terminal(self.platform)
        self._key = asyncssh.generate_private_key("ssh-ed25519")
        self._other_key = asyncssh.generate_private_key("ssh-ed25519")
        self._shown: asyncssh.SSHKey | None = None
        self._listener: asyncssh.SSHAcceptor | None = None
        self._connections: set[asyncssh.SSHServerConnection] = set()
        # Bound for good and never listening: nobody else gets the port while the device is unreachable.
        self._place = _bound(0)
        self.port = int(self._place.getsockname()[1])

    @property
    def public_key(self) -> str:
        """The host key as known_hosts has it: type and base64."""
        return " ".join(self._key.export_public_key().decode().split()[:2])

    def prompt(self, user: str) -> str:
        """The prompt of a session."""
        return self._terminal.fill(self._terminal.vendor.prompt, self.name, user, "")

    def answer(self, line: str) -> str | None:
        """What a command prints; None when it ends the session."""
        if line.strip() in self._terminal.vendor.leave:
            return None
        return self._terminal.answer(self.laboratory, self.name, line)

    def misbehave(self, mode: str) -> None:
        """Behave badly, or with an empty mode well again. Raises InvalidInput for a mode that there is not."""
        if mode and mode not in MODES:
            raise InvalidInput(f"a device cannot be {mode!r}", do=f"one of: {', '.join(MODES)}")
        self.mode = mode

    async def follow(self) -> None:
        """Open, close or change the port as the state says."""
        wanted = self._wanted_key()
        if wanted is self._shown:
            return
        await self.close()
        self._shown = wanted
        if wanted is None:
            return
        self._listener = await asyncssh.listen(
            sock=_bound(self.port), server_factory=lambda: _Door(self), server_host_keys=[wanted],
            process_factory=self._serve, encoding=None, line_editor=False, login_timeout=_LOGIN_S, backlog=_BACKLOG,
            server_version="Sim_1.0", allow_scp=False, agent_forwarding=False,
        )  # fmt: skip

    async def close(self) -> None:
        """Close the port and end every session."""
        if self._listener:
            self._listener.close()
            await self._listener.wait_closed()
            self._listener = None
        self._shown = None
        for connection in tuple(self._connections):
            connection.abort()

    def _wanted_key(self) -> asyncssh.SSHKey | None:
        if self.mode == "closed" or not self.laboratory.network.listens(self.name):
            return None
        own = self.laboratory.network.management(self.name).own_key and self.mode != "changed-host-key"
        return self._key if own else self._other_key

    def admits(self, username: str, password: str) -> bool:
        """Whether a login is right. RouterOS takes terminal options behind a plus in the name."""
        name = username.partition("+")[0] if self.platform == "mikrotik_routeros" else username
        refuses = self.mode == "wrong-password" or not self.laboratory.network.accepts(self.name)
        right = secrets.compare_digest(password.encode(), self._password.encode())
        return right and name == self.username and not refuses

    async def _serve(self, process: Process) -> None:
        with suppress(asyncssh.Error, OSError, asyncio.IncompleteReadError):
            await Session(process, self, self.username).run()

    def entered(self, connection: asyncssh.SSHServerConnection) -> None:
        """Keep track of a connection."""
        self._connections.add(connection)

    def left(self, connection: asyncssh.SSHServerConnection | None) -> None:
        """Forget one."""
        if connection:
            self._connections.discard(connection)


class _Door(asyncssh.SSHServer):
    """Password logins only."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        self._device.entered(conn)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncssh's signature
        self._device.left(self._connection)

    def begin_auth(self, username: str) -> bool:  # noqa: ARG002
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return self._device.admits(username, password)


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((HOST, port))
    return made
