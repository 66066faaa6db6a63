"""Writes docs/coverage.md from the platforms' data, and from the outputs of real devices where this machine has them.

Run: PYTHONPATH=tests .venv/bin/python docs/coverage.py
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from netsop.platforms.loader import Platforms, load_platforms
from netsop.report.coverage import ASKED, UNSUPPORTED, capabilities, cell, probes
from real_outputs import DISPUTED, FIXTURES, cases, faults

PAGE = Path(__file__).with_suffix(".md")
HEAD = """\
# What is read of which platform

This page is written by `docs/coverage.py`; tests keep it true. `netsop inventory show --capabilities [PLATFORM]` says
the same on the command line.

## Capabilities

● asked by a diagnosis and read · ○ read offline by `netsop parse` · – unsupported. Behind every ● and ○ stand samples
of a healthy and of a failed state in the platform's folder, with the facts that they give.

"""
STATUS = {
    "stable": "Stable: asked and diagnosed in the laboratories.",
    "experimental": "Experimental: no device of this kind has been asked by netsop yet.",
}
RESULTS = "## Outputs of real devices"
RESULTS_HEAD = f"""
{RESULTS}

Outputs that other projects published together with what they say (Apache-2.0 and MIT). A cell counts the outputs that
are read whole: every attested fact, no other value, nothing invented.

"""
COMMANDS_HEAD = """
## Commands

Each may be abbreviated as on the device. `netsop parse --explain` shows how an answer is read.
"""


def capability_table(platforms: Platforms) -> str:
    """A row for each capability, a column for each platform."""
    signs = {ASKED: "●", UNSUPPORTED: "–"}
    rows = [[name, *(signs.get(cell(platform, name), "○") for platform in platforms.values())]
            for name in capabilities(platforms)]
    return _table(["", *platforms], rows)


def results() -> str:
    """A row for each platform and capability of which there are outputs."""
    counts: dict[tuple[str, str], list[int]] = {}
    for case in cases("clean"):
        count = counts.setdefault(case.cell, [0, 0])
        count[0] += not faults(case)
        count[1] += 1
    names = list(dict.fromkeys(platform for platform, _ in sorted(counts)))
    kinds = [kind for kind in capabilities(load_platforms(None)) if any(kind == other for _, other in counts)]
    rows = [[kind, *(_share(counts.get((name, kind))) for name in names)] for kind in kinds]
    sums = [_share([sum(column) for column in zip(*(counts[key] for key in counts if key[0] == name), strict=True)])
            for name in names]
    disputed = [f"- {name.rsplit('--', 1)[0].replace('--', ', ')}: {why}\n" for name, why in DISPUTED.items()]
    table = _table(["", *names], [*rows, ["all", *sums]])
    return f"{table}\nNot read as expected, on purpose:\n\n{''.join(disputed)}"


def _share(count: Sequence[int] | None) -> str:
    return f"{count[0]}/{count[1]}" if count else ""


def commands(platforms: Platforms) -> Iterator[str]:
    """A list for each platform: what is asked or read, by capability."""
    for name, platform in platforms.items():
        also = f" (also {', '.join(platform.also)})" if platform.also else ""
        yield f"\n### {name}\n\n{platform.title}{also}. {STATUS[platform.status]}\n\n"
        yield _table(["probe", "", "command", "read by"], [
            [probe, "●" if how == ASKED else "○", f"`{command}`".replace("|", "\\|"), reader.replace("|", "\\|")]
            for probe, how, command, reader in probes(platform).rows
        ])  # fmt: skip


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page() -> str:
    """The page as it should be. Without the outputs of real devices, their table stays as it is."""
    platforms = load_platforms(None)
    found = results() if FIXTURES.is_dir() else PAGE.read_text("utf-8").split(RESULTS_HEAD)[1].split(COMMANDS_HEAD)[0]
    return "".join([HEAD, capability_table(platforms), RESULTS_HEAD, found, COMMANDS_HEAD, *commands(platforms)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
