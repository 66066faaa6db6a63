from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from netsop import clock
from netsop.collect.run import collect
from netsop.facts.parsed import Status
from netsop.model.evidence import Outcome
from netsop.model.probe import Plan, Question
from netsop.parse.engine import parse
from netsop.platforms.loader import load_platforms
from netsop.probes.command import fill
from netsop.workspace.overlay import alive
from netsop.workspace.root import open_workspace
from netsop.workspace.secrets import resolve

pytestmark = pytest.mark.server
PROBES = ("device", "interfaces", "interface_ip.brief", "route", "bgp")


def test_a_fleet_answers_and_ends_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "netsop.lab.simulated.fleet", str(tmp_path), "--devices", "101"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as fleet:
        assert fleet.stdout
        ready = json.loads(fleet.stdout.readline())
        workspace, platforms = open_workspace(tmp_path), load_platforms(None)
        asked = [name for name in PROBES if name in platforms["cisco_ios"].probes]
        plan = Plan(tuple(Question(host, probe) for host in workspace.hosts for probe in asked))
        run = collect(
            workspace, platforms, plan, run_id="R1", fill=fill, resolve=partial(resolve, root=tmp_path), now=clock.now
        )
        fleet.send_signal(signal.SIGTERM)
    assert fleet.returncode == 0
    assert not any(alive(child) for child in ready["children"])
    assert {device.outcome for device in run.devices} == {Outcome.OK}
    assert len(run.devices) == 101
    for item in run.evidence:
        parsed = parse(platforms["cisco_ios"], item.question.probe, (), item.text)
        assert parsed.status is Status.OK
    names = {item.text.split(" uptime")[0].splitlines()[-1] for item in run.evidence if item.question.probe == "device"}
    assert names == set(workspace.hosts)
