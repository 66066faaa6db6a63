"""How fast netsop collects and parses, beside the plain script of Nornir's and netmiko's documentation, and beside ssh.

Run: python bench/sweep.py [--devices 50,200] [--rounds 3] [--latency-ms 0]
All clients ask the same simulated fleet the same five commands with strict host keys, in turn; ratios are per round.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CLIENTS = {
    "netsop": "client_netsop.py",
    "nornir + netmiko, 20 workers": "client_plain.py",
    "ssh, 20 at a time": "client_ssh.py",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One client's round: seconds of wall time and of CPU, devices answered, rows parsed (None: no parsing).

    work_s is the wall time without starting Python and importing, as the client measured it.
    """

    wall_s: float
    work_s: float
    cpu_s: float
    devices: int
    rows: int | None


def measure(script: str, fleet: Path) -> Measure:
    """Run a client as a process of its own and account for it and its children."""
    before, began = os.times(), time.monotonic()
    done = subprocess.run([sys.executable, str(HERE / script), str(fleet)], capture_output=True, text=True, check=False)
    wall_s, after = time.monotonic() - began, os.times()
    if done.returncode:
        sys.exit(f"{script} failed: {done.stderr[-2000:]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    cpu_s = after.children_user + after.children_system - before.children_user - before.children_system
    return Measure(wall_s, answer["work_s"], cpu_s, answer["devices"], answer.get("rows"))


def start_fleet(folder: Path, devices: int, latency_ms: int) -> subprocess.Popen[str]:
    """The simulated fleet; returns when every device listens."""
    command = [sys.executable, "-m", "netsop.lab.simulated.fleet", str(folder), "--devices", str(devices)]
    fleet = subprocess.Popen([*command, "--latency-ms", str(latency_ms)], stdout=subprocess.PIPE, text=True)
    assert fleet.stdout
    if not fleet.stdout.readline().startswith("{"):
        sys.exit("the fleet did not start")
    return fleet


def table(rounds: list[dict[str, Measure]], devices: int, latency_ms: int) -> str:
    """Medians, and netsop's ratios to each other client, round by round."""
    lines = [
        f"## {devices} devices, {latency_ms} ms an answer, {len(rounds)} rounds in turn",
        "| client | wall s (min-max) | CPU ms/device | rows | wall / netsop's | without start-up | CPU / netsop's |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in CLIENTS:
        walls = [turn[name].wall_s for turn in rounds]
        cpu = statistics.median(turn[name].cpu_s for turn in rounds) / devices * 1000
        wall_ratio = statistics.median(turn[name].wall_s / turn["netsop"].wall_s for turn in rounds)
        work_ratio = statistics.median(turn[name].work_s / turn["netsop"].work_s for turn in rounds)
        cpu_ratio = statistics.median(turn[name].cpu_s / turn["netsop"].cpu_s for turn in rounds)
        rows = rounds[0][name].rows
        lines.append(
            f"| {name} | {statistics.median(walls):.2f} ({min(walls):.2f}-{max(walls):.2f}) | {cpu:.1f} "
            f"| {'not parsed' if rows is None else rows} | {wall_ratio:.2f}x | {work_ratio:.2f}x | {cpu_ratio:.2f}x |"
        )
    return "\n".join(lines)


def compare(devices: int, rounds: int, latency_ms: int) -> str:
    """All clients in turn on one fleet. Exits when a client lost a device or rows."""
    with tempfile.TemporaryDirectory() as folder:
        fleet = start_fleet(Path(folder), devices, latency_ms)
        try:
            turns = [{name: measure(script, Path(folder)) for name, script in CLIENTS.items()} for _ in range(rounds)]
        finally:
            fleet.terminate()
            fleet.wait()
    for turn in turns:
        for name, found in turn.items():
            if found.devices != devices or found.rows == 0:
                sys.exit(f"{name} lost something: {found}")
    return table(turns, devices, latency_ms)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", default="50,200")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency-ms", type=int, default=0)
    options = parser.parse_args()
    for devices in map(int, options.devices.split(",")):
        print(compare(devices, options.rounds, options.latency_ms), flush=True)


if __name__ == "__main__":
    main()
