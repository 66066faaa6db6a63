"""Which probes read the answer to a command, for reading outputs that netsop did not ask for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from netsop.facts.fact import Fact
from netsop.facts.parsed import Parsed, Status, Unread
from netsop.facts.registry import capability_kinds
from netsop.model.platform import Platform, ProbeSpec
from netsop.parse import spelling
from netsop.parse.engine import Args, Ending, parse, reason_of, refusal
from netsop.parse.join import absorb
from netsop.parse.spelling import Fit

_READ = (Status.OK, Status.PARTIAL, Status.EMPTY)


@dataclass(frozen=True, slots=True)
class Hit:
    """A probe or reader that reads the answer to a command, and how the command fits it."""

    probe: str
    fit: Fit
    ending: Ending = Ending.UNSURE

    @property
    def args(self) -> Args:
        """The parameters that the command names."""
        return self.fit.args

    @property
    def capability(self) -> str:
        """What the probe serves."""
        return self.probe.partition(".")[0]


def find(platform: Platform, command: str, capability: str = "") -> tuple[Hit, ...]:
    """The probes whose answer this command gives; those that serve the capability first.

    Words may be abbreviated. Several commands that an abbreviation fits equally well give hits with several
    `said`; then those that serve the capability decide, and without one the caller has to ask.
    """
    said = _unwrapped(platform.wrappers, " ".join(command.split()))
    plain = spelling.unfiltered(said)
    hits = _hits(platform, said, Ending.UNSURE if plain == said else Ending.FILTERED)
    if not hits and plain != said:
        hits = _hits(platform, plain, Ending.FILTERED)
    if capability and any(hit.capability == capability for hit in hits):
        hits = _best([hit for hit in hits if hit.capability == capability], hits)
    else:
        hits = _best(hits, hits)
    if len({hit.fit.said for hit in hits}) > 1 and (own := [hit for hit in hits if hit.probe not in platform.lent]):
        hits = own
    return tuple(sorted(hits, key=lambda hit: hit.capability != capability))


def _best(leading: list[Hit], hits: list[Hit]) -> list[Hit]:
    """The hits that fit best, as the leading ones do, and all others that the same command fits."""
    if not leading:
        return []
    rank = max((hit.fit.fixed, hit.fit.full) for hit in leading)
    best = [hit.fit for hit in leading if (hit.fit.fixed, hit.fit.full) == rank]
    said = {fit.said for fit in best}
    return [hit for hit in hits if hit.fit.said in said and not any(spelling.mistakes(hit.fit, fit) for fit in best)]


def _unwrapped(wrappers: tuple[str, ...], command: str) -> str:
    for pattern in wrappers:
        if found := re.fullmatch(pattern, command):
            return " ".join(found[1].split())
    return command


def _hits(platform: Platform, said: str, ending: Ending) -> list[Hit]:
    specs = (*platform.probes.items(), *platform.readers.items())
    return [Hit(probe, best, ending) for probe, spec in specs if (best := _fit(platform, spec, said)) is not None]


def _fit(platform: Platform, spec: ProbeSpec, said: str) -> Fit | None:
    typed = spelling.words(said)
    ways = _ways(spec.command, spec.forms, platform.wrappers)
    fits = [one for way in ways if (one := spelling.fit(way, typed))]
    if fits:
        return max(fits, key=lambda one: (one.fixed, one.full))
    for pattern in spec.matches:
        if found := re.fullmatch(pattern, said, re.IGNORECASE):
            args = tuple((name, value) for name, value in found.groupdict().items() if value)
            return Fit(said, args, len(typed), len(typed), "r" * len(typed))
    return None


@lru_cache(maxsize=8192)
def _ways(command: str, forms: tuple[str, ...], wrappers: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Every way to write a command: as it is asked, without its output filter, and in its forms."""
    inner = _unwrapped(wrappers, command)
    plain = spelling.unfiltered(inner)
    written = (way for form in forms for way in spelling.forms(form))
    return tuple(dict.fromkeys((spelling.words(inner), spelling.words(plain), *written)))


def read(platform: Platform, command: str, capability: str, text: str) -> tuple[str, Parsed]:
    """The capability that the command serves, and all that its output attests; `capability` may be ''."""
    hits = find(platform, command, capability)
    if not hits:
        said = refusal(platform, text)
        reason = f"the device says: {said}" if said else _unknown(platform, command)
        return capability, Parsed(Status.UNSUPPORTED, reason)
    if len(meant := sorted({hit.fit.said for hit in hits})) > 1:
        return capability, Parsed(Status.UNSUPPORTED, f"{command!r} is ambiguous: {' or '.join(map(repr, meant))}")
    answers = [(hit, _parsed(platform, hit, command, text)) for hit in hits]
    return _merged(capability or _capability(answers), answers)


def _parsed(platform: Platform, hit: Hit, command: str, text: str) -> Parsed:
    return parse(platform, hit.probe, hit.args, text, hit.ending, typed=command)


def _capability(answers: list[tuple[Hit, Parsed]]) -> str:
    """What the command serves, where nobody said: the first reading that found something tells."""
    telling = (hit for status in ((Status.OK, Status.PARTIAL), (Status.EMPTY,)) for hit, parsed in answers
               if parsed.status in status)
    return next(telling, answers[0][0]).capability


def _unknown(platform: Platform, command: str) -> str:
    known = [spec.command for spec in (*platform.probes.values(), *platform.readers.values())]
    near = get_close_matches(command, dict.fromkeys(known), n=3)
    hint = f"; near it: {', '.join(map(repr, near))}" if near else ""
    return f"{platform.name} has no probe or reader for {command!r}{hint}"


def _merged(capability: str, answers: list[tuple[Hit, Parsed]]) -> tuple[str, Parsed]:
    """One answer from several ways of reading: the first that serves the capability and found something leads."""
    serving = [parsed for hit, parsed in answers if hit.capability == capability]
    if not serving:
        return _other(capability, answers)
    lead = next((one for one in serving if one.facts), None)
    lead = lead or next((one for one in serving if one.status is Status.EMPTY), serving[0])
    if not lead.facts:
        return capability, lead
    facts = _joined([lead, *(parsed for _, parsed in answers if parsed is not lead)])
    unread = _all_unread(lead, answers)
    if not unread:
        return capability, Parsed(Status.OK, "", facts)
    return capability, Parsed(Status.PARTIAL, lead.reason or reason_of(unread), facts, unread)


def _all_unread(lead: Parsed, answers: list[tuple[Hit, Parsed]]) -> tuple[Unread, ...]:
    """What the leading reading left, and what readings for other capabilities left of rows that they did read."""
    others = (each for hit, parsed in answers if parsed is not lead and parsed.status is Status.PARTIAL
              for each in parsed.unread)
    return tuple(dict.fromkeys((*lead.unread, *others)))


def _other(capability: str, answers: list[tuple[Hit, Parsed]]) -> tuple[str, Parsed]:
    """A command that serves another capability may attest facts of the one that is asked for all the same."""
    kinds = capability_kinds(capability)
    for _, parsed in answers:
        if any(fact.KIND in kinds for fact in parsed.facts):
            facts = _joined([parsed, *(other for _, other in answers if other is not parsed)])
            return capability, Parsed(parsed.status, parsed.reason, facts, parsed.unread)
    serves = ", ".join(sorted({hit.capability for hit, _ in answers}))
    first = answers[0][1]
    if first.status not in _READ:
        return capability, first
    return capability, Parsed(Status.UNSUPPORTED, f"this command says nothing about {capability}, only about {serves}")


def _joined(answers: list[Parsed]) -> tuple[Fact, ...]:
    """The facts of the first answer, and what the others add to them."""
    first, *others = answers
    facts = list(first.facts)
    for parsed in others:
        facts = absorb(facts, parsed.facts)
    return tuple(facts)
