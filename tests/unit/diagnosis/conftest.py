"""The repository's own network, its catalogues, and findings on it as a test wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

import pytest

from netsop import catalog
from netsop.checks.engine import applies
from netsop.diagnosis.rank import Ranking, rank
from netsop.diagnosis.topology import Topology
from netsop.model.check import CheckSpec
from netsop.model.component import Kind
from netsop.model.fault import FaultSpec
from netsop.model.finding import Finding, Verdict
from netsop.model.subjects import subjects
from netsop.model.workspace import Workspace
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
Ranked = Callable[..., Ranking]


@pytest.fixture(scope="session")
def city() -> Workspace:
    return open_workspace(ROOT, overlay=False)


@pytest.fixture(scope="session")
def topology(city: Workspace) -> Topology:
    return Topology(city)


@pytest.fixture(scope="session")
def checks() -> Mapping[str, CheckSpec]:
    return catalog.load_all("checks", CheckSpec)


@pytest.fixture(scope="session")
def faults() -> Mapping[str, FaultSpec]:
    return catalog.load_all("diagnosis/faults", FaultSpec)


@pytest.fixture(scope="session")
def ranked(city: Workspace, checks: Mapping[str, CheckSpec], faults: Mapping[str, FaultSpec]) -> Ranked:
    """Rank a network where findings that are like these patterns (`check component`) fail or are unknown."""

    def verdict(finding: Finding, fails: tuple[str, ...], unknown: tuple[str, ...]) -> Finding:
        words = f"{finding.check} {finding.component}"
        if any(fnmatch(words, pattern) for pattern in fails):
            return replace(finding, verdict=Verdict.FAIL)
        if any(fnmatch(words, pattern) for pattern in unknown):
            return replace(finding, verdict=Verdict.UNKNOWN)
        return finding

    def run(fails: tuple[str, ...] = (), unknown: tuple[str, ...] = ()) -> Ranking:
        healthy = [
            Finding(spec.check, subject.component, Verdict.PASS, severity=spec.severity,
                    vantage=subject.vantage if subject.component.kind in {Kind.SERVICE, Kind.SESSION} else None)
            for subject in subjects(city)
            for spec in checks.values()
            if spec.component is subject.component.kind and applies(spec, subject)
        ]  # fmt: skip
        return rank(city, checks, faults, [verdict(finding, fails, unknown) for finding in healthy], NOW)

    return run
