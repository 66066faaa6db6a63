"""The process that is the laboratory: first of its own process namespace, so that its end is the end of everything.

Run as `python -m netsop.lab.real.supervisor ROOT`; answers on .netsop/lab/control.sock until `down`.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import signal
import sys
import threading
from pathlib import Path

from netsop.durable import write_atomic
from netsop.errors import Broken, NetsopError, Refused
from netsop.lab.real.layout import Layout, lay_out, linux_name
from netsop.lab.real.network import Network
from netsop.lab.real.operations import Operations
from netsop.lab.serve import serve
from netsop.model.intent import Port
from netsop.model.lab import Overlay, OverlayHost
from netsop.workspace.lab import read_lab
from netsop.workspace.overlay import read_overlay
from netsop.workspace.root import open_workspace

_NEEDED = {
    "unshare": "util-linux", "nsenter": "util-linux", "ip": "iproute2", "vtysh": "frr", "sshd": "openssh-server",
    "ssh-keygen": "openssh-client", "lldpd": "lldpd", "dnsmasq": "dnsmasq-base", "ping": "iputils-ping",
    "dig": "bind9-dnsutils", "curl": "curl", "traceroute": "traceroute", "ethtool": "ethtool",
}  # fmt: skip
_CONVERGE_S = 90


def main() -> int:  # noqa: RET503  (the last call replaces the process)
    """Entry point: first outside, then again as process 1 of the new namespace."""
    if sys.argv[1] == "--inside":
        return _inside(Path(sys.argv[2]), int(sys.argv[3]))
    root = Path(sys.argv[1]).resolve()
    running = read_overlay(root)
    if running:
        raise Refused(f"the {running.laboratory} laboratory runs already", do="end it with: netsop lab down")
    _check_machine()
    again = [sys.executable, "-m", "netsop.lab.real.supervisor", "--inside", str(root), str(os.getpid())]
    os.execvp("unshare", ["unshare",  # noqa: S606  (no shell is wanted)
                           "--fork", "--pid", "--mount", "--mount-proc", "--propagation", "private",
                          "--kill-child=SIGKILL", *again])  # fmt: skip


def _check_machine() -> None:
    if os.geteuid() != 0:
        raise Broken("the real laboratory needs root", do="run it as root, or use the simulated one: netsop lab up")
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    missing = sorted({package for program, package in _NEEDED.items() if not shutil.which(program, path=path)})
    if missing:
        raise Broken("programs are missing", do=f"apt-get install {' '.join(missing)}")


def _inside(root: Path, outer_pid: int) -> int:
    folder = root / ".netsop" / "lab"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "nodes", ignore_errors=True)
    os.environ["PATH"] = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    threading.excepthook = _end_broken
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("netsop").setLevel(logging.INFO)
    layout = lay_out(open_workspace(root, overlay=False), read_lab(root))
    password = secrets.token_urlsafe(18)
    write_atomic(folder / "password", password + "\n", mode=0o600)
    network = Network(layout, folder, password)
    network.build()
    network.wait_converged(seconds=_CONVERGE_S)
    _write_known_hosts(network, folder)
    serve(folder / "control.sock", Operations(network), ready=lambda: _write_overlay(layout, folder, outer_pid))
    (folder / "overlay.yaml").unlink(missing_ok=True)
    network.end()
    os._exit(0)


def _end_broken(problem: threading.ExceptHookArgs) -> None:
    """A laboratory whose cables no longer carry is worse than none."""
    threading.__excepthook__(problem)
    os._exit(1)


def _write_known_hosts(network: Network, folder: Path) -> None:
    managed = [node for node in network.layout.nodes.values() if node.management]
    lines = [f"{node.management} ssh-ed25519 {network.host_key(node.name)}\n" for node in managed]
    write_atomic(folder / "known_hosts", "".join(lines))


def _write_overlay(layout: Layout, folder: Path, pid: int) -> None:
    hosts = {
        name: OverlayHost(
            hostname=str(host.hostname),
            port=22,
            platform="linux" if host.data.gateway else "frr",
            username=layout.lab.credentials.username,
            password="file:.netsop/lab/password",  # noqa: S106  (a reference)
            interfaces={port.interface: linux_name(port.interface) for port in _ports(layout, name)},
        )
        for name, host in layout.workspace.hosts.items()
    }
    overlay = Overlay(laboratory="real", pid=pid, control=".netsop/lab/control.sock",
                      known_hosts=".netsop/lab/known_hosts", hosts=hosts)  # fmt: skip
    write_atomic(folder / "overlay.yaml", overlay.model_dump_json(indent=1) + "\n")


def _ports(layout: Layout, device: str) -> list[Port]:
    intent = layout.workspace.intent
    found = [port for link in intent.links for port in link.ends]
    found += [circuit.port for circuit in intent.circuits]
    found += [site.lan for site in intent.sites if site.lan]
    return [port for port in found if port.device == device]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NetsopError as error:
        sys.stderr.write(f"netsop: {error}\n")
        sys.exit(error.exit_code)
