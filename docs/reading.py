"""Writes docs/reading.md from its frame and from what netsop says of the examples.

Run: .venv/bin/python docs/reading.py
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from netsop.__main__ import run

PAGE = Path(__file__).with_suffix(".md")
EXAMPLES = Path(__file__).parent / "examples"

PARTS: tuple[str | tuple[str, ...], ...] = (
    """\
# How an answer is read

`netsop parse` reads one output, without a workspace and without a device. A diagnosis and a sweep read in the same way.

1. What a terminal adds is taken off: escape sequences, carriage returns, a pager's prompts, log messages between the
   lines, the echo of the command, the last prompt.
2. The command is looked up: words may be abbreviated, an output filter (`| include …`) is ignored, and an abbreviation
   that fits several commands is refused with their names.
3. The template, or the path into JSON or XML, gives rows. Where a command has several layouts, all are tried.
4. Each row becomes a fact, field by field, by the conversion or the table that the platform's data name.

What comes out is one of: `ok`; `partial` (facts, and something that was not read); `empty` (the device says that there
are none); `unsupported` (the device, or netsop, does not have it, or the feature is off); `unknown` (there was text,
and nothing trustworthy in it); `error` (the device says that something went wrong). Everything but `ok` has a reason.

A field that the output does not attest is left out. A word that the table does not have, a value that does not convert,
a line that looks like a row and fits none: each is reported with its line and is never a guess. A text that nobody
vouches for may end in the middle: half a number or an address is then left out, and told.

## A healthy state and a failed one

`ip neighbour` of a Linux router, abbreviated as people type it:
""",
    ("linux", "ip n", "neighbors.txt"),
    """\

## A bad state

On a Huawei switch `*down` is switched off by configuration. A plain `down` does not say whether the port is switched
on, so `admin_state` stays unknown there:
""",
    ("huawei_vrp", "dis int br", "display-interface-brief.txt"),
    """\

## A dirty text

A capture with the echo of the command, CR/LF, a pager that rubbed itself out, a colour, a log message between the rows,
and an end in the middle of a word:
""",
    ("cisco_ios", "sh ip int br", "ip-interface-brief-damaged.txt"),
)


def page() -> str:
    """The page as it should be."""
    return "".join(part if isinstance(part, str) else _shown(*part) for part in PARTS)


def _shown(platform: str, command: str, file: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        run(["parse", "-p", platform, "-c", command, "--explain", str(EXAMPLES / file)])
    said = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    return f'\n```console\n$ netsop parse -p {platform} -c "{command}" --explain docs/examples/{file}\n{said}\n```\n'


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
