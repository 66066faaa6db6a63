"""What a measurement will try: faults drawn from the laboratory's own list, pairs of them, and healthy networks."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from netsop.model.component import Component

from .graph import Graph

TUNING = range(1, 100)
"""Seeds that rules may be tuned on."""
REPORTING = range(1000, 1100)
"""Seeds that figures are reported from; nobody looks at their failures before."""
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Injection:
    """A fault of the laboratory, on a component."""

    fault: str
    component: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One diagnosis to come. kind: `single`, `double` or `healthy`; churn: what goes on in a healthy network."""

    id: str
    kind: str
    faults: tuple[Injection, ...] = ()
    churn: str = ""


def use_of(seed: int) -> str:
    """What a seed is for."""
    return "tuning" if seed in TUNING else "reporting" if seed in REPORTING else "neither tuning nor reporting"


def draw(
    places: Mapping[str, Sequence[str]], graph: Graph, churns: Sequence[str], *, seed: int, counts: tuple[int, int, int]
) -> tuple[Trial, ...]:
    """Trials: singles, doubles and healthy ones, as many as `counts` says. places: fault → where it can be."""
    rng = random.Random(f"trials {seed}")
    singles, doubles, healthy = counts
    one = itertools.islice(_singles(places, rng), singles)
    two = itertools.islice(_doubles(places, graph, rng), doubles)
    calm = itertools.islice(itertools.cycle(churns), healthy)
    return (
        *(Trial(f"s{number:03}-{each.fault}", "single", (each,)) for number, each in enumerate(one)),
        *(Trial(f"d{number:03}", "double", pair) for number, pair in enumerate(two)),
        *(Trial(f"h{number:03}-{churn}", "healthy", churn=churn) for number, churn in enumerate(calm)),
    )


def _singles(places: Mapping[str, Sequence[str]], rng: random.Random) -> Iterator[Injection]:
    """Every fault once, then every fault again, each time somewhere else while there are places left."""
    left = {fault: rng.sample(sorted(found), len(found)) for fault, found in sorted(places.items()) if found}
    while any(left.values()):
        faults = [fault for fault, found in left.items() if found]
        for fault in rng.sample(faults, len(faults)):
            yield Injection(fault, left[fault].pop())


def _doubles(
    places: Mapping[str, Sequence[str]], graph: Graph, rng: random.Random
) -> Iterator[tuple[Injection, Injection]]:
    """Pairs of different faults on components that do not hide each other."""
    faults = sorted(fault for fault, found in places.items() if found)
    for _ in range(_TRIES * len(faults)):
        one, other = (Injection(fault, rng.choice(sorted(places[fault]))) for fault in rng.sample(faults, 2))
        if graph.apart(Component.parse(one.component), Component.parse(other.component)):
            yield one, other


def write(path: Path, trials: Sequence[Trial]) -> None:
    """Keep the plan, so that an interrupted measurement goes on with the same one."""
    path.write_text(json.dumps([asdict(trial) for trial in trials], indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> tuple[Trial, ...]:
    """The plan that was kept."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Trial(each["id"], each["kind"], tuple(Injection(**item) for item in each["faults"]), each["churn"])
        for each in data
    )
