"""A whole diagnosis of a simulated laboratory without a socket: the plan, the rendered answers, what follows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from netsop import pipeline
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.render import terminal
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
from netsop.model.probe import Question
from netsop.probes.command import fill
from netsop.probes.plan import plan
from netsop.workspace.lab import read_lab
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[1]
NETWORKS = {"city": ROOT, "campus": ROOT / "tests" / "networks" / "campus"}
"""The city routes, the campus switches."""

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BETWEEN_READINGS_S = 5.0


@dataclass
class Bench:
    """A laboratory whose clock is ours."""

    known: pipeline.Knowledge
    design: Design
    clock: list[float] = field(default_factory=lambda: [0.0])

    def __post_init__(self) -> None:
        self.laboratory = Laboratory(self.design, lambda: self.clock[0])

    def questions(self) -> tuple[Question, ...]:
        hosts = self.known.workspace.hosts
        return plan(hosts, self.known.platforms, self.known.checks, self.known.subjects)[0].questions

    def outcome(self, device: str) -> Outcome:
        management = self.laboratory.network.management(device)
        if not self.laboratory.network.listens(device):
            return Outcome.UNREACHABLE
        if not management.own_key:
            return Outcome.HOST_KEY
        return Outcome.OK if self.laboratory.network.accepts(device) else Outcome.CREDENTIALS

    def ask(self, question: Question) -> Evidence:
        platform = self.known.platforms[self.known.workspace.hosts[question.device].platform]
        command = fill(platform.probes[question.probe], question.args)
        self.clock[0] = question.nth * BETWEEN_READINGS_S
        outcome = self.outcome(question.device)
        text = ""
        if outcome is Outcome.OK:
            text = terminal(platform.name).answer(self.laboratory, question.device, command)
        started = START + timedelta(seconds=self.clock[0])
        digest = hashlib.sha256(text.encode()).hexdigest()
        answered = outcome if outcome is Outcome.OK else Outcome.NOT_ASKED
        return Evidence(question, command, answered, "" if text else outcome.value, started, 3, text, digest)

    def run(self) -> Run:
        evidence = tuple(self.ask(question) for question in sorted(self.questions(), key=lambda each: each.nth))
        devices = tuple(DeviceOutcome(name, self.outcome(name)) for name in self.known.workspace.hosts)
        return Run(
            id="R1", started=START, finished=START + timedelta(seconds=12), devices=devices, evidence=evidence,
            workspace_digest=self.known.workspace.digest, laboratory="simulated",
        )

    def diagnose(self) -> pipeline.Result:
        return pipeline.conclude(self.known, self.run())


@cache
def designed(network: str) -> Design:
    """The laboratory's design of a network."""
    workspace = open_workspace(NETWORKS[network], overlay=False)
    return Design(workspace.hosts, workspace.intent, read_lab(NETWORKS[network]))


@cache
def bench_of(network: str) -> Callable[[], Bench]:
    """Makes laboratories of a network, untouched."""
    known = pipeline.knowledge(open_workspace(NETWORKS[network], overlay=False))
    return lambda: Bench(known, designed(network))
