"""Carries out a plan on a laboratory, trial by trial, and stores what the devices answered."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from netsop.errors import NetsopError
from netsop.lab import control
from netsop.model.intent import Maintenance

from . import plan, samples, topologies
from .churn import CHURNS
from .graph import Graph
from .laboratory import Laboratory
from .plan import Trial
from .samples import Sample

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to measure. counts: single faults, double faults, healthy controls."""

    lab: control.Kind
    topology: str
    seed: int
    size: int
    counts: tuple[int, int, int]

    @property
    def name(self) -> str:
        """The folder of the session."""
        return f"{self.lab}-{self.topology}-{self.size}-{self.seed}"


def measure(order: Order, out: Path, tell: Tell) -> Path:
    """Carry out an order, or the rest of it. Returns the session's folder."""
    session = out / order.name
    root = session / "workspace"
    if not (root / "netsop.yaml").exists():
        topologies.generate(order.topology, order.seed, order.size, root)
    lab = Laboratory(root, order.lab)
    began = time.monotonic()
    lab.up()
    tell(f"{order.name}: up in {time.monotonic() - began:.1f} s; the seed is for {plan.use_of(order.seed)}")
    try:
        _carry_out(lab, _planned(order, lab, session), session, tell)
    finally:
        lab.down()
    return session


def _planned(order: Order, lab: Laboratory, session: Path) -> tuple[Trial, ...]:
    path = session / "plan.json"
    if not path.exists():
        graph, churns = Graph(lab.workspace()), list(CHURNS[order.lab])
        plan.write(path, plan.draw(lab.places(), graph, churns, seed=order.seed, counts=order.counts))
    return plan.read(path)


def _carry_out(lab: Laboratory, trials: tuple[Trial, ...], session: Path, tell: Tell) -> None:
    if not (session / "baseline" / "run").exists():
        run, _ = lab.gather()
        samples.keep(session / "baseline", Sample(Trial("baseline", "healthy"), "kept"), run)
    for number, trial in enumerate(trials, start=1):
        folder = session / "samples" / trial.id
        if samples.done(folder):
            continue
        began = time.monotonic()
        result = _try(lab, trial, folder)
        where = ", ".join(f"{each.fault} {each.component}" for each in trial.faults) or trial.churn
        tell(f"{number}/{len(trials)} {where}: {result} ({time.monotonic() - began:.0f} s)")


def _try(lab: Laboratory, trial: Trial, folder: Path) -> str:
    """One trial from whole to whole. A laboratory that could not be mended is started again."""
    try:
        with contextlib.ExitStack() as stack:
            works: tuple[Maintenance, ...] = ()
            for injection in trial.faults:
                lab.inject(injection)
            if trial.churn:
                churn = CHURNS[lab.kind][trial.churn]
                works = stack.enter_context(churn(lab, random.Random(trial.id)))
            run, seconds = lab.gather(works)
    except NetsopError as error:
        samples.keep(folder, Sample(trial, "unproven", str(error)), None)
        _mend(lab)
        return f"unproven: {error}"
    announced = tuple(work.model_dump(mode="json") for work in works)
    healed = _mend(lab)
    result = "unhealed" if healed else "kept"
    samples.keep(folder, Sample(trial, result, healed, seconds, announced), run)
    return result


def _mend(lab: Laboratory) -> str:
    """Heal all; when that cannot be proven, begin with a new laboratory. Returns what was wrong, or nothing."""
    try:
        lab.heal()
    except NetsopError as error:
        lab.up()
        return str(error)
    return ""
