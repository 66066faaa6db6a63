"""The laboratory is up: what a person at any of its devices would see."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import paramiko
import pytest

from netsop.model.lab import Overlay
from netsop.workspace.root import open_workspace
from netsop.yamlfile import read, validate

from .conftest import Lab

pytestmark = pytest.mark.lab


def overlay(root: Path) -> Overlay:
    return validate(Overlay, read(root / ".netsop/lab/overlay.yaml"))


def test_status_says_that_all_has_converged(running_lab: Lab) -> None:
    status = running_lab.ask(op="status")
    assert status["ok"] is True
    assert status["laboratory"] == "real"
    assert status["waiting_for"] == []
    assert status["faults"] == []


def test_the_workspace_is_stood_in_for(real_lab: Path) -> None:
    workspace = open_workspace(real_lab)
    assert workspace.laboratory == "real"
    assert {host.platform for host in workspace.hosts.values()} == {"frr", "linux"}
    assert workspace.intent.links[0].a.interface == "gi0-0-1"


def test_every_device_lets_netsop_in_and_has_the_known_key(real_lab: Path) -> None:
    password = (real_lab / ".netsop/lab/password").read_text().strip()
    for name, host in overlay(real_lab).hosts.items():
        client = paramiko.SSHClient()
        client.load_host_keys(str(real_lab / ".netsop/lab/known_hosts"))
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        client.connect(host.hostname, host.port, host.username, password, look_for_keys=False, allow_agent=False)
        _, output, _ = client.exec_command("cat /proc/sys/kernel/hostname; cut -d. -f1 /proc/uptime")
        hostname, uptime = output.read().decode().split()
        client.close()
        assert hostname == name
        assert int(uptime) > 30 * 86400


def test_the_password_file_is_for_its_owner_only(real_lab: Path) -> None:
    assert (real_lab / ".netsop/lab/password").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("target", ["203.0.113.80", "10.30.24.1", "10.255.0.2", "192.0.2.1"])
def test_the_monitor_reaches_everything(running_lab: Lab, target: str) -> None:
    assert " 0% packet loss" in running_lab.run("mon1", "ping", "-n", "-c", "3", "-i", "0.02", "-W", "2", target)


def test_names_and_web_answer(running_lab: Lab) -> None:
    dig = ("dig", "+short", "+time=2")
    assert running_lab.run("mon1", *dig, "@203.0.113.53", "www.example.net", "A").strip() == "203.0.113.80"
    assert running_lab.run("mon1", *dig, "@10.20.10.10", "portal.kota.example", "A").strip() == "10.20.10.10"
    assert running_lab.run("rtr-kecbarat", "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}",
                           "http://203.0.113.80/") == "200"


def test_the_preferred_provider_carries_the_traffic(running_lab: Lab) -> None:
    hops = running_lab.run("rtr-dukcapil", "traceroute", "-n", "-q", "1", "-w", "1", "203.0.113.80")
    assert "198.51.100.1" in hops


def test_light_comes_from_the_wire(running_lab: Lab) -> None:
    text = running_lab.run("core1", "ethtool", "-m", "gi0-0-3")
    assert "Receiver signal average optical power     : 0." in text
    assert "-40.00 dBm" not in text
    assert running_lab.run("core1", "ethtool", "-m", "gi0-0-5").startswith("netlink error: Operation not supported")


def test_neighbours_are_seen_across_the_cables(running_lab: Lab) -> None:
    data = json.loads(running_lab.run("dist1", "lldpcli", "-f", "json", "show", "neighbors"))
    seen = {name: next(iter(entry["chassis"])) for item in data["lldp"]["interface"] for name, entry in item.items()}
    assert seen["sfp-sfpplus1"] == "core1"
    assert seen["sfp-sfpplus5"] == "rtr-kecbarat"


def test_a_second_laboratory_is_refused(real_lab: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "netsop.lab.real.supervisor", str(real_lab)],
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 5
    assert "already" in done.stderr


def test_words_that_the_socket_does_not_know(running_lab: Lab) -> None:
    assert running_lab.ask(op="dance")["ok"] is False
    assert "no fault" in running_lab.ask(op="fault", fault="gremlins", component="device:core1")["error"]
    assert "sits on a link" in running_lab.ask(op="fault", fault="link-cut", component="device:core1")["error"]
    assert "no link" in running_lab.ask(op="fault", fault="link-cut", component="link:nowhere")["error"]


def test_devices_listen_on_their_management_port_only(running_lab: Lab) -> None:
    assert "refused" in running_lab.run("mon1", "curl", "-sv", "-m", "2", "telnet://10.20.9.1:22")
