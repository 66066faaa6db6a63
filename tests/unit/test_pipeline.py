"""The conductor: an office's own platform is read in a cage, and a wrong one is named."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netsop import pipeline
from netsop.errors import InvalidInput
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
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
    evidence = Evidence(question, "show ports", Outcome.OK, "", NOW, 1, text, "")
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
