"""The bench of the diagnosis: what it draws is in order and repeatable, and what it scores is right."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from bench.diagnosis import plan
from bench.diagnosis.draft import Draft
from bench.diagnosis.evidence import VARIANTS, WHOLE, Variant, spoil
from bench.diagnosis.findings import Model, checks, network
from bench.diagnosis.graph import Graph
from bench.diagnosis.judge import Judged, Named
from bench.diagnosis.plan import Injection
from bench.diagnosis.random_network import random_network
from bench.diagnosis.ring import ring
from bench.diagnosis.score import Key, matched, parties, score
from bench.diagnosis.topologies import CASE, generate

from netsop.case import store
from netsop.model.component import Component
from netsop.model.evidence import Evidence, Outcome, Run
from netsop.model.finding import Verdict
from netsop.model.probe import Question
from netsop.workspace.lab import read_lab
from netsop.workspace.root import open_workspace

AT = datetime.fromisoformat("2026-03-02T08:15:00+07:00")


@pytest.mark.parametrize(("kind", "size"), [("city", 10), ("ring", 12), ("ring", 5), ("random", 12), ("random", 50)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_workspace_is_in_order(tmp_path: Path, kind: str, size: int, seed: int) -> None:
    generate(kind, seed, size, tmp_path)
    workspace = open_workspace(tmp_path, overlay=False)
    assert kind != "random" or len(workspace.hosts) == size
    assert len(read_lab(tmp_path).providers) >= 2
    assert store.read(tmp_path, CASE).case == CASE
    graph = Graph(workspace)
    everything = graph.reached(next(iter(workspace.hosts)))
    assert set(workspace.hosts) < everything, "one piece, the internet in reach"


@pytest.mark.parametrize("make", [ring, random_network])
def test_a_seed_always_gives_the_same(make: type[Draft]) -> None:
    assert make(7, 20).files() == make(7, 20).files()
    assert make(7, 20).files() != make(8, 20).files()


def test_seeds_for_tuning_are_none_for_reporting() -> None:
    assert not set(plan.TUNING) & set(plan.REPORTING)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(open_workspace(Path(__file__).parents[3], overlay=False))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("link:core1-dist1", "link:core2-dist2", True),
        ("link:core1-dist1", "session:ospf-core1-dist1", False),
        ("link:core1-dist1", "interface:dist1/sfp-sfpplus1", False),
        ("device:dist1", "link:core1-dist1", False),
        ("site:kominfo", "service:city-dns", False),
        ("management:dist1", "link:dist1-dinkes", False),
        ("circuit:isp1-main", "session:bgp-core1-isp1", False),
        ("circuit:isp1-main", "circuit:isp2-backup", True),
        ("service:city-dns", "link:core2-dist1", True),
        ("service:city-dns", "link:dist1-kecbarat", False),
        ("service:internet-dns", "session:bgp-core2-isp2", False),
    ],
)
def test_faults_that_hide_each_other_make_no_pair(graph: Graph, one: str, other: str, apart: bool) -> None:
    first, second = Component.parse(one), Component.parse(other)
    assert graph.apart(first, second) is apart
    assert graph.apart(second, first) is apart


def test_what_is_drawn_is_drawn_again(graph: Graph) -> None:
    places = {"link-cut": ["link:core1-dist1", "link:core2-dist2"], "mgmt-lost": ["management:mon1"]}
    draw = [plan.draw(places, graph, ("nothing",), seed=3, counts=(3, 2, 1)) for _ in range(2)]
    assert draw[0] == draw[1]
    assert [each.kind for each in draw[0]] == ["single"] * 3 + ["double"] * 2 + ["healthy"]
    assert len({each.faults for each in draw[0][:3]}) == 3


def test_evidence_is_withheld_or_old() -> None:
    now, before = _run("now"), _run("before")
    missing = spoil(now, before, Variant("missing", 20), "x")
    assert sum(item.outcome is Outcome.TIMEOUT for item in missing.evidence) == 2
    stale = spoil(now, before, Variant("stale", 30), "x")
    assert sum(item.text == "before" for item in stale.evidence) == 3
    assert spoil(now, before, WHOLE, "x") is now
    assert spoil(now, before, Variant("stale", 30), "x") == stale
    assert len(VARIANTS) == 7


def _run(text: str) -> Run:
    evidence = tuple(
        Evidence(Question("r1", f"probe{number}"), "show", Outcome.OK, "", AT, 1, text, "") for number in range(10)
    )
    return Run("x", AT, AT, "", None, (), evidence)


def _named(text: str, party: str = "config", confidence: float = 0.9) -> Named:
    fault, _, component = text.partition(" ")
    return Named(fault, Component.parse(component), party, confidence)


def _judged(truth: list[Named], causes: list[Named], others: list[Named] | None = None) -> Judged:
    kind = ("healthy", "single", "double")[len(truth)]
    return Judged(
        session="city", trial="t", kind=kind, churn="", variant=WHOLE, truth=tuple(truth),
        answer="cause-found" if causes else "healthy", causes=tuple(causes), ranked=(*causes, *(others or [])),
        unexplained=(), failing=(), devices=10, gather_s=1.0, conclude_s=0.5, infer_s=0.01,
    )  # fmt: skip


def test_scores(graph: Graph) -> None:
    key = Key(graph, {"device-down": frozenset({"power-lost"})})
    cut = _named("link-cut link:core1-dist1", "cabling")
    off = _named("interface-disabled interface:core1/GigabitEthernet0/0/3")
    dark = _named("device-down device:core2", "device")
    feed = _named("power-lost site:setda", "power")
    judged = [_judged([cut], [cut]), _judged([cut], [off]), _judged([dark], [feed], [dark]), _judged([], [])]
    found = score(judged, {"city": key})
    assert (found.strict.right, found.strict.named, found.strict.there) == (1, 3, 3)
    assert found.lenient.right == 2
    assert found.located.right == 2, "an end counts for its link, a site does not count for its device"
    assert found.top3 == pytest.approx(2 / 3)
    assert found.party == pytest.approx(1 / 3)
    assert (found.healthy, found.false_alarms) == (1, 0)
    assert found.calibration[9].right == pytest.approx(1 / 3)


def test_each_cause_serves_one_truth(graph: Graph) -> None:
    key = Key(graph, {})
    one, other = _named("link-cut link:core1-dist1", "cabling"), _named("http-down service:city-portal", "service")
    judged = _judged([one, other], [other, _named("optic-failed interface:core1/GigabitEthernet0/0/3", "device")])
    assert list(matched(judged.truth, judged.causes, key.exact)) == [other]
    assert parties(judged, key) == {one: False, other: True}


def test_the_model_of_findings_knows_consequences() -> None:
    workspace = network(1, 20)
    model = Model(workspace, checks())
    assert {finding.verdict for finding in model.findings([])} == {Verdict.PASS}
    link = workspace.intent.links[0].name
    failing = {
        (finding.check, str(finding.component))
        for finding in model.findings([Injection("link-cut", f"link:{link}")]) if finding.verdict is Verdict.FAIL
    }
    assert ("link-ping", f"link:{link}") in failing
    assert ("ospf-session", f"session:ospf-{link}") in failing
