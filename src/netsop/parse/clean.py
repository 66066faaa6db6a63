"""Text as a device sent it → the lines that carry its answer, with their places."""

from __future__ import annotations

import re

# The parser of regular expressions is not public, and there is no other way to see their structure.
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parse  # type: ignore[import-not-found]
from functools import lru_cache

# CSI, OSC and two-character escape sequences, those of seven and of eight bits (ECMA-48); ␛ is how stored evidence
# shows the escape character.
_ESCAPE = re.compile(
    r"(?:[\x1b\u241b]\[|\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]"
    r"|(?:[\x1b\u241b]\]|\x9d)[^\x07\x1b\x9c\u241b\n]{0,512}(?:\x07|\x9c|[\x1b\u241b]\\)"
    r"|[\x1b\u241b][@-Z\\^_=>]"
)
# A pager's prompt that stayed as a line of its own, on whatever platform.
_PAGER = r"^[ \t]{0,9}<?-{2,4} ?More ?-{2,4}>?[ \t]*$"
_MORE = re.compile(r"\s*<?-{0,4} ?\(?[Mm](?:ore|ORE)\b.{0,40}")
_CONTROL = re.compile(r"[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u241b]")


def lines(text: str, noise: tuple[str, ...] = (), echoes: tuple[str, ...] = ()) -> tuple[list[str], list[int]]:
    """The lines without terminal control, without lines of `noise`, without the echo of one of these commands at the
    head and a lone prompt at the end; and each line's number (from 1) in the text as it came."""
    text = text.removeprefix("\ufeff")
    kept = text.replace("\r\n", "\n").split("\n") if _SPECIAL.search(text) else text.split("\n")
    numbers = list(range(1, len(kept) + 1))
    if _SPECIAL.search(text):
        pairs = [(shown, number) for number, line in enumerate(kept, 1) for shown in _shown(line)]
        kept, numbers = [line for line, _ in pairs], [number for _, number in pairs]
    if (heard := _heard((*noise, _PAGER), text)) and (pattern := _joined(heard)).search("\n".join(kept)):
        pairs = [(left, number) for line, number in zip(kept, numbers, strict=True)
                 if (left := _without(pattern, line)) is not None]
        kept, numbers = [line for line, _ in pairs], [number for _, number in pairs]
    return _trimmed(kept, numbers, echoes)


def _heard(noise: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The patterns of which all fixed parts stand in the text: a quick look before a slow search."""
    return tuple(pattern for pattern in noise if all(part in text for part in _fixed_parts(pattern)))


@lru_cache(maxsize=256)
def _fixed_parts(pattern: str) -> tuple[str, ...]:
    """The runs of plain characters that every text that fits the pattern holds."""
    parts, run = set(), ""
    for operator, value in sre_parse.parse(pattern):
        if operator is sre.LITERAL:
            run += chr(value)
        elif run:
            parts.add(run)
            run = ""
    return tuple(sorted({*parts, run} - {""}, key=len, reverse=True))


def without_margin(lines: list[str]) -> list[str]:
    """The lines without the blanks that all of them begin with; the first may have lost its own."""
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    margin = min(widths, default=0) or min(widths[1:], default=0)
    return [line[min(margin, len(line) - len(line.lstrip(" "))) :] for line in lines] if margin else lines


@lru_cache(maxsize=64)
def _joined(noise: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in noise), re.MULTILINE)


def _without(pattern: re.Pattern[str], line: str) -> str | None:
    """The line without noise; None when it was nothing else."""
    left = pattern.sub("", line)
    return None if left != line and not left.strip() else left


def _shown(line: str) -> list[str]:
    """What a terminal shows of a line: a pager's prompt that a carriage return goes back over is gone; any other
    carriage return ends a line."""
    shown: list[str] = []
    for part in _ESCAPE.sub("", line).split("\r"):
        text = _CONTROL.sub("", _rubbed_out(part)).rstrip() if _SPECIAL.search(part) else part
        if shown and (not shown[-1].strip() or _MORE.fullmatch(shown[-1])):
            shown[-1] = text
        elif text.strip() or not shown:
            shown.append(text)
    return shown


def _rubbed_out(text: str) -> str:
    """The text with what backspaces go back over replaced by what follows them."""
    if "\b" not in text:
        return text
    cells: list[str] = []
    at = 0
    for char in text:
        if char == "\b":
            at = max(0, at - 1)
        else:
            cells[at : at + 1] = [char]
            at += 1
    return "".join(cells)


# `<core1>` is a prompt of Huawei, `</configuration>` the end of an XML answer.
_PROMPT = re.compile(r"(?!</)(?:\[[^\]\n]{1,80}\] ?>|[^\s#>$%]{1,64}(?:\([^)\n]{1,40}\))?[#>$])\s*")


def _trimmed(kept: list[str], numbers: list[int], echoes: tuple[str, ...]) -> tuple[list[str], list[int]]:
    start, end = 0, len(kept)
    while start < end and not kept[start].strip():
        start += 1
    while end > start and (not kept[end - 1].strip() or (_PROMPT.fullmatch(kept[end - 1]) and end - start > 1)):
        end -= 1
    if start < end:
        head = kept[start]
        prompt = _PROMPT.match(head)
        said = " ".join((head[prompt.end() :] if prompt else head).split())
        if said and any(said == " ".join(echo.split()) for echo in echoes):
            start += 1
    return kept[start:end], numbers[start:end]
