"""Which host key a device shows, asked without any credential: a proposal for known_hosts that a person confirms."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from netsop.collect.failure import SessionFailure
from netsop.collect.known_hosts import KnownHosts, Trust, pattern, read_known_hosts
from netsop.collect.transport import SshShell
from netsop.model.host import Host

_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a device shows. trust: what known_hosts says to it, or `unreachable` and why; line: for known_hosts."""

    device: str
    trust: Trust | Literal["unreachable"]
    line: str = ""
    reason: str = ""


def scan(hosts: Iterable[Host], known_hosts: Path, *, timeout_s: float) -> tuple[Proposal, ...]:
    """One proposal for each host, in the given order. Never raises for a device."""
    known = read_known_hosts(known_hosts)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return tuple(pool.map(lambda host: _ask(host, known, timeout_s), hosts))


def _ask(host: Host, known: KnownHosts, timeout_s: float) -> Proposal:
    name = str(host.hostname)
    try:
        shell = SshShell(name, host.port, known.algorithms(name, host.port), timeout_s=timeout_s)
    except SessionFailure as failure:
        trust: Trust | Literal["unreachable"] = "changed" if "host key algo" in failure.reason else "unreachable"
        return Proposal(host.name, trust, reason=failure.reason)
    kind, key = shell.host_key()
    shell.close()
    return Proposal(host.name, known.trust(name, host.port, key), f"{pattern(name, host.port)} {kind} {key}")
