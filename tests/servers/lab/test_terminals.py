from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from netmiko import ConnectHandler

from netsop.lab import control
from netsop.workspace.overlay import alive, read_overlay
from netsop.workspace.root import open_workspace
from netsop.workspace.secrets import resolve

pytestmark = pytest.mark.server


@pytest.mark.parametrize(
    ("device", "driver", "prompt", "command", "told"),
    [
        ("core1", "cisco_ios", "core1#", "show ip bgp summary", "198.51.100.1"),
        ("core2", "mikrotik_routeros", "[netsop@core2] >", "/system identity print", "name: core2"),
        ("mon1", "linux", "netsop@mon1:~$", "cat /proc/sys/kernel/hostname /proc/uptime", "mon1"),
    ],
)
def test_a_stock_netmiko_takes_it_for_the_real_thing(
    lab: Path, *, device: str, driver: str, prompt: str, command: str, told: str
) -> None:
    host = open_workspace(lab).hosts[device]
    secret = resolve(host.password, root=lab)
    with ConnectHandler(
        device_type=driver, host=host.hostname, port=host.port, username=host.username, password=secret
    ) as connection:
        assert connection.find_prompt().strip() == prompt
        assert told in str(connection.send_command(command))


def test_a_laboratory_that_is_terminated_leaves_nothing(root: Path) -> None:
    overlay = read_overlay(root)
    assert overlay
    os.kill(overlay.pid, signal.SIGTERM)
    while alive(overlay.pid):
        pass
    assert sorted(path.name for path in (root / ".netsop/lab").iterdir()) == ["lock", "log"]
    assert (root / ".netsop/lab/log").read_text() == ""
    control.up(root, "simulated")
