"""What a TAP port cannot know of itself, written where its node's `ethtool` front reads it: light, CRC errors."""

from __future__ import annotations

import threading
from hashlib import sha256
from pathlib import Path

from netsop.lab.real.files import render
from netsop.lab.real.wire import Cable, Port, Wires
from netsop.model.intent import OpticBudget

NO_LIGHT_DBM = -40.0
_EVERY_S = 0.2


class Truth(threading.Thread):
    """Writes each port's module and counters whenever they change. optics: (node, interface) → its module's class."""

    def __init__(self, wires: Wires, folder: Path, optics: dict[tuple[str, str], OpticBudget]) -> None:
        super().__init__(name="truth", daemon=True)
        self._wires, self._folder, self._optics = wires, folder, optics
        self._told: dict[Path, str] = {}

    def run(self) -> None:
        """Write until the process ends."""
        pause = threading.Event()
        while not pause.wait(_EVERY_S):
            self.write()

    def write(self) -> None:
        """Write what has changed since the last time."""
        for cable in list(self._wires.cables.values()):
            for port, far in ((cable.a, cable.b), (cable.b, cable.a)):
                self._write_port(cable, port, far)

    def _write_port(self, cable: Cable, port: Port, far: Port) -> None:
        folder = self._folder / port.node / "wire"
        budget = self._optics.get((port.node, port.interface))
        if budget:
            sent = _sent_dbm(port, budget) if port.enabled else NO_LIGHT_DBM
            lit = far.enabled and not cable.dead
            received = _sent_dbm(far, budget) - _spread(cable.name, 2.0, 4.0) if lit else NO_LIGHT_DBM
            dbm = {"rx": received, "tx": sent}
            watts = {name: 10 ** (value / 10) for name, value in dbm.items()}
            self._tell(folder / f"{port.interface}.module", render("module.j2", dbm=dbm, mw=watts))
        self._tell(folder / f"{port.interface}.stats", f"NIC statistics:\n     rx_crc_errors: {port.crc_errors}\n")

    def _tell(self, file: Path, text: str) -> None:
        if self._told.get(file) == text:
            return
        new = file.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(file)
        self._told[file] = text


def _sent_dbm(port: Port, budget: OpticBudget) -> float:
    """A healthy transmitter of this class; each has its own level, the same at every start."""
    width = budget.tx_max_dbm - budget.tx_min_dbm
    return budget.tx_max_dbm - width * _spread(f"{port.node}/{port.interface}", 0.25, 0.5)


def _spread(name: str, low: float, high: float) -> float:
    share = int.from_bytes(sha256(name.encode()).digest()[:4]) / 2**32
    return low + share * (high - low)
