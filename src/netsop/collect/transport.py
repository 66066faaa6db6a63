"""An interactive SSH shell by libssh: strict host keys, event-driven reads, nothing that polls.

libssh and not paramiko: the key exchange is done in C and without the interpreter lock, a quarter of the CPU per
device, and old key exchanges cost no more than new ones.
"""

from __future__ import annotations

import base64
import select
import socket
from collections.abc import Callable

from ssh import options
from ssh.channel import Channel
from ssh.exceptions import (
    AuthenticationDenied,
    AuthenticationError,
    AuthenticationPartial,
    BaseSSHError,
)
from ssh.session import SSH_AUTH_SUCCESS, Session

from netsop.collect.failure import SessionFailure
from netsop.collect.known_hosts import KnownHosts, pattern
from netsop.model.evidence import Outcome

_CIPHERS = (
    b"aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr"
)
_READ = 65536
_WIDTH, _HEIGHT = 511, 1000


class SshShell:
    """A shell on a device. Not thread-safe; one thread owns it. Until `check` has passed, `login` refuses."""

    def __init__(self, host: str, port: int, algorithms: str, *, timeout_s: float) -> None:
        """Connect and exchange keys. algorithms: the host key algorithms to ask for, empty for any.

        Raises SessionFailure: UNREACHABLE, or HOST_KEY when the server has no key of these kinds.
        """
        self.host, self.port = host, port
        self._socket = _connect(host, port, timeout_s)
        self._session = Session()
        self._channel: Channel | None = None
        self._trusted = False
        try:
            self._handshake(algorithms, timeout_s)
        except BaseException:
            self.close()
            raise

    def _handshake(self, algorithms: str, timeout_s: float) -> None:
        session = self._session
        session.options_set(options.HOST, self.host)
        session.options_set_port(self.port)
        if algorithms:
            session.options_set(options.HOSTKEYS, algorithms)
        session.options_set(options.KNOWNHOSTS, "/dev/null")
        session.options_set(options.GLOBAL_KNOWNHOSTS, "/dev/null")
        session.options_set(options.CIPHERS_C_S, _CIPHERS.decode())
        session.options_set(options.CIPHERS_S_C, _CIPHERS.decode())
        session.options_set_int_val(options.TIMEOUT, max(1, round(timeout_s)))
        session.set_socket(self._socket)
        self._descriptor = self._socket.detach()  # libssh closes it; a second close could hit another device's
        try:
            session.connect()
        except BaseSSHError as error:
            words = _words(self._session.get_error()) or _text(error)
            outcome = Outcome.HOST_KEY if "host key algo" in words else Outcome.UNREACHABLE
            raise SessionFailure(outcome, f"no SSH on {self.host}:{self.port}: {words}") from error

    def host_key(self) -> tuple[str, str]:
        """The (type, base64) key that the server showed."""
        key = _words(self._session.get_server_publickey().export_pubkey_base64())
        blob = base64.b64decode(key)
        return blob[4 : 4 + int.from_bytes(blob[:4], "big")].decode("ascii", "replace"), key

    def check(self, known_hosts: KnownHosts) -> None:
        """Compare the server's key with the known ones. Raises SessionFailure HOST_KEY."""
        trust = known_hosts.trust(self.host, self.port, self.host_key()[1])
        if trust != "known":
            raise SessionFailure(
                Outcome.HOST_KEY,
                f"{pattern(self.host, self.port)} shows a host key that is {trust} to {known_hosts.name}",
            )
        self._trusted = True

    def login(self, username: str, password: str) -> None:
        """Authenticate and open the shell. Raises SessionFailure: CREDENTIALS, DROPPED, HOST_KEY."""
        if not self._trusted:
            raise SessionFailure(Outcome.HOST_KEY, "the host key was not checked; nothing is sent")
        try:
            answer = self._session.userauth_password(username, password)
        except (AuthenticationDenied, AuthenticationPartial, AuthenticationError) as error:
            raise SessionFailure(Outcome.CREDENTIALS, f"login as {username} refused") from error
        except BaseSSHError as error:
            raise SessionFailure(Outcome.DROPPED, f"the session ended during login: {_text(error)}") from error
        if answer != SSH_AUTH_SUCCESS:
            raise SessionFailure(Outcome.CREDENTIALS, f"login as {username} refused")
        try:
            self._channel = self._session.channel_new()
            self._channel.open_session()
            self._channel.request_pty_size("vt100", _WIDTH, _HEIGHT)
            self._channel.request_shell()
        except BaseSSHError as error:
            raise SessionFailure(Outcome.DROPPED, f"no shell: {_text(error)}") from error

    def write(self, data: bytes) -> None:
        """Send. Raises SessionFailure DROPPED."""
        if self._channel is None:
            raise SessionFailure(Outcome.DROPPED, "the session is not open")
        try:
            self._channel.write(data)
        except BaseSSHError as error:
            raise SessionFailure(Outcome.DROPPED, "the device closed the session") from error

    def read(self, timeout_s: float) -> bytes:
        """What has arrived; waits up to timeout_s for the first byte. Empty when nothing came.

        Raises SessionFailure DROPPED when the device closed the session.
        """
        data = self._available()
        if data:
            return data
        _wait(self._descriptor, timeout_s)
        return self._available()

    def _available(self) -> bytes:
        channel = self._channel
        if channel is None:
            raise SessionFailure(Outcome.DROPPED, "the session is not open")
        try:
            size, data = channel.read_nonblocking(_READ)
        except BaseSSHError as error:
            raise SessionFailure(Outcome.DROPPED, "the device closed the session") from error
        if size > 0:
            return bytes(data[:size])
        if channel.is_eof() or channel.is_closed():
            raise SessionFailure(Outcome.DROPPED, "the device closed the session")
        return b""

    def close(self) -> None:
        """End the session; never raises and never waits for the device."""
        self._channel = None
        for step in (self._session.disconnect, self._socket.close):
            _quietly(step)


def _connect(host: str, port: int, timeout_s: float) -> socket.socket:
    try:
        connection = socket.create_connection((host, port), timeout=timeout_s)
    except TimeoutError as error:
        raise SessionFailure(Outcome.UNREACHABLE, f"{host}:{port} did not answer in {timeout_s:g} s") from error
    except OSError as error:
        raise SessionFailure(Outcome.UNREACHABLE, f"{host}:{port}: {error.strerror or error}") from error
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setblocking(True)  # noqa: FBT003  (the socket API's own signature)
    return connection


def _wait(descriptor: int, timeout_s: float) -> None:
    """Until the descriptor is readable, or the time is over; poll and not select, which ends at 1,024 descriptors."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.poll(max(0.0, timeout_s) * 1000)


def _quietly(step: Callable[[], object]) -> None:
    try:
        step()
    except (BaseSSHError, OSError):
        return


def _text(error: BaseException) -> str:
    return _words(error.args[0] if error.args else "") or type(error).__name__


def _words(text: object) -> str:
    return " ".join((text.decode(errors="replace") if isinstance(text, bytes) else str(text)).split())
