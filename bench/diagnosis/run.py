"""Measures the diagnosis on a laboratory and scores it.

Run: python -m bench.diagnosis.run --lab simulated --topology random --seed 1 --faults 40 --doubles 20 --out DIR
     python -m bench.diagnosis.run --rescore DIR [--publish docs/diagnosis-bench.md]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .measure import Order, measure
from .scoring import rescore
from .topologies import KINDS, SIZES

_APART = "NETSOP_BENCH_APART"


def main() -> int:
    """Entry point."""
    options = _parser().parse_args()
    if options.rescore:
        print(rescore(options.rescore, jobs=options.jobs, publish=options.publish, spoilt=not options.whole))
        return 0
    if options.lab == "real" and _APART not in os.environ:
        _again_apart()
    out = options.out or Path(tempfile.mkdtemp(prefix="netsop-bench-"))
    size = options.size or SIZES[options.topology]
    counts = (options.faults, options.doubles, options.healthy)
    order = Order(options.lab, options.topology, options.seed, size, counts)
    began = time.monotonic()
    measure(order, out.resolve(), lambda text: print(f"[{time.monotonic() - began:6.0f} s] {text}", flush=True))
    if not options.only_measure:
        print(rescore(out, jobs=options.jobs, spoilt=not options.whole))
    print(f"stored in {out}; score it again: python -m bench.diagnosis.run --rescore {out}")
    return 0


def _again_apart() -> None:
    """Once more in a network of its own: a machine has room for one real laboratory."""
    os.environ[_APART] = "yes"
    command = [sys.executable, "-m", "bench.diagnosis.run", *sys.argv[1:]]
    done = subprocess.run(["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh", *command], check=False)
    sys.exit(done.returncode)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.diagnosis.run", description=__doc__.partition("\n")[0])
    parser.add_argument("--lab", choices=["simulated", "real"], default="simulated")
    parser.add_argument("--topology", choices=KINDS, default="city")
    parser.add_argument("--size", type=int, help="devices of a random network, routers of a ring")
    parser.add_argument("--seed", type=int, default=1, help="of the topology and of what is drawn (tuning: below 100)")
    parser.add_argument("--faults", type=int, default=40, help="single faults")
    parser.add_argument("--doubles", type=int, default=20, help="pairs of faults at once")
    parser.add_argument("--healthy", type=int, default=12, help="healthy controls")
    parser.add_argument("--out", type=Path, help="folder for what is collected; an interrupted run goes on there")
    parser.add_argument("--only-measure", action="store_true", help="collect now, score later")
    parser.add_argument("--rescore", type=Path, metavar="OUT", help="score stored runs again, without a laboratory")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="with --rescore: write the tables there, too")
    parser.add_argument("--whole", action="store_true", help="only with all evidence, not with parts missing or stale")
    parser.add_argument("--jobs", type=int, default=2, help="processes that score")
    return parser


if __name__ == "__main__":
    sys.exit(main())
