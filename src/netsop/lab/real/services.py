"""What runs on the nodes: routing, SSH, neighbour discovery, names, web; started and stopped one by one."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from netsop.errors import Broken
from netsop.lab.real.layout import NodeSpec
from netsop.lab.real.node import Node
from netsop.lab.real.poll import until

_FRR = Path("/usr/lib/frr")
_PYTHON = str(Path(sys.executable).resolve())  # not the one of a venv: that may lie in /tmp, which nodes do not see


class Services:
    """The services of one node."""

    def __init__(self, spec: NodeSpec, node: Node, log: Path) -> None:
        self._spec, self._node, self._log = spec, node, log

    def start_all(self) -> None:
        """Everything that this node runs, as at boot."""
        if self._spec.gateway:
            self._node.must(["ip", "route", "replace", "default", "via", self._spec.gateway])
        if self._spec.management:
            self.start("sshd")
        if self._spec.role != "host":
            self._start_routing()
        if self._spec.dns:
            self.start("dns")
        if self._spec.http:
            self.start("http")
        if self._spec.management:
            self._start_lldp()

    def start(self, service: str) -> None:
        """Start one service: ospfd, bgpd, sshd, dns, http. Raises Broken when it does not start."""
        match service:
            case "sshd":
                self._node.must(["/usr/sbin/sshd", "-f", "/run/node/sshd_config"])
            case "dns":
                records = [f"--address=/{name}/{address}" for name, address in self._spec.zone.items()]
                self._node.must(["dnsmasq", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--user=root",
                                 "--bind-interfaces", "--pid-file=/run/dns.pid",
                                 f"--listen-address={self._spec.dns}", *records])
            case "http":
                script = 'echo $$ >/run/http.pid; exec "$@"'
                server = [_PYTHON, "-m", "http.server", "80", "--bind", str(self._spec.http), "-d", "/run/home"]
                self._node.start(["sh", "-c", script, "sh", *server], self._log)
            case "ospfd" | "bgpd":
                self._start_daemon(service)
                self._node.must(["vtysh", "-d", service, "-b"])
            case _:
                raise Broken(f"no service is called {service!r}")

    def stop(self, service: str) -> None:
        """Kill one service. Raises Broken when it did not run."""
        place = {"ospfd": "/run/frr/ospfd.pid", "bgpd": "/run/frr/bgpd.pid"}.get(service, f"/run/{service}.pid")
        self._node.must(["sh", "-c", f"kill -KILL $(cat {place}) && rm {place}"])

    def _start_lldp(self) -> None:
        """Start neighbour discovery once the ports are up: lldpd would find later ones only after half a minute."""
        aliases = [f"link set dev {port.interface} alias {port.cable}" for port in self._spec.ports if port.cable]
        self._node.must(["ip", "-batch", "-"], text="\n".join(aliases) + "\n")
        with suppress(Broken):  # a port whose cable is cut stays down
            until(lambda: " state DOWN " not in self._node.must(["ip", "-o", "link", "show"]), "", seconds=3)
        self._node.must(["lldpd", "-I", "*,!mgmt0,!lo"])

    def _start_routing(self) -> None:
        self._node.must(["install", "-o", "frr", "-g", "frr", "/run/node/frr.conf", "/etc/frr/frr.conf"])
        ospf = ["ospfd"] if any(port.ospf for port in self._spec.ports) else []
        newer = ["mgmtd"] if (_FRR / "mgmtd").exists() else []
        for daemon in ["zebra", *newer, "staticd", *ospf, *(["bgpd"] if self._spec.peers else [])]:
            self._start_daemon(daemon)
        self._node.must(["vtysh", "-b"])

    def _start_daemon(self, daemon: str) -> None:
        self._node.must([str(_FRR / daemon), "-d", "-A", "127.0.0.1"])
