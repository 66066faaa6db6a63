"""An interactive SSH shell by libssh: strict host keys, event-driven reads, nothing that polls.

libssh and not paramiko: the key exchange is done in C and without the interpreter lock, a quarter of the CPU per
device, and old key exchanges cost no more than new ones.
"""

from __future__ import annotations

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

_CIPHERS = b"aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr"
_READ = 65536
_WIDTH, _HEIGHT = 511, 1000


class SshShell:
    """A shell on a device. Not thread-safe; one thread owns it."""

    def __init__(self, host: str, port: int, known_hosts: KnownHosts, *, timeout_s: float) -> None:
        """Connect and check the host key. Raises SessionFailure: UNREACHABLE, HOST_KEY or ERROR."""
        self.host, self.port = host, port
        self._socket = _connect(host, port, timeout_s)
        self._session = Session()
        self._channel: Channel | None = None
        try:
            self._handshake(known_hosts, timeout_s)
        except BaseException:
            self.close()
            raise

    def _handshake(self, known_hosts: KnownHosts, timeout_s: float) -> None:
        session = self._session
        session.options_set(options.HOST, self.host)
        session.options_set_port(self.port)
        algorithms = known_hosts.algorithms(self.host, self.port)
        if algorithms:
            session.options_set(options.HOSTKEYS, algorithms)
        session.options_set(options.KNOWNHOSTS, "/dev/null")
        session.options_set(options.GLOBAL_KNOWNHOSTS, "/dev/null")
        session.options_set(options.CIPHERS_C_S, _CIPHERS.decode())
        session.options_set(options.CIPHERS_S_C, _CIPHERS.decode())
        session.options_set_int_val(options.TIMEOUT, max(1, round(timeout_s)))
        session.set_socket(self._socket)
        try:
            session.connect()
        except BaseSSHError as error:
            words = _text(error)
            outcome = Outcome.HOST_KEY if "host key algo" in words else Outcome.UNREACHABLE
            raise SessionFailure(outcome, f"no SSH on {self.host}:{self.port}: {words}") from error
        self._check_host_key(known_hosts)

    def _check_host_key(self, known_hosts: KnownHosts) -> None:
        """Before this returns, no byte of a credential is sent."""
        key = self._session.get_server_publickey().export_pubkey_base64()
        trust = known_hosts.trust(self.host, self.port, key.decode() if isinstance(key, bytes) else str(key))
        if trust != "known":
            raise SessionFailure(
                Outcome.HOST_KEY, f"{pattern(self.host, self.port)} shows a host key that is {trust} to {known_hosts.name}"
            )

    def login(self, username: str, password: str) -> None:
        """Authenticate and open the shell. Raises SessionFailure: CREDENTIALS or DROPPED."""
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
        select.select([self._socket], [], [], max(0.0, timeout_s))
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


def _quietly(step: Callable[[], object]) -> None:
    try:
        step()
    except (BaseSSHError, OSError):
        return


def _text(error: BaseException) -> str:
    words = error.args[0] if error.args else error
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return " ".join(text.split()) or type(error).__name__
