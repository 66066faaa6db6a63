"""The Nornir connection plugin: nornir-netmiko's, opening our read-only session instead of netmiko's stock one."""

from __future__ import annotations

from typing import Any

from nornir.core.configuration import Config
from nornir_netmiko.connections import Netmiko

from netsop.collect.failure import SessionFailure
from netsop.collect.session import ReadOnlySession

CONNECTION = "netsop-netmiko"


class NetsopNetmiko(Netmiko):  # type: ignore[misc]  # nornir-netmiko has no type information
    """Opens and closes a ReadOnlySession; extras are the session's driver, known hosts, budget and time limit."""

    connection: ReadOnlySession

    def open(  # noqa: PLR0917  (Nornir's signature)
        self,
        hostname: str | None,
        username: str | None,
        password: str | None,
        port: int | None,
        platform: str | None,  # noqa: ARG002  (Nornir's signature; the driver stands in the extras)
        extras: dict[str, Any] | None = None,
        configuration: Config | None = None,  # noqa: ARG002  (Nornir's signature)
    ) -> None:
        """Connect and log in. Raises SessionFailure; the half-open session is closed."""
        session = ReadOnlySession(host=hostname, username=username, password=password, port=port, **(extras or {}))
        try:
            session.establish_connection()
        except SessionFailure:
            session.disconnect()
            raise
        self.connection = session
