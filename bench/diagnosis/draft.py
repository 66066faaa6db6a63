"""A network on the drawing board: devices, cables, providers and services, written down as a workspace."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

import yaml

Entry = dict[str, Any]

INTERNET_WEB, INTERNET_DNS = "203.0.113.80", "203.0.113.53"
OPTICS = "sfp-lx10"
_BUDGETS: Entry = {
    "optics": {OPTICS: {"rx_min_dbm": -19.0, "rx_max_dbm": -3.0, "tx_min_dbm": -9.5, "tx_max_dbm": -3.0}},
    "errors": {"max_per_s": 0.5},
    "ping": {"max_loss_pct": 10.0},
    "resources": {"cpu_pct": 90, "memory_pct": 92, "disk_pct": 90, "temperature_c": 75},
}
_SMALL_MANAGEMENT = IPv4Network("172.31.250.0/24")  # the real laboratory has one segment for it
_LARGE_MANAGEMENT = IPv4Network("172.16.0.0/13")
_LOOPBACKS, _CABLES, _LANS = IPv4Network("10.64.0.0/16"), IPv4Network("10.16.0.0/12"), IPv4Network("10.128.0.0/9")
_CIRCUITS = [*IPv4Network("198.51.100.0/24").subnets(new_prefix=30)]
_PORTS = {
    "cisco_ios": ("GigabitEthernet0/0/{}", "GigabitEthernet0/0/{}", 0),
    "mikrotik_routeros": ("sfp-sfpplus{}", "ether{}", 1),
    "frr": ("eth{}", "eth{}", 1),
    "linux": ("eth{}", "eth{}", 1),
}
"""Platform → the names of its optical and its copper ports, and the first number."""


@dataclass(frozen=True, slots=True)
class Cable:
    """What a link between two routers is like."""

    cost: int
    area: str = "0.0.0.0"
    hello_s: int = 2
    dead_s: int = 8
    optical: bool = True
    conduit: str = ""
    speed_mbps: int = 1000


@dataclass(slots=True)
class Draft:
    """A network as it is drawn. Everything that is free is chosen by `rng`."""

    rng: random.Random
    large: bool = False
    hosts: dict[str, Entry] = field(default_factory=dict)
    sites: dict[str, Entry] = field(default_factory=dict)
    links: list[Entry] = field(default_factory=list)
    circuits: list[Entry] = field(default_factory=list)
    sessions: list[Entry] = field(default_factory=list)
    services: list[Entry] = field(default_factory=list)
    providers: list[Entry] = field(default_factory=list)
    servers: dict[str, Entry] = field(default_factory=dict)
    local_as: int = 65010
    _used: set[int] = field(default_factory=set)
    _ports: Counter[tuple[str, str]] = field(default_factory=Counter)

    def site(self, name: str, kind: str) -> None:
        """A place with a feed of its own."""
        self.sites[name] = {"name": name, "title": name.capitalize(), "kind": kind, "power": f"feed {name}"}

    def router(self, name: str, platform: str, role: str, site: str) -> None:
        """A router."""
        data = {"site": site, "role": role, "loopback": str(self._address(_LOOPBACKS)), "model": platform}
        self.hosts[name] = {"hostname": self._management(), "platform": platform, "data": data}

    def computer(self, name: str, role: str, router: str) -> str:
        """A server at a router's site, on a cable of its own; returns its address."""
        network = self._network(_LANS, 24)
        gateway, address = network.network_address + 1, network.network_address + 10
        site = self.hosts[router]["data"]["site"]
        data = {"site": site, "role": role, "gateway": str(gateway), "model": "server"}
        self.hosts[name] = {"hostname": self._management(), "platform": "linux", "data": data}
        near = {"device": router, "interface": self._port(router, optical=False), "address": f"{gateway}/24"}
        far = {"device": name, "interface": self._port(name, optical=False), "address": f"{address}/24"}
        self.links.append({"name": f"{router}-{name}", "kind": "copper", "a": near, "b": far, "speed_mbps": 1000})
        return str(address)

    def link(self, one: str, other: str, cable: Cable) -> str:
        """A cable between two routers; returns its name."""
        network = self._network(_CABLES, 30)
        taken = sum(1 for link in self.links if {link["a"]["device"], link["b"]["device"]} == {one, other})
        name = f"{one}-{other}" if not taken else f"{one}-{other}-{taken + 1}"
        ends = {
            end: {"device": device, "interface": self._port(device, optical=cable.optical), "address": f"{at}/30"}
            for end, device, at in zip("ab", (one, other), network.hosts(), strict=True)
        }
        entry: Entry = {"name": name, "kind": "fibre" if cable.optical else "copper", **ends}
        entry |= {"speed_mbps": cable.speed_mbps, "mtu": 1500}
        if cable.optical:
            entry["optics"] = OPTICS
        if cable.conduit:
            entry["conduit"] = cable.conduit
        entry["ospf"] = {"area": cable.area, "cost": cable.cost, "hello_s": cable.hello_s, "dead_s": cable.dead_s}
        self.links.append(entry)
        return name

    def office_network(self, router: str) -> None:
        """The network of the people at a router's site."""
        address = self._network(_LANS, 24).network_address + 1
        port = {"device": router, "interface": self._port(router, optical=False), "address": f"{address}/24"}
        self.sites[self.hosts[router]["data"]["site"]]["lan"] = port

    def provider(self, name: str, router: str) -> None:
        """A provider whose circuit ends on a router, and the session over it."""
        number = len(self.providers) + 1
        theirs, ours = _CIRCUITS[self.rng.randrange(8) + 8 * number].hosts()
        provider_as, circuit = 64500 + number, f"{name}-line"
        self.hosts[router]["data"]["local_as"] = self.local_as
        self.circuits.append({
            "name": circuit, "isp": f"PT {name.capitalize()}", "circuit_id": f"{name.upper()}-{number:04}",
            "kind": "fibre", "device": router, "interface": self._port(router, optical=True), "address": f"{ours}/30",
            "provider_address": str(theirs), "provider_as": provider_as, "speed_mbps": 1000, "optics": OPTICS,
            "bandwidth_mbps": self.rng.choice((100, 200, 500)), "latency_ms": 20, "loss_pct": 2,
        })  # fmt: skip
        self.sessions.append({"name": f"bgp-{router}-{name}", "protocol": "bgp", "device": router,
                              "peer": str(theirs), "remote_as": provider_as, "over": circuit,
                              "receives_default": True})  # fmt: skip
        uplink = {"address": f"100.64.{number}.2/30", "internet": f"100.64.{number}.1/30"}
        self.providers.append({"name": name, "circuit": circuit, "as": provider_as, "uplink": uplink})

    def world_services(self, near: list[str], clever: list[str]) -> None:
        """What lies behind the providers. near: devices that ping; clever: those that ask for names and pages too."""
        base: Entry = {"beyond": "internet"}
        self._service(base, "internet-reach", "ping", INTERNET_WEB, near)
        self._service(base, "internet-dns", "dns", INTERNET_DNS, clever, query="www.example.net", expect=INTERNET_WEB)
        self._service(base, "internet-web", "http", INTERNET_WEB, clever, port=80, path="/", expect="200")

    def own_services(self, name: str, server: str, address: str, near: list[str], clever: list[str]) -> None:
        """What a server of ours offers."""
        base, query = {"on": server}, f"{name}.office.example"
        self._service(base, f"{name}-reach", "ping", address, near)
        self._service(base, f"{name}-dns", "dns", address, clever, query=query, expect=address)
        self._service(base, f"{name}-web", "http", address, clever, port=80, path="/", expect="200")
        self.servers[server] = {"dns_zone": {query: address}, "http": 80}

    def _service(self, base: Entry, name: str, kind: str, target: str, vantages: list[str], **rest: Any) -> None:
        title = name.replace("-", " ").capitalize()
        entry = {"name": name, "kind": kind, "title": title, "target": target, **rest, **base, "vantages": vantages}
        self.services.append(entry)

    def _port(self, device: str, *, optical: bool) -> str:
        light, copper, first = _PORTS[self.hosts[device]["platform"]]
        pattern = light if optical else copper
        number = first + self._ports[device, pattern]
        self._ports[device, pattern] += 1
        return pattern.format(number)

    def _management(self) -> str:
        pool = _LARGE_MANAGEMENT if self.large else _SMALL_MANAGEMENT
        return str(pool.network_address + len(self.hosts) + 1)

    def _address(self, pool: IPv4Network) -> IPv4Address:
        return self._network(pool, 32).network_address

    def _network(self, pool: IPv4Network, length: int) -> IPv4Network:
        """A free piece of a pool."""
        while True:
            step = 1 << (32 - length)
            first = int(pool.network_address) + step * self.rng.randrange(1, pool.num_addresses // step)
            if first not in self._used:
                self._used.add(first)
                return IPv4Network((first, length))

    def files(self) -> dict[str, Any]:
        """Path → content of every file of the workspace."""
        internet = {"name": "internet", "as": 64999, "addresses": {"dns": INTERNET_DNS, "web": INTERNET_WEB},
                    "prefix": "203.0.113.0/24", "zone": {"www.example.net": INTERNET_WEB}}  # fmt: skip
        lab = {"internet": internet, "providers": self.providers, "aggregate": "10.0.0.0/8",
               "preferred": self.providers[0]["circuit"], "servers": self.servers}  # fmt: skip
        intent = {"sites": list(self.sites.values()), "links": self.links, "circuits": self.circuits,
                  "sessions": self.sessions, "services": self.services, "budgets": _BUDGETS}  # fmt: skip
        return {
            "netsop.yaml": {"version": 1, "office": "Bench", "language": "en", "collect": _COLLECT},
            "inventory/hosts.yaml": self.hosts,
            "inventory/groups.yaml": {},
            "inventory/defaults.yaml": {"port": 22, "username": "netsop", "password": "env:NETSOP_PASSWORD"},
            "inventory/lab.yaml": lab,
            **{f"inventory/intent/{kind}.yaml": entries for kind, entries in intent.items()},
        }

    def write(self, folder: Path) -> None:
        """Write the workspace."""
        for name, data in self.files().items():
            write_yaml(folder / name, data)


_COLLECT = {"workers": 50, "connect_timeout_s": 10, "command_timeout_s": 30, "device_deadline_s": 90}


class _Plain(yaml.SafeDumper):
    """Without anchors: netsop reads none."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - its signature
        """Nothing is an alias."""
        return True


def write_yaml(path: Path, data: Any) -> None:
    """Write data as plain YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
