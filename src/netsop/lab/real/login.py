"""A login to a node over the management network, as netsop itself would make it: how does it end?"""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from typing import Literal

import paramiko

from netsop.lab.real.network import Network

Outcome = Literal["ok", "refused", "unreachable", "key-changed"]
_CONNECT_S = 3.0


def outcome(network: Network, device: str) -> Outcome:
    """How a login with the laboratory's own credentials ends, the host key checked first."""
    address = network.layout.nodes[device].management
    try:
        connection = socket.create_connection((str(address), 22), timeout=_CONNECT_S)
    except OSError:
        return "unreachable"
    with closing(paramiko.Transport(connection)) as transport:
        try:
            transport.start_client(timeout=_CONNECT_S)
            if transport.get_remote_server_key().get_base64() != network.host_key(device):
                return "key-changed"
            transport.auth_password(network.layout.lab.credentials.username, network.password)
        except paramiko.AuthenticationException:
            return "refused"
        except (paramiko.SSHException, EOFError, OSError):
            return "unreachable"
        with suppress(paramiko.SSHException):
            transport.open_session(timeout=_CONNECT_S)
        return "ok"
