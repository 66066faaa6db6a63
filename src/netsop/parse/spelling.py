"""Commands as people type them: abbreviated words, arguments, output filters; and the forms that they fit.

A form is written as in a vendor's manual: `show interfaces [{interface}]`, `show vlan (brief, summary)`,
`traceroute {target} ...`. A bar stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Args = tuple[tuple[str, str], ...]
_TOKEN = re.compile(r"[\[\](),]|[^\s\[\](),]+")
_PLACE = re.compile(r"(?<!%)\{([a-z][a-z0-9_]*)\}")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_FILTER = re.compile(
    r"\s*\|\s*(?:i|inc|incl|include|e|ex|exc|exclude|s|sec|section|b|beg|begin|match|except|find|grep|no-more|trim)\b.*\Z",
    re.IGNORECASE,
)
_PATH = re.compile(r"/?[a-z0-9-]+(?:/[a-z0-9-]+)*\Z")
_REST = "..."
_FIRST = 4  # so many words are looked at by their first letters before a form is tried
_MOST_FORMS = 256


@dataclass(frozen=True, slots=True)
class Fit:
    """How a typed command fits a form. `said` is the form's words spelled out, the arguments as typed;
    the more words of it are fixed, and the more of those are typed in full, the better it fits.

    shape: for each typed word what it is to the form: `f` one of its fixed words, `a` an argument, `r` anything more.
    """

    said: str
    args: Args
    fixed: int
    full: int
    shape: str


def unfiltered(command: str) -> str:
    """The command without an output filter (`| include …`), whose answer has the same form."""
    return _FILTER.sub("", command)


def fit(form: tuple[str, ...], typed: tuple[str, ...]) -> Fit | None:
    """The words of a typed command (as `words` gives them) held against one form; None when they do not fit."""
    if len(typed) < len(form) - 1 or not all(map(_starts, form[:_FIRST], typed)):
        return None
    said: list[str] = []
    args: list[tuple[str, str]] = []
    fixed = full = at = 0
    shape = ""
    for word in form:
        if word == _REST:
            said += typed[at:]
            shape += "r" * len(typed[at:])
            at = len(typed)
            break
        if at >= len(typed):
            return None
        taken = _argument(word, typed, at, args)
        if not taken:
            if not _abbreviates(typed[at], word):
                return None
            fixed += 1
            full += typed[at].lower() == word.lower()
        shape += "a" * taken or "f"
        said.append(" ".join(typed[at : at + taken]) if taken else word)
        at += taken or 1
    return Fit(" ".join(said), tuple(args), fixed, full, shape) if at == len(typed) else None


def mistakes(one: Fit, other: Fit) -> bool:
    """Whether a fit takes for an argument what another knows as a word (`show interfaces {interface}` and `status`)."""
    return any(ours == "a" and theirs == "f" for ours, theirs in zip(one.shape, other.shape, strict=False))


@lru_cache(maxsize=4096)
def words(command: str) -> tuple[str, ...]:
    """The words of a command; those of a platform's data keep their `{places}`."""
    return tuple(part for word in command.split() for part in _split_path(word))


@lru_cache(maxsize=4096)
def forms(text: str) -> tuple[tuple[str, ...], ...]:
    """Every way to write a form. Raises ValueError when its brackets do not pair, or it has too many ways."""
    tokens = list(_TOKEN.findall(text))
    found, at = _sequences(tokens, 0, "")
    if at != len(tokens):
        raise ValueError(f"the brackets of {text!r} do not pair")
    if len(found) > _MOST_FORMS:
        raise ValueError(f"{text!r} can be written in more than {_MOST_FORMS} ways")
    return tuple(found)


def _sequences(tokens: list[str], at: int, closing: str) -> tuple[list[tuple[str, ...]], int]:
    """The ways to write the tokens from `at` to the closing bracket, and the place of that bracket."""
    done: list[tuple[str, ...]] = []
    ways: list[tuple[str, ...]] = [()]
    while at < len(tokens) and tokens[at] not in {"]", ")"}:
        mark = tokens[at]
        if mark == "," and closing:
            done, ways = done + ways, [()]
        elif mark in {"[", "("}:
            inner, at = _sequences(tokens, at + 1, "]" if mark == "[" else ")")
            if at >= len(tokens) or tokens[at] != ("]" if mark == "[" else ")"):
                return [], -1
            options = [(), *inner] if mark == "[" else inner
            ways = [(*way, *option) for way in ways for option in options][: _MOST_FORMS + 1]
        else:
            parts = tuple(_split_path(mark))
            ways = [(*way, *parts) for way in ways]
        at += 1
    return done + ways, at


def _starts(word: str, typed: str) -> bool:
    return word[:1] == typed[:1] or "{" in word or word == _REST or word[:1].lower() == typed[:1].lower()


def _split_path(word: str) -> Iterator[str]:
    """RouterOS: /ip/arp/print and /ip arp print are one command."""
    yield from (part for part in word.split("/") if part) if word.startswith("/") and _PATH.match(word) else (word,)


def _argument(word: str, typed: tuple[str, ...], at: int, args: list[tuple[str, str]]) -> int:
    """How many typed words an argument takes (`Gi 0/1` is one interface in two words); 0: the word is fixed."""
    if "{" not in word or not _PLACE.search(word):
        return 0
    pattern = _PLACE.sub(r"(?P<\1>\\S+)", re.escape(word).replace(r"\{", "{").replace(r"\}", "}"))
    found = re.fullmatch(pattern, typed[at])
    if found is None:
        return 0
    given = typed[at : at + 1]
    follows = typed[at + 1] if at + 1 < len(typed) else ""
    if word == "{interface}" and typed[at].replace("-", "").isalpha() and follows[:1].isdecimal():
        given = typed[at : at + 2]
        args.append(("interface", "".join(given)))
    else:
        args.extend(found.groupdict().items())
    return len(given)


def _abbreviates(typed: str, word: str) -> bool:
    typed, word = typed.lower(), word.lower()
    if typed in {word, f"{word}s"}:
        return True
    return bool(_WORD.match(typed)) and word.startswith(typed)
