"""The laboratories' control socket: one JSON document per line, asked and answered."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from netsop.errors import NetsopError

_LONGEST = 1024 * 1024
_REQUEST_S = 10  # who connects and says nothing must not hold up the others


class Handler(Protocol):
    """Answers requests. `stopped` turns true when the laboratory shall end."""

    stopped: bool

    def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to a request. Raises NetsopError for what cannot be done."""


def serve(path: Path, handler: Handler, *, ready: Callable[[], None] = lambda: None) -> None:
    """Answer requests on a Unix socket, one at a time, until the handler is stopped.

    ready: called once, as soon as requests are taken.
    """
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(os.path.relpath(path))  # a Unix socket's path is at most 107 bytes; the relative one is shorter
        path.chmod(0o600)
        listener.listen(16)
        ready()
        while not handler.stopped:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.settimeout(_REQUEST_S)
                _answer(connection, handler)
    path.unlink(missing_ok=True)


def _answer(connection: socket.socket, handler: Handler) -> None:
    with connection.makefile("rwb") as stream:
        line = stream.readline(_LONGEST)
        stream.write(json.dumps(_reply(line, handler)).encode() + b"\n")
        stream.flush()


def _reply(line: bytes, handler: Handler) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError:
        return {"ok": False, "error": "not JSON"}
    if not isinstance(request, dict):
        return {"ok": False, "error": "not a JSON object"}
    try:
        return {"ok": True, **handler.handle(request)}
    except NetsopError as error:
        return {"ok": False, "error": str(error), "exit_code": error.exit_code}
