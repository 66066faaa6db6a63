"""A probe and its parameters → the command text."""

from __future__ import annotations

import re

from netsop.errors import InvalidInput, Where
from netsop.model.platform import ProbeSpec

_PLACE = re.compile(r"(?<!%)\{([a-z][a-z0-9_]*)\}")  # %{…} belongs to curl
# Addresses, host names, interface names, numbers and web addresses; nothing that a shell or a CLI gives meaning to.
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~:/-]{0,252}\Z", re.ASCII)
_IP_AND_ICMP_HEADER = 28


def placeholders(spec: ProbeSpec) -> tuple[str, ...]:
    """The parameters that a question must carry for this probe, in the order of the command.

    `{payload}` is derived: `size` (the IP packet, in bytes) without the IPv4 and ICMP headers.
    """
    names = ("size" if name == "payload" else name for name in _PLACE.findall(spec.command))
    return tuple(dict.fromkeys(names))


def fill(spec: ProbeSpec, args: tuple[tuple[str, str], ...]) -> str:
    """The command with its places filled. Raises InvalidInput for a missing parameter or an unsafe value."""
    values = dict(args)
    for name in placeholders(spec):
        if name not in values:
            raise InvalidInput(f"the command {spec.command!r} needs {name!r}", where=Where(field=name))
        if not _VALUE.match(values[name]):
            raise InvalidInput(f"{values[name]!r} may not stand in a command", where=Where(field=name),
                               do="only letters, digits and . _ ~ : / - are allowed")
    if "{payload}" in spec.command:
        values["payload"] = _payload(values["size"])
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), spec.command)


def _payload(size: str) -> str:
    if not size.isdecimal() or int(size) <= _IP_AND_ICMP_HEADER:
        raise InvalidInput(f"a packet size of {size!r} bytes cannot be sent", where=Where(field="size"))
    return str(int(size) - _IP_AND_ICMP_HEADER)
