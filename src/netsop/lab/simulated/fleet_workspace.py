"""The workspace of a fleet: many alike IOS routers, and what each of them answers, rendered once."""

from __future__ import annotations

import json
from pathlib import Path

from netsop.durable import write_atomic
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.render import terminal
from netsop.model.host import Host
from netsop.model.intent import Intent
from netsop.model.lab import Lab

COMMANDS = (
    "show version", "show ip interface brief", "show interfaces", "show ip route", "show ip bgp summary",
)  # fmt: skip
MODEL_DEVICE = "model-router"
_PORTS = 8


def write_workspace(folder: Path, ports: dict[str, int], public_key: str, password: str) -> None:
    """A workspace whose hosts are the fleet; the host keys are known, the password stands in a file of its own."""
    inventory = folder / "inventory"
    (inventory / "intent").mkdir(parents=True, exist_ok=True)
    settings = {"version": 1, "collect": {"connect_timeout_s": 20, "command_timeout_s": 30, "device_deadline_s": 120}}
    hosts = {
        name: {"hostname": "127.0.0.1", "port": port, "platform": "cisco_ios", "username": "netsop",
               "password": "file:password", "data": {"site": "fleet", "role": "office"}}
        for name, port in ports.items()
    }  # fmt: skip
    files: dict[str, object] = {
        "netsop.yaml": settings,
        "inventory/hosts.yaml": hosts,
        "inventory/groups.yaml": {},
        "inventory/defaults.yaml": {"port": 22},
        "inventory/intent/sites.yaml": [{"name": "fleet", "title": "Fleet", "kind": "pop"}],
    }
    for name, data in files.items():
        write_atomic(folder / name, f"{json.dumps(data, indent=1)}\n")
    known = "".join(f"[127.0.0.1]:{port} {public_key}\n" for port in ports.values())
    write_atomic(inventory / "known_hosts", known)
    write_atomic(folder / "password", f"{password}\n", mode=0o600)


def answers() -> dict[str, str]:
    """Command → what a router with a provider, a session and a few links prints; MODEL_DEVICE stands for its name."""
    laboratory = Laboratory(_design(), lambda: 0.0)
    line = terminal("cisco_ios")
    return {command: line.answer(laboratory, MODEL_DEVICE, command) for command in COMMANDS}


def _design() -> Design:
    hosts = {name: _host(name, number) for number, name in enumerate((MODEL_DEVICE, "far-router"), start=1)}
    links = [
        {
            "name": f"link-{number}", "kind": "fibre", "speed_mbps": 1000, "optics": "sfp-lx10",
            "a": _end(MODEL_DEVICE, number, 1), "b": _end("far-router", number, 2),
            "ospf": {"area": "0.0.0.1", "cost": 10},
        }
        for number in range(1, _PORTS)
    ]  # fmt: skip
    circuit = {
        "name": "uplink", "isp": "Example", "circuit_id": "X-1", "kind": "fibre", "device": MODEL_DEVICE,
        "interface": "GigabitEthernet0/0/0", "address": "198.51.100.2/30", "provider_address": "198.51.100.1",
        "provider_as": 64501, "speed_mbps": 1000, "bandwidth_mbps": 500, "latency_ms": 20, "loss_pct": 2,
    }  # fmt: skip
    session = {"name": "bgp-uplink", "protocol": "bgp", "device": MODEL_DEVICE, "peer": "198.51.100.1",
               "remote_as": 64501, "over": "uplink", "receives_default": True}  # fmt: skip
    intent = Intent.model_validate({"links": links, "circuits": [circuit], "sessions": [session]})
    return Design(hosts, intent, _lab())


def _end(device: str, number: int, side: int) -> dict[str, str]:
    return {"device": device, "interface": f"GigabitEthernet0/0/{number}", "address": f"10.1.{number}.{side}/30"}


def _host(name: str, number: int) -> Host:
    data = {"site": "fleet", "role": "office", "loopback": f"10.255.9.{number}", "local_as": 65010, "model": "ISR4331"}
    return Host.model_validate({"name": name, "hostname": "192.0.2.9", "platform": "cisco_ios", "data": data})


def _lab() -> Lab:
    internet = {"name": "internet", "as": 64999, "addresses": {"web": "203.0.113.80"}, "prefix": "203.0.113.0/24",
                "zone": {}}  # fmt: skip
    uplink = {"address": "100.64.1.2/30", "internet": "100.64.1.1/30"}
    provider = {"name": "isp", "circuit": "uplink", "as": 64501, "uplink": uplink}
    data = {"internet": internet, "providers": [provider], "aggregate": "10.0.0.0/8", "preferred": "uplink"}
    return Lab.model_validate(data)
