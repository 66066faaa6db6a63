"""While a laboratory runs it stands in for every device, and for nothing when it is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from netsop.errors import InvalidInput
from netsop.workspace.overlay import alive
from netsop.workspace.root import open_workspace


def _overlay(city: Path, **changes: Any) -> None:
    hosts = {
        name: {"hostname": "127.0.0.1", "port": 20000 + index, "platform": "frr", "username": "netsop",
               "password": "file:.netsop/lab/password", "interfaces": {"GigabitEthernet0/0/1": "gi0-0-1"}}
        for index, name in enumerate(open_workspace(city, overlay=False).hosts)
    }
    data = {"laboratory": "real", "pid": os.getpid(), "control": ".netsop/lab/control.sock",
            "known_hosts": ".netsop/lab/known_hosts", "hosts": hosts, **changes}
    folder = city / ".netsop/lab"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overlay.yaml").write_text(json.dumps(data), encoding="utf-8")


def test_it_stands_in(city: Path) -> None:
    _overlay(city)
    workspace = open_workspace(city)
    host = workspace.hosts["core1"]
    assert (host.hostname, host.port, host.platform) == ("127.0.0.1", 20000, "frr")
    assert host.data.local_as == 65010
    assert workspace.laboratory == "real"
    assert workspace.known_hosts == city / ".netsop/lab/known_hosts"
    assert workspace.intent.links[0].a.interface == "gi0-0-1"
    assert workspace.intent.links[0].b.interface == "sfp-sfpplus2"
    assert workspace.intent.circuits[0].interface == "GigabitEthernet0/0/0"


def test_the_digest_is_that_of_what_a_diagnosis_sees(city: Path) -> None:
    declared = open_workspace(city).digest
    _overlay(city)
    first = open_workspace(city).digest
    assert first != declared
    path = city / ".netsop/lab/overlay.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"port": 20', '"port": 30'), encoding="utf-8")
    assert open_workspace(city).digest == first, "another start of the same laboratory is the same network"


@pytest.mark.parametrize("variable", [None, "off"])
def test_it_can_be_left_out(city: Path, monkeypatch: pytest.MonkeyPatch, variable: str | None) -> None:
    _overlay(city)
    if variable:
        monkeypatch.setenv("NETSOP_LAB", variable)
    assert open_workspace(city, overlay=bool(variable)).laboratory is None


def test_one_whose_process_is_gone_is_ignored(city: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    _overlay(city, pid=process.pid)
    assert open_workspace(city).laboratory is None


def test_while_it_runs_no_device_is_asked_that_it_does_not_have(city: Path) -> None:
    _overlay(city, hosts={})
    with pytest.raises(InvalidInput, match=r"the running laboratory has no core1.*start it again"):
        open_workspace(city)


@pytest.mark.parametrize("text", ["{", "[]", '{"laboratory": "other"}', ""])
def test_a_damaged_file_is_named(city: Path, text: str) -> None:
    _overlay(city)
    (city / ".netsop/lab/overlay.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"\.netsop/lab/overlay\.yaml"):
        open_workspace(city)


def test_who_is_alive() -> None:
    assert alive(os.getpid())
    assert alive(1)
    assert not any(alive(pid) for pid in (0, -1, 2**22 + 1, 10**30))


def test_a_process_that_ended_and_was_not_collected_is_not_alive() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.read()  # its end closes the pipe
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    try:
        assert not alive(process.pid)
    finally:
        process.communicate()
