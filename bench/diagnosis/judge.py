"""What netsop says of a stored trial, and what was true, in the same words."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from netsop import pipeline
from netsop.diagnosis.rank import diagnose as rank
from netsop.facts.observations import Args
from netsop.facts.parsed import Parsed
from netsop.model.cause import Alternative, Cause, Diagnosis
from netsop.model.component import Component, Kind
from netsop.model.evidence import Run
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.platform import Platform
from netsop.parse.engine import parse
from netsop.pipeline import Knowledge

from . import samples
from .evidence import WHOLE, Variant, spoil
from .plan import Injection
from .samples import Sample

NOBODY = "not in the catalogue"


@dataclass(frozen=True, slots=True)
class Named:
    """A fault on a component, whose it is, and how sure netsop is."""

    fault: str
    component: Component
    party: str
    confidence: float = 1.0

    def __str__(self) -> str:
        return f"{self.fault} on {self.component}"


@dataclass(frozen=True, slots=True)
class Judged:
    """One trial with one share of its evidence. ranked: the causes, then the alternatives, each by confidence.

    gather_s and conclude_s: seconds of asking, and of everything after; infer_s: of the diagnosis from findings alone.
    failing: the findings that fail, in words.
    """

    session: str
    trial: str
    kind: str
    churn: str
    variant: Variant
    truth: tuple[Named, ...]
    answer: str
    causes: tuple[Named, ...]
    ranked: tuple[Named, ...]
    unexplained: tuple[str, ...]
    failing: tuple[str, ...]
    devices: int
    gather_s: float
    conclude_s: float
    infer_s: float


def judge(session: Path, folder: Path, variants: tuple[Variant, ...]) -> list[Judged]:
    """Conclude from a stored sample again, once for each variant of its evidence; no device is asked.

    The first variant is timed as netsop does it; the others find what they share with it read already.
    """
    sample = samples.read(folder)
    if sample.result != "kept":
        return []
    run, baseline = samples.run_of(folder), samples.run_of(session / "baseline")
    known = pipeline.knowledge(samples.workspace_of(session, run, sample))
    with mock.patch("netsop.pipeline.parse", _Remembering()):
        return [
            _conclude(session, sample, known, variant, spoil(run, baseline, variant, sample.trial.id))
            for variant in variants
        ]


class _Remembering:
    """Reads every text once: the variants of a run share most of theirs."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str, Args, str], Parsed] = {}

    def __call__(self, platform: Platform, probe: str, args: Args, text: str) -> Parsed:
        key = (platform.name, probe, args, text)
        if key not in self._read:
            self._read[key] = parse(platform, probe, args, text)
        return self._read[key]


def _conclude(session: Path, sample: Sample, known: Knowledge, variant: Variant, run: Run) -> Judged:
    truth = tuple(_truth(known.faults, injection) for injection in sample.trial.faults)
    began = time.perf_counter()
    found = pipeline.conclude(known, run).diagnosis
    conclude_s = time.perf_counter() - began
    back = _declared_names(run)
    return Judged(
        session=session.name, trial=sample.trial.id, kind=sample.trial.kind, churn=sample.trial.churn, variant=variant,
        truth=truth, answer=found.answer, devices=len(known.workspace.hosts), gather_s=sample.gather_s,
        causes=tuple(_cause(cause, back) for cause in found.causes),
        ranked=tuple(_ranked(found, back)),
        unexplained=tuple(_told(finding, back) for finding in found.unexplained),
        failing=tuple(_told(item, back) for item in found.findings if _matters(item)),
        conclude_s=conclude_s, infer_s=_infer_s(known, run, found) if variant == WHOLE else 0.0,
    )  # fmt: skip


def _infer_s(known: Knowledge, run: Run, found: Diagnosis) -> float:
    began = time.perf_counter()
    rank(known.workspace, known.checks, known.faults, found.findings, run.started)
    return time.perf_counter() - began


def _truth(faults: Mapping[str, FaultSpec], injection: Injection) -> Named:
    component = Component.parse(injection.component)
    spec = faults.get(injection.fault)
    if spec is None:
        return Named(injection.fault, component, NOBODY)
    return Named(injection.fault, _as_catalogued(component, spec.component), spec.party)


def _as_catalogued(component: Component, kind: Kind) -> Component:
    """The component as the catalogue has it, where a laboratory puts the fault on the device that holds it."""
    if component.kind is Kind.DEVICE and kind is Kind.ROUTE:
        return Component(Kind.ROUTE, f"{component.name}/0.0.0.0/0")
    if component.kind in {Kind.DEVICE, Kind.MANAGEMENT} and kind in {Kind.DEVICE, Kind.MANAGEMENT}:
        return Component(kind, component.name)
    return component


Back = Mapping[tuple[str, str], str]


def _declared_names(run: Run) -> Back:
    """(device, a laboratory's name of a port) → the declared name."""
    hosts = run.overlay.hosts if run.overlay else {}
    return {
        (device, name): declared for device, host in hosts.items() for declared, name in host.interfaces.items()
    }


def _declared(component: Component, back: Back) -> Component:
    if component.kind is not Kind.INTERFACE:
        return component
    device, _, interface = component.name.partition("/")
    return Component(Kind.INTERFACE, f"{device}/{back.get((device, interface), interface)}")


def _cause(cause: Cause, back: Back) -> Named:
    return Named(cause.fault, _declared(cause.component, back), cause.party, cause.confidence)


def _ranked(found: Diagnosis, back: Back) -> Iterator[Named]:
    others = [each for cause in found.causes for each in cause.alternatives]
    named: list[Cause | Alternative] = [*found.causes, *sorted(others, key=lambda each: -each.confidence)]
    told: set[tuple[str, Component]] = set()
    for each in named:
        if (each.fault, each.component) not in told:
            told.add((each.fault, each.component))
            yield Named(each.fault, _declared(each.component, back), each.party, each.confidence)


def _matters(finding: Finding) -> bool:
    """Whether a finding fails and asks for a cause; a notice only speaks for or against one."""
    return finding.verdict is Verdict.FAIL and finding.severity != "notice"


def _told(finding: Finding, back: Back) -> str:
    place = f" from {finding.vantage}" if finding.vantage else ""
    return f"{finding.check} {_declared(finding.component, back)}{place} ({finding.actual or finding.reason})"
