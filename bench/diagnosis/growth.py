"""How the time of inference grows with the network: findings of generated networks, no laboratory, no devices.

Run: python -m bench.diagnosis.growth [--sizes 50,100,…] [--seed 1000] [--picture docs/diagnosis-growth.svg]
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from netsop import catalog
from netsop.diagnosis.rank import diagnose
from netsop.model.fault import FaultSpec

from . import chart, findings, tables
from .plan import Injection, use_of

_SIZES = "50,100,200,500,1000,2000,5000"
_ROUNDS = 3
_LONG_MS = 20_000
_SHARE = 250
_AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Point:
    """One network: how many findings, how many fail, the time of inference in ms, and how many faults were named."""

    devices: int
    findings: int
    failing: int
    ms: float
    faults: int
    named: int
    right: int


Choose = Callable[[findings.Model, random.Random], list[Injection]]


def _three(model: findings.Model, rng: random.Random) -> list[Injection]:
    return model.draw(rng, 3)


def _many(model: findings.Model, rng: random.Random) -> list[Injection]:
    return model.draw(rng, max(1, len(model.graph.hosts) // _SHARE))


def _no_internet(model: findings.Model, rng: random.Random) -> list[Injection]:
    """Every circuit down: every device misses its default route and everything behind the providers."""
    del rng
    return [Injection("isp-circuit-down", place) for place in model.places()["isp-circuit-down"]]


CURVES: dict[str, Choose] = {
    "three faults": _three, f"one fault per {_SHARE} devices": _many, "every circuit down": _no_internet,
}  # fmt: skip


def measure(size: int, seed: int, choose: Choose) -> Point:
    """Inference alone: from findings to causes, with everything that it builds for itself."""
    workspace, known = findings.network(seed, size), findings.checks()
    faults = catalog.load_all("diagnosis/faults", FaultSpec)
    model = findings.Model(workspace, known)
    injected = choose(model, random.Random(f"growth {seed} {size}"))
    found = model.findings(injected)
    times: list[float] = []
    while len(times) < _ROUNDS and sum(times) < _LONG_MS:
        gc.collect()
        began = time.perf_counter()
        diagnosis = diagnose(workspace, known, faults, found, _AT)
        times.append(1000 * (time.perf_counter() - began))
    named = {(cause.fault, str(cause.component)) for cause in diagnosis.causes}
    right = sum((each.fault, each.component) in named for each in injected)
    failing = sum(finding.verdict == "fail" for finding in found)
    return Point(size, len(found), failing, statistics.median(times), len(injected), len(named), right)


def report(curves: dict[str, Sequence[Point]]) -> str:
    """The figures as Markdown. The last column is flat where time grows as n log n."""
    head = ("faults", "devices", "findings", "failing", "injected", "found", "named", "inference ms", "ms / n log n")
    return tables.table(head, [
        (name, str(point.devices), str(point.findings), str(point.failing), str(point.faults), str(point.right),
         str(point.named), f"{point.ms:.0f}", f"{point.ms / _n_log_n(point.devices):.4f}")
        for name, points in curves.items() for point in points
    ])  # fmt: skip


def _n_log_n(devices: int) -> float:
    return devices * math.log2(devices)


def picture(curves: dict[str, Sequence[Point]]) -> str:
    """The curves, beside n log n through the middle of the first: small networks cost mostly what all cost."""
    drawn: dict[str, chart.Curve] = {
        name: [(point.devices, point.ms) for point in points] for name, points in curves.items()
    }
    first = next(iter(curves.values()))
    middle = first[len(first) // 2]
    factor = middle.ms / _n_log_n(middle.devices)
    drawn["n log n, through the middle"] = [(each.devices, factor * _n_log_n(each.devices)) for each in first]
    return chart.draw(drawn, "From findings to causes", "devices", "milliseconds")


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m bench.diagnosis.growth", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=_SIZES)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the curves there (SVG)")
    options = parser.parse_args()
    sizes = [int(text) for text in options.sizes.split(",")]
    print(f"seed {options.seed}, for {use_of(options.seed)}", flush=True)
    curves: dict[str, Sequence[Point]] = {
        name: [measure(size, options.seed, choose) for size in sizes] for name, choose in CURVES.items()
    }
    print(report(curves))
    if options.picture:
        options.picture.write_text(picture(curves), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
