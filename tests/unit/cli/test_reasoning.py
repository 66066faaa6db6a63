"""`netsop diagnose --why`, `--why-not`, `--what-if`: what is needed, what comes out, and with which exit code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from netsop import pipeline
from netsop.cli.verdict import new_run_id
from netsop.collect.store import save
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.render import terminal
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
from netsop.probes.command import fill
from netsop.probes.plan import plan
from netsop.workspace.lab import read_lab
from netsop.workspace.root import open_workspace

LETTER = Path(__file__).parents[3] / "docs" / "examples" / "surat.txt"
START = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)


@pytest.fixture
def case(netsop: Callable[..., Any], city: Path) -> str:
    netsop("case", "open", "--letter", str(LETTER))
    return next((city / "cases").glob("*/case.yaml")).parent.name


@pytest.fixture
def run_id(city: Path, case: str) -> str:
    """A stored run of a network with a cut cable and a dead name server."""
    workspace = open_workspace(city, overlay=False)
    known, design = pipeline.knowledge(workspace), Design(workspace.hosts, workspace.intent, read_lab(city))
    clock = [0.0]
    laboratory = Laboratory(design, lambda: clock[0])
    laboratory.fault("link-cut", "link:core1-dist1")
    laboratory.fault("dns-down", "service:city-dns")
    evidence = []
    questions = plan(workspace.hosts, known.platforms, known.checks, known.subjects)[0].questions
    for question in sorted(questions, key=lambda each: each.nth):
        platform = known.platforms[workspace.hosts[question.device].platform]
        command = fill(platform.probes[question.probe], question.args)
        clock[0] = question.nth * 5.0
        text = terminal(platform.name).answer(laboratory, question.device, command)
        digest = hashlib.sha256(text.encode()).hexdigest()
        at = START + timedelta(seconds=clock[0])
        evidence.append(Evidence(question, command, Outcome.OK, "", at, 3, text, digest))
    devices = tuple(DeviceOutcome(name, Outcome.OK) for name in workspace.hosts)
    run = Run(id=new_run_id(START), started=START, finished=START + timedelta(seconds=12), devices=devices,
              evidence=tuple(evidence), workspace_digest=workspace.digest, laboratory=None)  # fmt: skip
    save(run, city / "cases" / case / "evidence" / run.id)
    return run.id


def test_why_walks_the_reasoning_after_the_panel(netsop: Callable[..., Any], case: str, run_id: str) -> None:
    done = netsop("diagnose", case, "--replay", run_id, "--why", "--lang", "en")
    assert done.code == 1
    panel, _, reasons = done.out.partition("╰─")
    assert "CAUSE FOUND" in panel
    for said in ("Why", "Causes chosen: 2", "link-cut on link core1-dist1", "dns-down on service city-dns", "Rivals"):
        assert said in reasons
    data = json.loads(netsop("diagnose", case, "--replay", run_id, "--why", "--format", "json").out)
    assert (data["schema"], data["reasoning"]["schema"]) == ("netsop.diagnosis/1", "netsop.reasoning/1")
    assert {cause["fault"] for cause in data["reasoning"]["causes"]} == {"link-cut", "dns-down"}


def test_why_not_answers_in_one_sentence_first(netsop: Callable[..., Any], case: str, run_id: str) -> None:
    ask = ("diagnose", case, "--replay", run_id, "--why-not", "interface-disabled@dist1/sfp-sfpplus1")
    done = netsop(*ask, "--lang", "en")
    assert "No: what was seen rules it out." in done.out
    assert "✓ dist1/sfp-sfpplus1: The interface is not switched off" in done.out
    data = json.loads(netsop(*ask, "--format", "json").out)
    (answer,) = data["why_not"]
    assert (data["schema"], data["run"], answer["standing"]) == ("netsop.reasoning/1", run_id, "refuted")
    both = json.loads(netsop(*ask, "--why", "--format", "json").out)
    assert both["reasoning"]["why_not"] == data["why_not"]


def test_why_not_of_two_devices_answers_for_each_link(netsop: Callable[..., Any], case: str, run_id: str) -> None:
    done = netsop("diagnose", case, "--replay", run_id, "--why-not", "link-cut core1-core2", "--lang", "en")
    assert "core1-core2 means every link between them: core1-core2-a, core1-core2-b" in done.out
    assert done.out.count("No: no failure points to it.") == 2


def test_a_run_of_one_layer_does_not_judge_the_other(netsop: Callable[..., Any], case: str, run_id: str) -> None:
    ask = ("diagnose", case, "--replay", run_id, "--only", "physical")
    done = netsop(*ask, "--why-not", "dns-down@city-dns")
    assert done.code == 2
    assert "leave --only out" in done.err


def test_what_if_needs_no_case_and_leaves_no_trace(netsop: Callable[..., Any], city: Path) -> None:
    before = sorted(city.rglob("*"))
    done = netsop("diagnose", "--what-if", "link-cut core1-core2", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert "Nothing is cut off; every service stays within reach." in done.out
    assert "core1 to core2 by way of dist1" in done.out
    assert sorted(city.rglob("*")) == before


def test_what_if_as_a_document(netsop: Callable[..., Any]) -> None:
    done = netsop("diagnose", "--what-if", "power-lost sto-utara, dns-down city-dns", "--format", "json")
    data = json.loads(done.out)
    assert (done.code, data["schema"]) == (0, "netsop.forecast/1")
    assert data["sites"] == ["kec-barat", "sto-utara"]
    assert {"service": "city-dns", "vantage": "mon1"} in data["lost"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "a CASE is needed"),
        (("--why",), "a CASE is needed"),
        (("GJU-2026-0001", "--what-if", "link-cut core1-core2"), "--what-if goes without CASE"),
        (("--what-if", "link-cut core1-core2", "--why"), "--what-if goes without --why"),
        (("--what-if", "link-cut@core1"), "core1 is a device; here: core1-core2-a"),
        (("--what-if", "dns-down@city-portal"), "it needs a service of: dns"),
        (("--what-if", ""), "write it like link-cut@core1-dist1"),
    ],
)
def test_a_mistake_is_usage_in_one_line(netsop: Callable[..., Any], arguments: tuple[str, ...], said: str) -> None:
    done = netsop("diagnose", *arguments)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize("suspicion", ["link-cutt@core1-dist1", ""])
def test_a_mistyped_suspicion_costs_no_device_a_question(
    netsop: Callable[..., Any], case: str, suspicion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "diagnose", lambda *_, **__: pytest.fail("a device was asked"))
    assert netsop("diagnose", case, "--no-record", "--why-not", suspicion).code == 2
