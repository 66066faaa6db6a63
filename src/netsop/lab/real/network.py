"""The running network: nodes, cables, services; power for each node; what of it is converged."""

from __future__ import annotations

import errno
import logging
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from netsop.errors import Broken
from netsop.lab.real import converged, files
from netsop.lab.real.kernel import network_of, open_tap, set_carrier, watch_links
from netsop.lab.real.layout import Layout, NodeSpec, port_mac
from netsop.lab.real.node import UPTIME_S, Node
from netsop.lab.real.poll import until
from netsop.lab.real.services import Services
from netsop.lab.real.truth import Truth
from netsop.lab.real.wire import Cable, Port, Wires

HOST_PORT = "netsop-lab0"
_AT_ONCE = 4
_LEAVING_S = 5
_LOG = logging.getLogger(__name__)
_LOOK_EVERY_S = 0.4
_CHANGE_S = 1.2


class Network:
    """Owns every node and cable. All of it ends with the process that holds it."""

    def __init__(self, layout: Layout, folder: Path, password: str) -> None:
        self.layout, self.folder = layout, folder
        self.password = password
        self.wires = Wires()
        self.nodes: dict[str, Node] = {}
        self._log = folder / "nodes.log"
        self._hash = files.password_hash(password)
        self._ports: dict[tuple[str, str], Port] = {}
        self._management: dict[str, int] = {}
        self._keys: dict[str, str] = {}

    def build(self) -> None:
        """Bring everything up; returns when all processes are started, before routing has converged."""
        self.wires.start()
        self._host_port()
        specs = list(self.layout.nodes.values())
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(self._boot, specs))
        self._keys = {spec.name: self._read_key(spec.name) for spec in specs if spec.management}
        for cable in self.layout.cables:
            self.wires.add(Cable(cable.name, Port(*cable.a), Port(*cable.b)))
        for spec in specs:
            self._open_ports(spec)
        Truth(self.wires, self.folder / "nodes", self.layout.optics()).start()
        with ThreadPoolExecutor(len(specs)) as pool:
            list(pool.map(lambda spec: self._services(spec.name).start_all(), specs))

    def waiting_for(self) -> list[str]:
        """What has not converged yet."""
        return list(self._missing(list(self.layout.nodes)).values())

    def wait_converged(self, *, seconds: float) -> None:
        """Return when the whole network is as its intent declares. Raises Broken, naming what is not.

        Only nodes that were not ready are asked again, so that asking does not hold up what it asks for; all of
        them are looked at once more in the end.
        """
        end = time.monotonic() + seconds
        pending: dict[str, str] = dict.fromkeys(self.layout.nodes, "")
        while True:
            pending = self._missing(list(pending)) or self._missing(list(self.layout.nodes))
            if not pending:
                return
            words = "; ".join(pending.values())
            _LOG.info("waiting for %s", words)
            if time.monotonic() > end:
                raise Broken(f"the network did not converge within {seconds:g} s: {words}")
            time.sleep(_LOOK_EVERY_S)

    def _missing(self, names: list[str]) -> dict[str, str]:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            specs = self.layout.nodes
            found = pool.map(lambda name: converged.missing(specs[name], self.nodes[name], specs), names)
            return {name: word for name, word in zip(names, found, strict=True) if word}

    def host_key(self, name: str) -> str:
        """The host key (base64) that a node had at the start: the known one."""
        return self._keys[name]

    def start_service(self, node: str, service: str) -> None:
        """Start a service of a node."""
        self._services(node).start(service)

    def stop_service(self, node: str, service: str) -> None:
        """Kill a service of a node."""
        self._services(node).stop(service)

    def settle(self, *, seconds: float) -> None:
        """Return when ports and routes have stopped changing: the kernel tells a lost carrier a second late, and
        routing needs a moment to go another way. Raises Broken when they do not stop."""
        pictures: list[dict[str, str]] = []

        def still() -> bool:
            if pictures:
                time.sleep(_CHANGE_S)
            pictures.append(self._picture())
            return len(pictures) > 1 and pictures[-1] == pictures[-2]

        until(still, "ports or routes keep changing", seconds=seconds)

    def _picture(self) -> dict[str, str]:
        alive = [name for name in self.nodes if self.powered(name)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            shown = pool.map(lambda name: self.nodes[name].run(["sh", "-c", "ip -br link; ip route"]).stdout, alive)
            return dict(zip(alive, shown, strict=True))

    def powered(self, name: str) -> bool:
        """Whether a node has power."""
        return self.nodes[name].alive

    def power_off(self, name: str) -> None:
        """Take a node's power."""
        self.wires.unwatch(name)
        for (node, _), port in self._ports.items():
            if node == name:
                self._close(port.descriptor)
                port.descriptor = -1
        if name in self._management:
            self._close(self._management.pop(name))
        self.nodes[name].kill()

    def power_on(self, name: str, *, uptime_s: int = UPTIME_S) -> None:
        """Give a node its power again; it boots with its saved configuration."""
        spec = self.layout.nodes[name]
        self._boot(spec, uptime_s=uptime_s)
        self._open_ports(spec)
        self._services(name).start_all()

    def end(self) -> None:
        """End every node."""
        for node in self.nodes.values():
            with suppress(OSError):
                node.kill()

    def _read_key(self, name: str) -> str:
        return (self.folder / "nodes" / name / "host_key.pub").read_text(encoding="ascii").split()[1]

    def _services(self, name: str) -> Services:
        return Services(self.layout.nodes[name], self.nodes[name], self._log)

    def _host_port(self) -> None:
        """The laboratory's foot in this machine: one port in the management network."""
        addresses = [node.management for node in self.layout.nodes.values() if node.management]
        own = f"{addresses[0].rpartition('.')[0]}.254/24"
        descriptor = until(_host_port, f"a real laboratory runs on this machine already: the port {HOST_PORT} is taken",
                           seconds=_LEAVING_S)
        set_carrier(descriptor, 1)
        subprocess.run(["ip", "-batch", "-"], check=True, capture_output=True, text=True,
                       input=f"address add {own} dev {HOST_PORT}\nlink set {HOST_PORT} up\n")
        self.wires.add_to_segment("host", descriptor)

    def _boot(self, spec: NodeSpec, *, uptime_s: int = UPTIME_S) -> None:
        script = files.write_node_files(self.folder / "nodes" / spec.name, spec, self.layout, self._hash)
        self.nodes[spec.name] = Node(spec.name, script, self._log, booted_s=uptime_s)

    def _open_ports(self, spec: NodeSpec) -> None:
        node = self.nodes[spec.name]
        with network_of(node.pid):
            self.wires.watch(spec.name, watch_links())
            for port in spec.ports:
                self._ports[(spec.name, port.interface)] = self._plug(spec.name, port.interface)
            if spec.management:
                descriptor = self._management[spec.name] = open_tap("mgmt0")
                set_carrier(descriptor, 1)
                self.wires.add_to_segment(spec.name, descriptor)
        commands = [f"link set {name} address {port_mac(spec.name, name)}" for name in self._names(spec)]
        commands += [f"address add {port.address} dev {port.interface}" for port in spec.ports]
        commands += [f"address add {address} dev lo" for address in spec.loopbacks]
        if spec.management:
            commands += [f"address add {spec.management}/24 dev mgmt0", "link set mgmt0 up"]
        commands += [f"link set {port.interface} up" for port in spec.ports]
        node.must(["ip", "-batch", "-"], text="\n".join(commands) + "\n")
        for port in spec.ports:
            if port.cable is None:  # the kernel tells a port's state only once its carrier has changed
                descriptor = self._ports[(spec.name, port.interface)].descriptor
                set_carrier(descriptor, 0)
                set_carrier(descriptor, 1)

    def _names(self, spec: NodeSpec) -> list[str]:
        return [port.interface for port in spec.ports] + (["mgmt0"] if spec.management else [])

    def _plug(self, node: str, interface: str) -> Port:
        """Open a port and put it on its cable; an office's own network has none and is held up."""
        descriptor = open_tap(interface)
        port = self.wires.port(node, interface)
        set_carrier(descriptor, 0 if port else 1)
        if port is None:
            return Port(node, interface, descriptor)
        port.descriptor = descriptor
        self.wires.plug_in(port)
        return port

    def _close(self, descriptor: int) -> None:
        self.wires.remove(descriptor)
        with suppress(OSError):
            os.close(descriptor)


def _host_port() -> int | None:
    """The port, or None while a laboratory that was just ended still holds it. Raises Broken for what will not pass."""
    try:
        return open_tap(HOST_PORT)
    except OSError as error:
        if error.errno == errno.EBUSY:
            return None
        what = f"a network port cannot be made: {error.strerror}"
        raise Broken(what, do="see that /dev/net/tun can be opened") from error
