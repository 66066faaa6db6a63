"""The keys that devices are known by: the known_hosts format of OpenSSH (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).

netsop compares keys itself: the binding's own check answers yes to a changed key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

_SSH_PORT = 22
_RSA = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")

Trust = Literal["known", "unknown", "changed", "revoked"]


def pattern(host: str, port: int) -> str:
    """How a host is written in known_hosts."""
    return host if port == _SSH_PORT else f"[{host}]:{port}"


@dataclass(frozen=True, slots=True)
class KnownHosts:
    """A known_hosts file, read once. plain: name → (type, key); hashed: (salt, digest) → (type, key)."""

    name: str
    plain: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    hashed: list[tuple[bytes, bytes, str, str]] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)

    def keys(self, host: str, port: int) -> list[tuple[str, str]]:
        """The (type, base64 key) pairs known for a host."""
        name = pattern(host, port)
        found = list(self.plain.get(name, ()))
        for salt, digest, kind, key in self.hashed:
            if hmac.compare_digest(hmac.new(salt, name.encode(), hashlib.sha1).digest(), digest):
                found.append((kind, key))
        return found

    def trust(self, host: str, port: int, key: str) -> Trust:
        """What to think of a host that shows this key (base64)."""
        if key in self.revoked:
            return "revoked"
        known = self.keys(host, port)
        if not known:
            return "unknown"
        return "known" if any(key == other for _, other in known) else "changed"

    def algorithms(self, host: str, port: int) -> str:
        """The host key algorithms to ask for, so that the server shows a key that we can compare; may be empty."""
        kinds = [kind for kind, _ in self.keys(host, port)]
        return ",".join(dict.fromkeys(name for kind in kinds for name in (_RSA if kind == "ssh-rsa" else (kind,))))


def read_known_hosts(path: Path) -> KnownHosts:
    """Read a file; one that does not exist knows nobody. Lines that are not entries are passed over."""
    known = KnownHosts(path.name)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return known
    for line in text.splitlines():
        _add(known, line.split())
    return known


def _add(known: KnownHosts, words: list[str]) -> None:
    if not words or words[0].startswith("#") or words[0] == "@cert-authority":
        return
    if words[0] == "@revoked":
        known.revoked.update(words[3:4])
        return
    if len(words) < 3:
        return
    names, kind, key = words[:3]
    if names.startswith("|1|"):
        _, _, salt, digest = [*names.split("|"), "", ""][:4]
        known.hashed.append((_bytes(salt), _bytes(digest), kind, key))
        return
    for name in names.split(","):
        known.plain[name].append((kind, key))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""
