"""Every fault that the laboratory can inject must be the diagnosis' first answer; health must be called health."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from laboratories import NETWORKS, bench_of, designed
from netsop import catalog
from netsop.facts.parsed import Status
from netsop.lab.simulated.recipe import components, recipes
from netsop.model.fault import FaultSpec
from netsop.parse.engine import parse

CATALOGUE = catalog.load_all("diagnosis/faults", FaultSpec)
_LOOK_ALIKE = {"device-down": "power-lost", "power-lost": "device-down"}
"""A site with one device: from outside nothing tells them apart."""


def _cases() -> Iterator[Any]:
    """Each fault at one place of the first network that has one; at two more, and in the others, where time allows."""
    seen: set[str] = set()
    for network in NETWORKS:
        for name, recipe in recipes().items():
            places = list(components(designed(network), recipe)) if name in CATALOGUE else []
            for place in dict.fromkeys((*places[:1], *places[len(places) // 2 :][:1], *places[-1:])):
                marks = [pytest.mark.slow] if name in seen else []
                seen.add(name)
                yield pytest.param(network, name, f"{recipe.component.value}:{place}", marks=marks)


def _expected(name: str, component: str) -> tuple[str, str]:
    if name == "default-route-missing":
        return name, f"route:{component.removeprefix('device:')}/0.0.0.0/0"
    return name, component


@pytest.mark.parametrize("network", NETWORKS)
def test_the_untouched_network_is_healthy_and_every_answer_is_read(network: str) -> None:
    healthy = bench_of(network)()
    result = healthy.diagnose()
    assert result.diagnosis.answer == "healthy"
    assert [finding for finding in result.findings if finding.verdict == "fail"] == []
    for item in result.run.evidence:
        platform = healthy.known.platforms[healthy.known.workspace.hosts[item.question.device].platform]
        parsed = parse(platform, item.question.probe, item.question.args, item.text)
        copper = "Operation not supported" in item.text  # a port without a module has no optics to tell of
        told = (item.question, parsed.status, parsed.reason, item.text[:200])
        assert parsed.status in {Status.OK, Status.EMPTY} or copper, told


@pytest.mark.parametrize(("network", "name", "component"), tuple(_cases()))
def test_an_injected_fault_is_found(network: str, name: str, component: str) -> None:
    ill = bench_of(network)()
    ill.laboratory.fault(name, component)
    diagnosis = ill.diagnose().diagnosis
    assert diagnosis.answer == "cause-found", diagnosis.unexplained
    found = [(cause.fault, str(cause.component)) for cause in diagnosis.causes]
    if found != [_expected(name, component)]:
        alternatives = {(each.fault, str(each.component)) for cause in diagnosis.causes for each in cause.alternatives}
        assert found[0][0] == _LOOK_ALIKE.get(name), found
        assert (name, component) in alternatives
    assert diagnosis.unexplained == ()


def test_two_faults_at_once_are_both_found(bench: Callable[[], Any]) -> None:
    ill = bench()
    ill.laboratory.fault("link-cut", "link:core1-dist1")
    ill.laboratory.fault("psu-failed", "device:dist2")
    found = {(cause.fault, str(cause.component)) for cause in ill.diagnose().diagnosis.causes}
    assert found == {("link-cut", "link:core1-dist1"), ("psu-failed", "device:dist2")}
