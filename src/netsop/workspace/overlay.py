"""While a laboratory runs, it stands in for the network: how devices are reached, and their ports' names."""

from __future__ import annotations

import os
from pathlib import Path

from netsop import yamlfile
from netsop.errors import InvalidInput, NotFound, Where
from netsop.model.host import Host
from netsop.model.intent import Intent, Port
from netsop.model.lab import Overlay, OverlayHost

FILE = ".netsop/lab/overlay.yaml"


def read_overlay(root: Path) -> Overlay | None:
    """What the running laboratory says; None when none runs. Raises InvalidInput when its file is damaged."""
    try:
        document = yamlfile.read(root / FILE, root=root)
    except NotFound:
        return None
    overlay = yamlfile.validate(Overlay, document)
    return overlay if alive(overlay.pid) else None


def alive(pid: int) -> bool:
    """Whether a process of this number runs (one that has ended and waits to be collected does not)."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    except OverflowError:
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True  # no /proc to ask
    return not state.rpartition(")")[2].lstrip().startswith("Z")


def apply(hosts: dict[str, Host], intent: Intent, overlay: Overlay) -> tuple[dict[str, Host], Intent]:
    """Hosts and intent as the laboratory has them. Raises InvalidInput when a host is not in the laboratory:

    while one runs, no real device is ever asked.
    """
    missing = sorted(set(hosts) - set(overlay.hosts))
    if missing:
        raise InvalidInput(
            f"the running laboratory has no {', '.join(missing)}",
            where=Where(file=FILE),
            do="start it again: `netsop lab down`, `netsop lab up`",
        )
    stand_ins = {name: _host(host, overlay.hosts[name]) for name, host in hosts.items()}
    return stand_ins, _intent(intent, overlay)


def _host(host: Host, stand_in: OverlayHost) -> Host:
    update = {
        "hostname": stand_in.hostname,
        "port": stand_in.port,
        "platform": stand_in.platform or host.platform,
        "username": stand_in.username,
        "password": stand_in.password,
    }
    return host.model_copy(update=update)


def _intent(intent: Intent, overlay: Overlay) -> Intent:
    def port(declared: Port) -> Port:
        return declared.model_copy(update={"interface": renamed(declared.device, declared.interface)})

    def renamed(device: str, interface: str) -> str:
        stand_in = overlay.hosts.get(device)
        return stand_in.interfaces.get(interface, interface) if stand_in else interface

    return intent.model_copy(update={
        "links": tuple(
            link.model_copy(update={"a": port(link.a), "b": port(link.b)}) for link in intent.links
        ),
        "circuits": tuple(
            circuit.model_copy(update={"interface": renamed(circuit.device, circuit.interface)})
            for circuit in intent.circuits
        ),
        "sites": tuple(
            site.model_copy(update={"lan": port(site.lan)}) if site.lan else site for site in intent.sites
        ),
    })
