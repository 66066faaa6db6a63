"""The conductor: an office's own platform is read in a cage, and a wrong one is named."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netsop import pipeline
from netsop.collect.store import save
from netsop.errors import InvalidInput
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
from netsop.model.lab import Overlay, OverlayHost
from netsop.model.probe import Question
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLATFORM = r"""
title: Acme
driver: {netmiko: generic, prompt: '^> ?$'}
read_only: ['show ports']
probes:
  interfaces:
    command: show ports
    parser: {textfsm: ports.textfsm}
    facts:
      - {fact: interface, requires: [name], fields: {name: PORT}}
"""


def office(folder: Path, template: str) -> Path:
    shutil.copy(ROOT / "netsop.yaml", folder)
    shutil.copytree(ROOT / "inventory", folder / "inventory")
    platform = folder / "inventory" / "extend" / "platforms" / "acme_os"
    platform.mkdir(parents=True)
    (platform / "platform.yaml").write_text(PLATFORM)
    (platform / "ports.textfsm").write_text(template)
    hosts = folder / "inventory" / "hosts.yaml"
    hosts.write_text(hosts.read_text().replace("platform: frr", "platform: acme_os"))
    return folder


def run_with(text: str) -> Run:
    question = Question("rtr-kecbarat", "interfaces")
    evidence = Evidence(question, "show ports", Outcome.OK, "", NOW, 1, text, hashlib.sha256(text.encode()).hexdigest())
    return Run("r", NOW, NOW, "", None, (DeviceOutcome("rtr-kecbarat", Outcome.OK),), (evidence,))


def test_an_own_platform_is_read(tmp_path: Path) -> None:
    root = office(tmp_path, "Value PORT (\\S+)\n\nStart\n  ^port ${PORT}$$ -> Record\n")
    known = pipeline.knowledge(open_workspace(root, overlay=False))
    result = pipeline.conclude(known, run_with("port eth1\n"))
    (finding,) = [f for f in result.findings if (f.check, f.component.name) == ("interface-oper", "rtr-kecbarat/eth1")]
    assert finding.reason == "the answer does not say oper_state" or finding.actual


def test_a_platform_that_does_not_exist_is_named(tmp_path: Path) -> None:
    root = office(tmp_path, "Value PORT (\\S+)\n\nStart\n  ^port ${PORT}$$ -> Record\n")
    shutil.rmtree(root / "inventory" / "extend")
    with pytest.raises(InvalidInput, match="acme_os"):
        pipeline.knowledge(open_workspace(root, overlay=False))


def test_only_one_layer_keeps_the_management_checks() -> None:
    workspace = open_workspace(ROOT, overlay=False)
    known = pipeline.knowledge(workspace, only="physical")
    assert {spec.layer for spec in known.checks.values()} == {"physical", "management"}
    assert "link-cut" in known.faults
    assert "dns-down" not in known.faults


def test_a_run_is_replayed_in_the_inventory_that_it_was_taken_with(tmp_path: Path) -> None:
    root = office(tmp_path, "Value PORT (\\S+)\n\nStart\n  ^port ${PORT}$$ -> Record\n")
    workspace = open_workspace(root, overlay=False)
    run = dataclasses.replace(run_with("port eth2\n"), workspace_digest=workspace.digest)
    save(run, tmp_path / "run")
    first = pipeline.replay(workspace, tmp_path / "run")
    assert pipeline.replay(workspace, tmp_path / "run") == first
    sites = root / "inventory" / "intent" / "sites.yaml"
    sites.write_text(sites.read_text().replace("Dinas Kesehatan", "Dinkes"))
    with pytest.raises(InvalidInput, match="another inventory"):
        pipeline.replay(open_workspace(root, overlay=False), tmp_path / "run")


def test_a_run_from_a_laboratory_is_replayed_with_its_overlay(tmp_path: Path) -> None:
    root = office(tmp_path, "Value PORT (\\S+)\n\nStart\n  ^port ${PORT}$$ -> Record\n")
    declared = open_workspace(root, overlay=False)
    stand_ins = {
        name: OverlayHost(hostname="127.0.0.1", port=2200, platform="frr", username="netsop", password="file:pw",
                          interfaces={"eth2": "lan0"} if name == "rtr-kecbarat" else {})
        for name in declared.hosts
    }  # fmt: skip
    overlay = Overlay(laboratory="real", pid=os.getpid(), control="c", known_hosts="k", hosts=stand_ins)
    file = root / ".netsop" / "lab" / "overlay.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(overlay.model_dump_json())
    in_lab = open_workspace(root)
    assert in_lab.hosts["rtr-kecbarat"].platform == "frr"
    links = '[{"ifname":"lan0","flags":["UP"],"operstate":"DOWN","mtu":1500}]'
    taken = {"workspace_digest": in_lab.digest, "laboratory": "real", "overlay": in_lab.overlay}
    run = dataclasses.replace(run_with(links), **taken)
    save(run, tmp_path / "run")
    file.unlink()
    result = pipeline.replay(open_workspace(root), tmp_path / "run")
    failing = {(finding.check, finding.component.name) for finding in result.findings if finding.verdict == "fail"}
    assert ("interface-oper", "rtr-kecbarat/lan0") in failing
