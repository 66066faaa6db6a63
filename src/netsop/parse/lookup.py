"""Which probes read the answer to a command, for reading outputs that netsop did not ask for itself."""

from __future__ import annotations

import re

from netsop.facts.parsed import Parsed, Status
from netsop.model.platform import Platform, ProbeSpec
from netsop.parse.engine import Args, parse, refusal

_PLACE = re.compile(r"(?<!%)\\\{([a-z]+)\\\}")
Hit = tuple[str, Args]
_READ = (Status.OK, Status.PARTIAL, Status.EMPTY)


def find(platform: Platform, command: str, capability: str = "") -> tuple[Hit, ...]:
    """The probes whose answer this command gives, each with the parameters that the command names.

    capability: where given, a probe that serves it must be among them; it stands first.
    """
    said = " ".join(command.split())
    specs = (*platform.probes.items(), *platform.readers.items())
    hits = [(probe, args) for probe, spec in specs if (args := _match(spec, said)) is not None]
    hits.sort(key=lambda hit: hit[0].partition(".")[0] != capability)
    if capability and hits and hits[0][0].partition(".")[0] != capability:
        return ()
    return tuple(hits)


def _match(spec: ProbeSpec, said: str) -> Args | None:
    own = _PLACE.sub(lambda place: rf"(?P<{place[1]}>\S+)", re.escape(spec.command))
    for pattern in (own, *spec.matches):
        found = re.fullmatch(pattern, said, re.IGNORECASE)
        if found:
            return tuple((name, value) for name, value in found.groupdict().items() if value)
    return None


def read(platform: Platform, command: str, capability: str, text: str) -> tuple[str, Parsed]:
    """The capability that the command serves, and all that its output attests; `capability` may be ''."""
    hits = find(platform, command, capability)
    if not hits:
        said = refusal(platform, text)
        reason = f"the device says: {said}" if said else f"{platform.name} has no probe or reader for {command!r}"
        return capability, Parsed(Status.UNSUPPORTED, reason)
    first, *others = (parse(platform, probe, args, text) for probe, args in hits)
    facts = list(first.facts)
    if first.status in _READ:
        facts += [fact for other in others for fact in other.facts if fact not in first.facts]
    unique = tuple(fact for at, fact in enumerate(facts) if at < len(first.facts) or fact not in facts[:at])
    return hits[0][0].partition(".")[0], Parsed(first.status, first.reason, unique, first.unread)
