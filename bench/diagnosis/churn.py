"""What goes on in a healthy network while it is looked at: nothing, load, harmless changes, announced work."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

from netsop import clock
from netsop.lab.real.layout import linux_name
from netsop.model.intent import Maintenance

from .laboratory import Laboratory
from .plan import Injection

Works = tuple[Maintenance, ...]
_LOAD = (
    "ping -q -i 0.01 -s 1200 {target} >/dev/null 2>&1 & echo $! >/run/churn.pid; "
    "(while test -e /run/churn.pid; do curl -s -m 2 -o /dev/null http://{target}/; sleep 0.1; done) >/dev/null 2>&1 &"
)


@contextmanager
def nothing(lab: Laboratory, rng: random.Random) -> Iterator[Works]:
    """Nothing at all."""
    del lab, rng
    yield ()


@contextmanager
def other_clients(lab: Laboratory, rng: random.Random) -> Iterator[Works]:
    """Somebody else asks all devices at the same time."""
    del rng
    command = [sys.executable, "-m", "netsop", "-w", str(lab.root), "sweep"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        yield ()


@contextmanager
def load(lab: Laboratory, rng: random.Random) -> Iterator[Works]:
    """Pings of full size and transfers, from several devices, to a server of ours."""
    workspace = lab.workspace()
    services = [service for service in workspace.intent.services if service.kind == "http" and service.on]
    service = rng.choice(services)
    senders = rng.sample(sorted(set(workspace.hosts) - {service.on or ""}), 3)
    for name in senders:
        lab.execute(name, "sh", "-c", _LOAD.format(target=service.target))
    try:
        yield ()
    finally:
        for name in senders:
            lab.execute(name, "sh", "-c", "kill $(cat /run/churn.pid); rm -f /run/churn.pid")


@contextmanager
def harmless_change(lab: Laboratory, rng: random.Random) -> Iterator[Works]:
    """A port gets another description."""
    port = rng.choice([port for link in lab.workspace().intent.links if link.ospf for port in link.ends])
    words = ("configure terminal", f"interface {linux_name(port.interface)}", "description moved to rack 3")
    lab.execute(port.device, "vtysh", *(part for line in words for part in ("-c", line)))
    yield ()


def _announced(fault: str) -> Callable[[Laboratory, random.Random], AbstractContextManager[Works]]:
    @contextmanager
    def work(lab: Laboratory, rng: random.Random) -> Iterator[Works]:
        hosts = lab.workspace().hosts
        device = rng.choice(sorted(name for name, host in hosts.items() if host.data.role == "office"))
        now = clock.now()
        window = {"start": now - timedelta(minutes=10), "end": now + timedelta(hours=1)}
        works = (Maintenance(name="planned", component=f"device:{device}", by="us", **window),)
        lab.inject(Injection(fault, f"device:{device}"))
        yield works

    return work


Churn = Callable[[Laboratory, random.Random], AbstractContextManager[Works]]
CHURNS: dict[str, dict[str, Churn]] = {
    "simulated": {
        "nothing": nothing, "other-clients": other_clients, "announced-reboot": _announced("device-rebooted"),
        "announced-off": _announced("device-down"),
    },
    "real": {
        "nothing": nothing, "load": load, "harmless-change": harmless_change, "other-clients": other_clients,
        "announced-reboot": _announced("device-rebooted"), "announced-off": _announced("device-down"),
    },
}
"""Laboratory → name → what goes on. After each the laboratory is healed."""
