"""Which probe reads the answer to a command, for reading outputs that netsop did not ask for itself."""

from __future__ import annotations

import re

from netsop.model.platform import Platform, ProbeSpec

_PLACE = re.compile(r"(?<!%)\\\{([a-z]+)\\\}")
Args = tuple[tuple[str, str], ...]


def find(platform: Platform, command: str, capability: str = "") -> tuple[str, Args] | None:
    """The probe whose answer this command gives, with the parameters that the command names; None without one.

    capability: where given, only probes that serve it.
    """
    said = " ".join(command.split())
    for probe, spec in (*platform.probes.items(), *platform.readers.items()):
        if capability and probe.partition(".")[0] != capability:
            continue
        args = _match(spec, said)
        if args is not None:
            return probe, args
    return None


def _match(spec: ProbeSpec, said: str) -> Args | None:
    own = _PLACE.sub(lambda place: rf"(?P<{place[1]}>\S+)", re.escape(spec.command))
    for pattern in (own.replace(r"\ ", " "), *spec.matches):
        found = re.fullmatch(pattern, said, re.IGNORECASE)
        if found:
            return tuple((name, value) for name, value in found.groupdict().items() if value)
    return None
