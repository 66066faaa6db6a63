"""Host keys as devices show them, for people who compare fingerprints and for machines."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from netsop.errors import DeviceUnanswered, Refused

SCHEMA = "netsop/hostkeys/1"
_MEANS = {
    "known": "known",
    "unknown": "new",
    "changed": "CHANGED: not the key that known_hosts has; replaced device, or somebody in between?",
    "revoked": "REVOKED in known_hosts",
    "unreachable": "did not answer",
}


@dataclass(frozen=True, slots=True)
class HostKey:
    """A device's answer. trust: known, unknown, changed, revoked or unreachable; line: for known_hosts."""

    device: str
    trust: str
    line: str
    reason: str

    @property
    def fingerprint(self) -> str:
        """As OpenSSH shows it (`ssh-keygen -lf`); empty when no key was shown."""
        words = self.line.split()
        if len(words) < 3:
            return ""
        try:
            raw = base64.b64decode(words[2], validate=True)
        except binascii.Error:
            return ""
        return f"{words[1]} SHA256:{base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip('=')}"


def lines(found: Sequence[HostKey]) -> Iterator[str]:
    """One line for each device, then the lines to add to known_hosts."""
    width = max((len(each.device) for each in found), default=0)
    for each in found:
        yield "  ".join(filter(None, (each.device.ljust(width), _MEANS[each.trust], each.fingerprint, each.reason)))
    new = [each.line for each in found if each.trust == "unknown"]
    if new:
        yield from ("", "# for known_hosts, once the fingerprints are confirmed (--write adds them):", *new)


def document(found: Sequence[HostKey]) -> dict[str, Any]:
    """The same for machines."""
    return {
        "schema": SCHEMA,
        "hostkeys": [
            {"device": each.device, "trust": each.trust, "fingerprint": each.fingerprint, "line": each.line,
             "reason": each.reason}
            for each in found
        ],
    }


def exit_code(found: Sequence[HostKey]) -> int:
    """5 when a key changed or is revoked, else 4 when a device did not answer, else 0."""
    trusts = {each.trust for each in found}
    if trusts & {"changed", "revoked"}:
        return Refused.exit_code
    return DeviceUnanswered.exit_code if "unreachable" in trusts else 0
