"""How fast netsop reads an answer, beside ntc_templates.parse and beside textfsm with a template compiled once.

Run: python bench/parse.py [--rounds 7]
In each round every reader reads the same texts, one after the other, in one process; ratios are per round, medians of
them are shown. `engine` runs the very template that ntc-templates picks, and its rows are checked to be the same;
`facts` is the whole way of `netsop parse`, from the text as it came to typed facts.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

from ntc_templates.parse import parse_output
from textfsm import TextFSM

import outputs
from netsop.parse.engine import parse
from netsop.parse.lookup import find
from netsop.parse.template import compile_template
from netsop.parse.textfsm import read
from netsop.platforms.loader import load_platforms

PLATFORM = "cisco_ios"


@dataclass(frozen=True)
class Job:
    """A text to read: the command that gave it, and the template that ntc-templates has for it."""

    title: str
    command: str
    template: str
    text: str


SWEEP = (
    Job("show version", "show version", "cisco_ios_show_version", outputs.VERSION),
    Job("show ip interface brief", "show ip interface brief", "cisco_ios_show_ip_interface_brief",
        outputs.ip_interface_brief(26)),
    Job("show interfaces", "show interfaces", "cisco_ios_show_interfaces", outputs.interfaces(24)),
    Job("show ip route", "show ip route", "cisco_ios_show_ip_route", outputs.ip_route(85)),
    Job("show ip bgp summary", "show ip bgp summary", "cisco_ios_show_ip_bgp_summary", outputs.bgp_summary(19)),
)  # fmt: skip
TABLES = (
    Job("show ip route, 5,000", "show ip route", "cisco_ios_show_ip_route", outputs.ip_route(5000)),
    Job("show mac address-table, 5,000", "show mac address-table", "cisco_ios_show_mac-address-table",
        outputs.mac_table(5000)),
)  # fmt: skip


@cache
def template_text(name: str) -> str:
    """A template of ntc-templates."""
    spec = find_spec("ntc_templates")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "templates" / f"{name}.textfsm").read_text(encoding="utf-8")


def by_ntc(job: Job) -> Any:
    """The usual way: the template is looked up, read and compiled for each answer."""
    return parse_output(platform=PLATFORM, command=job.command, data=job.text)


@cache
def _stock(name: str) -> TextFSM:
    return TextFSM(StringIO(template_text(name)))


def by_textfsm(job: Job) -> Any:
    """textfsm's engine, the template compiled once."""
    fsm = _stock(job.template)
    fsm.Reset()
    return fsm.ParseTextToDicts(job.text)


def by_engine(job: Job) -> Any:
    """netsop's engine on the same template."""
    lines = job.text.splitlines()
    return read(compile_template(template_text(job.template)), lines, range(1, len(lines) + 1)).rows


@cache
def _probe(command: str) -> tuple[Any, str]:
    platform = load_platforms(None)[PLATFORM]
    return platform, find(platform, command)[0].probe


def by_facts(job: Job) -> Any:
    """The whole way to typed facts, with netsop's own templates."""
    platform, probe = _probe(job.command)
    return parse(platform, probe, (), job.text).facts


READERS: dict[str, Callable[[Job], Any]] = {
    "ntc_templates": by_ntc,
    "textfsm, compiled once": by_textfsm,
    "netsop, engine": by_engine,
    "netsop, facts": by_facts,
}


def check(job: Job) -> tuple[int, int]:
    """Rows and facts; stops when the engine's rows are not textfsm's, or ntc's, to the letter."""
    stock, ours, ntc = by_textfsm(job), [row.cells for row in by_engine(job)], by_ntc(job)
    assert stock == ours, job.title
    assert [{name.lower(): cell for name, cell in row.items()} for row in ours] == ntc, job.title
    return len(ours), len(by_facts(job))


def seconds(reader: Callable[[Job], Any], jobs: tuple[Job, ...], times: int) -> float:
    """Seconds of processor time for the jobs, once."""
    began = time.process_time()
    for _ in range(times):
        for job in jobs:
            reader(job)
    return (time.process_time() - began) / times


def line(title: str, jobs: tuple[Job, ...], rounds: int, times: int) -> str:
    """A row of the table: ms of each reader, and how many times faster than ntc_templates ours are."""
    took: dict[str, list[float]] = {name: [] for name in READERS}
    for _ in range(rounds):
        for name, reader in READERS.items():
            took[name].append(seconds(reader, jobs, times))
    shown = [f"{statistics.median(values) * 1000:.2f}" for values in took.values()]
    ntc = took["ntc_templates"]
    ratios = [
        statistics.median(slow / fast for slow, fast in zip(ntc, took[name], strict=True))
        for name in list(READERS)[1:]
    ]
    return " | ".join([f"| {title}", *shown, *(f"{ratio:.1f}×" for ratio in ratios)]) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    for job in (*SWEEP, *TABLES):
        rows, facts = check(job)
        print(f"{job.title}: {job.text.count(chr(10))} lines, {rows} rows, the same in all engines; {facts} facts")
    names = list(READERS)
    print(f"\nms of processor time, medians of {rounds} rounds in turn; × = times faster than ntc_templates")
    print(f"| output | {' | '.join(names)} | {' | '.join(names[1:])} |")
    print("| --- |" + " --- |" * (2 * len(names) - 1))
    for job in SWEEP:
        print(line(job.title, (job,), rounds, 10), flush=True)
    print(line("the five of a sweep", SWEEP, rounds, 5), flush=True)
    for job in TABLES:
        print(line(job.title, (job,), rounds, 1), flush=True)


if __name__ == "__main__":
    main()
