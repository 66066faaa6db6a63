"""The running network: nodes, cables, services; power for each node; what of it is converged."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from netsop.lab.real import files
from netsop.lab.real.kernel import open_tap, set_carrier
from netsop.lab.real.layout import Layout, NodeSpec
from netsop.lab.real.node import Node
from netsop.lab.real.wire import Cable, Port, Wires, update_carrier

HOST_PORT = "netsop-lab0"
_TRUTH_EVERY_S = 0.3
_FRR = "/usr/lib/frr"
_NO_LIGHT = -40.0
_GOOD_LIGHT = -6.0


class Network:
    """Owns every node and cable. All of it ends with the process that holds it."""

    def __init__(self, layout: Layout, folder: Path, password_hash: str) -> None:
        self.layout, self.folder, self.password_hash = layout, folder, password_hash
        self.log = folder / "nodes.log"
        self.wires = Wires()
        self.nodes: dict[str, Node] = {}
        self.management: dict[str, int] = {}
        self._ports: dict[tuple[str, str], Port] = {}
        self._lock = threading.Lock()

    # -- building ----------------------------------------------------------------------------------------------

    def build(self) -> None:
        """Bring everything up; returns when all processes are started, before routing has converged."""
        self.wires.start()
        self._host_port()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(self._boot, self.layout.nodes.values()))
        for spec in self.layout.nodes.values():
            self._open_ports(spec)
        for cable in self.layout.cables:
            self.wires.add(Cable(cable.name, self._ports[cable.a], self._ports[cable.b]))
            self.refresh(cable.name)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(self.start_services, self.layout.nodes.values()))
        threading.Thread(target=self._tell_truth, daemon=True, name="truth").start()

    def _host_port(self) -> None:
        """The laboratory's foot in this machine: one port in the management network."""
        addresses = [node.management for node in self.layout.nodes.values() if node.management]
        network = addresses[0].rpartition(".")[0]
        descriptor = open_tap(HOST_PORT)
        set_carrier(descriptor, 1)
        for command in (["ip", "address", "add", f"{network}.254/24", "dev", HOST_PORT], ["ip", "link", "set", HOST_PORT, "up"]):
            _run(command)
        self.wires.add_to_segment("host", descriptor)

    def _boot(self, spec: NodeSpec) -> None:
        script = files.write_node_files(self.folder / "nodes" / spec.name, spec, self.layout, self.password_hash)
        self.nodes[spec.name] = Node(spec.name, script, self.log)

    def _open_ports(self, spec: NodeSpec) -> None:
        node = self.nodes[spec.name]
        for port in spec.ports:
            descriptor = node.tap(port.interface)
            known = self._ports.get((spec.name, port.interface))
            if known:
                known.descriptor = descriptor
            else:
                light = _GOOD_LIGHT if port.optics else math.nan
                self._ports[(spec.name, port.interface)] = Port(spec.name, port.interface, descriptor, rx_dbm=light)
            if port.cable is None:
                set_carrier(descriptor, 1)
        commands = [f"address add {port.address} dev {port.interface}\nlink set {port.interface} up" for port in spec.ports]
        commands += [f"address add {address} dev lo" for address in spec.loopbacks]
        if spec.management:
            descriptor = node.tap("mgmt0")
            set_carrier(descriptor, 1)
            self.management[spec.name] = descriptor
            self.wires.add_to_segment(spec.name, descriptor)
            commands += [f"address add {spec.management}/24 dev mgmt0", "link set mgmt0 up"]
        node.must(["ip", "-batch", "-"], text="\n".join(commands) + "\n")

    # -- services ----------------------------------------------------------------------------------------------

    def start_services(self, spec: NodeSpec) -> None:
        """Start what runs on a node: routing, SSH, neighbours, names, web."""
        node = self.nodes[spec.name]
        if spec.gateway:
            node.must(["ip", "route", "replace", "default", "via", spec.gateway])
        if spec.role != "host":
            self.start_routing(spec)
        if spec.management:
            node.must(["/usr/sbin/sshd", "-f", "/run/node/sshd_config"])
        node.start(["lldpd", "-d", "-I", "*,!mgmt0,!lo", "-D", "/run/lldpd.sock", "-u", "/run/lldpd.socket"], self.log)
        if spec.dns:
            self.start_dns(spec)
        if spec.http:
            self.start_http(spec)

    def start_routing(self, spec: NodeSpec) -> None:
        """Start the FRR daemons that a node needs, and load its configuration."""
        node = self.nodes[spec.name]
        node.must(["cp", "/run/node/frr.conf", "/etc/frr/frr.conf"])
        node.must(["chown", "frr:frr", "/etc/frr/frr.conf"])
        for daemon in self.daemons(spec):
            node.must([f"{_FRR}/{daemon}", "-d", "-A", "127.0.0.1"])
        node.must(["vtysh", "-b"])

    def daemons(self, spec: NodeSpec) -> list[str]:
        """The FRR daemons of a node."""
        ospf = ["ospfd"] if any(port.ospf for port in spec.ports) else []
        return ["zebra", "staticd", *ospf, *(["bgpd"] if spec.peers else [])]

    def start_dns(self, spec: NodeSpec) -> None:
        """Start a node's name server."""
        records = [f"--address=/{name}/{address}" for name, address in spec.zone.items()]
        self.nodes[spec.name].start(
            ["dnsmasq", "-k", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--user=root", "--bind-interfaces",
             "--pid-file=/run/dnsmasq.pid", f"--listen-address={spec.dns}", *records], self.log)

    def start_http(self, spec: NodeSpec) -> None:
        """Start a node's web server."""
        self.nodes[spec.name].start(
            [sys.executable, "-m", "http.server", "80", "--bind", str(spec.http), "--directory", "/run/home"], self.log)

    # -- cables and power --------------------------------------------------------------------------------------

    def port(self, node: str, interface: str) -> Port:
        """A port by its node and interface. Raises KeyError."""
        return self._ports[(node, interface)]

    def refresh(self, cable: str) -> None:
        """Make carrier and light follow what has become of a cable."""
        wire = self.wires.cables[cable]
        update_carrier(wire)
        for port, far in ((wire.a, wire.b), (wire.b, wire.a)):
            if not math.isnan(port.rx_dbm):
                port.rx_dbm = _NO_LIGHT if wire.cut or not far.enabled else _GOOD_LIGHT
            files.write_wire_truth(self.folder / "nodes" / port.node, port)

    def _tell_truth(self) -> None:
        told: dict[tuple[str, str], int] = {}
        pause = threading.Event()
        while not pause.wait(_TRUTH_EVERY_S):
            for key, port in self._ports.items():
                if told.get(key) != port.crc_errors:
                    told[key] = port.crc_errors
                    files.write_wire_truth(self.folder / "nodes" / port.node, port)

    def cables_of(self, node: str) -> list[Cable]:
        """The cables that end on a node."""
        return [cable for cable in self.wires.cables.values() if node in {cable.a.node, cable.b.node}]

    def power_off(self, name: str) -> None:
        """Take a node's power."""
        self.nodes[name].kill()
        for port in [port for key, port in self._ports.items() if key[0] == name]:
            port.enabled = False
            self._close(port.descriptor)
        if name in self.management:
            self._close(self.management.pop(name))
        for cable in self.cables_of(name):
            self.refresh(cable.name)

    def _close(self, descriptor: int) -> None:
        self.wires.remove(descriptor)
        with suppress(OSError):
            os.close(descriptor)

    def power_on(self, name: str) -> None:
        """Give a node its power again; it boots with its saved configuration."""
        spec = self.layout.nodes[name]
        self._boot(spec)
        self._open_ports(spec)
        for port in [port for key, port in self._ports.items() if key[0] == name]:
            port.enabled = True
        for cable in self.cables_of(name):
            self.wires.plug_in(cable)
            self.refresh(cable.name)
        self.start_services(spec)

    def end(self) -> None:
        """End every node."""
        for node in self.nodes.values():
            with suppress(OSError):
                node.kill()

    # -- convergence -------------------------------------------------------------------------------------------

    def waiting_for(self) -> str:
        """What has not converged yet, or empty."""
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(self._node_waiting_for, self.layout.nodes.values()))
        return next((word for word in found if word), "")

    def _node_waiting_for(self, spec: NodeSpec) -> str:
        node = self.nodes[spec.name]
        expected = sum(1 for port in spec.ports if port.ospf)
        if expected and _full(node.run(["vtysh", "-c", "show ip ospf neighbor json"]).stdout) < expected:
            return f"{spec.name}: OSPF adjacencies"
        if spec.peers and _established(node.run(["vtysh", "-c", "show bgp ipv4 unicast summary json"]).stdout) < len(spec.peers):
            return f"{spec.name}: BGP sessions"
        if spec.role in {"router", "host"} and not node.run(["ip", "route", "show", "default"]).stdout:
            return f"{spec.name}: a default route"
        if spec.role == "host":
            return self._services_waiting_for(spec)
        return ""

    def _services_waiting_for(self, spec: NodeSpec) -> str:
        node = self.nodes[spec.name]
        for other in self.layout.nodes.values():
            if other.dns and other.name != spec.name:
                name = next(iter(other.zone))
                if not node.run(["dig", "+short", "+time=1", "+tries=1", f"@{other.dns}", name, "A"]).stdout.strip():
                    return f"{spec.name}: {name} from {other.name}"
            if other.http and other.name != spec.name:
                done = node.run(["curl", "-s", "-o", "/dev/null", "-m", "2", f"http://{other.http}/"])
                if done.returncode:
                    return f"{spec.name}: the web server of {other.name}"
        return ""


def _full(text: str) -> int:
    neighbors = _json(text).get("neighbors", {})
    rows = [row for rows in neighbors.values() for row in rows] if isinstance(neighbors, dict) else []
    return sum(1 for row in rows if str(row.get("nbrState", row.get("state", ""))).startswith("Full"))


def _established(text: str) -> int:
    peers = _json(text).get("peers", {})
    return sum(1 for peer in peers.values() if peer.get("state") == "Established" and peer.get("pfxRcd", 0) > 0)


def _json(text: str) -> Any:
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
