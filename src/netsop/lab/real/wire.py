"""Cables between TAP ports: carried in user space, with carrier, loss, delay, damage, silence, a longest frame and a
rate per direction; with somebody else on the cable who claims addresses; and flapping."""

from __future__ import annotations

import heapq
import os
import random
import selectors
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from netsop.lab.real.impostor import announcement, claimed_sender
from netsop.lab.real.kernel import link_changes, set_carrier

_FRAME = 65600
_BATCH = 64
_ETHERNET_HEADER = 14
_QUEUE_S = 0.1
"""How long a frame waits at most where the rate is limited; what would wait longer is dropped."""
_FLAP_EVERY_S = 0.6


@dataclass(slots=True)
class Port:
    """One end of a cable: a TAP port of a node. longest: bytes of the longest frame that it takes."""

    node: str
    interface: str
    descriptor: int = -1
    crc_errors: int = 0
    enabled: bool = False
    longest: int = 1514


@dataclass(slots=True)
class Impairment:
    """What one direction does to frames. Shares are 0 to 1, delay in seconds, rate in bit/s (0: as fast as it goes).

    longest: the longest IP packet in bytes that gets through; longer ones vanish without a word (0: any).
    """

    loss: float = 0.0
    damage: float = 0.0
    delay_s: float = 0.0
    silent: bool = False
    longest: int = 0
    rate_bps: float = 0.0
    free_at: float = 0.0

    @property
    def clean(self) -> bool:
        """Whether every frame gets through at once."""
        return not (self.loss or self.damage or self.delay_s or self.silent or self.longest or self.rate_bps)

    def queued_s(self, size: int, now: float) -> float:
        """How long a frame of this size in bytes waits at the limited rate until all before it are sent."""
        if not self.rate_bps:
            return 0.0
        waits = max(self.free_at - now, 0.0)
        if waits <= _QUEUE_S:
            self.free_at = now + waits + size * 8 / self.rate_bps
        return waits


@dataclass(slots=True)
class Cable:
    """Two ports, and what happens to frames from a to b and from b to a.

    claimed: IPv4 addresses that somebody else on this cable says are his. flapping: it loses its carrier now and then;
    dark: just now.
    """

    name: str
    a: Port
    b: Port
    a_to_b: Impairment = field(default_factory=Impairment)
    b_to_a: Impairment = field(default_factory=Impairment)
    cut: bool = False
    flapping: bool = False
    dark: bool = False
    claimed: frozenset[bytes] = frozenset()

    @property
    def dead(self) -> bool:
        """Whether it carries nothing just now."""
        return self.cut or (self.flapping and self.dark)

    @property
    def impaired(self) -> bool:
        """Whether it does not carry as it should."""
        clean = self.a_to_b.clean and self.b_to_a.clean
        return self.cut or self.flapping or bool(self.claimed) or not clean

    def announce(self) -> None:
        """Let the one who claims addresses say so to both ends."""
        for address in self.claimed:
            for port in (self.a, self.b):
                _write(port.descriptor, announcement(address))


class Wires(threading.Thread):
    """Carries frames of all cables and of the management segment until the process ends."""

    def __init__(self) -> None:
        super().__init__(name="wires", daemon=True)
        self.cables: dict[str, Cable] = {}
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        self._selector.register(self._wake_read, selectors.EVENT_READ, None)
        self._late: list[tuple[float, int, int, bytes]] = []
        self._count = 0
        self._segment: dict[int, str] = {}
        self._learnt: dict[bytes, int] = {}
        self._unplugged: set[str] = set()
        self._watchers: dict[str, socket.socket] = {}
        self._flap_at = 0.0
        self._random = random.Random(0)  # noqa: S311  (losses, not secrets)

    def add(self, cable: Cable) -> None:
        """Lay a cable; its ports are plugged in later."""
        self.cables[cable.name] = cable

    def port(self, node: str, interface: str) -> Port | None:
        """The end of a cable that belongs into this interface."""
        ports = (port for cable in self.cables.values() for port in (cable.a, cable.b))
        return next((port for port in ports if (port.node, port.interface) == (node, interface)), None)

    def plug_in(self, port: Port) -> None:
        """Carry what a port sends, whose descriptor was opened anew."""
        for cable in self.cables.values():
            for near, far, impairment in ((cable.a, cable.b, cable.a_to_b), (cable.b, cable.a, cable.b_to_a)):
                if near is port:
                    self._selector.register(port.descriptor, selectors.EVENT_READ, (cable, near, far, impairment))
        self.wake()

    def swap(self, one: Cable, other: Cable, node: str) -> None:
        """Plug each of two cables into the other's port at a node. Done twice, they are as before."""
        first, second = ("a" if cable.a.node == node else "b" for cable in (one, other))
        was = getattr(one, first)
        setattr(one, first, getattr(other, second))
        setattr(other, second, was)
        for port in (one.a, one.b, other.a, other.b):
            if port.descriptor >= 0:
                self._selector.unregister(port.descriptor)
                self.plug_in(port)
        for cable in (one, other):
            update_carrier(cable)

    def watch(self, node: str, watcher: socket.socket) -> None:
        """Let ports follow what a node does to its interfaces: set down, another MTU."""
        self._selector.register(watcher, selectors.EVENT_READ, (node, watcher))
        self._watchers[node] = watcher
        self.wake()

    def unwatch(self, node: str) -> None:
        """The node has lost its power: its ports are dark."""
        watcher = self._watchers.pop(node, None)
        if watcher:
            self._selector.unregister(watcher)
            watcher.close()
        for cable in list(self.cables.values()):
            for port in (cable.a, cable.b):
                if port.node == node:
                    port.enabled = False
            update_carrier(cable)

    def _follow(self, node: str, watcher: socket.socket) -> None:
        for change in link_changes(watcher):
            for cable in list(self.cables.values()):
                for port in (cable.a, cable.b):
                    if (port.node, port.interface) == (node, change.interface):
                        port.longest = change.mtu + _ETHERNET_HEADER
                        if port.enabled != change.enabled:
                            port.enabled = change.enabled
                            update_carrier(cable)

    def add_to_segment(self, node: str, descriptor: int) -> None:
        """Plug a port into the management segment, a learning switch."""
        self._segment[descriptor] = node
        self._selector.register(descriptor, selectors.EVENT_READ, descriptor)
        self.wake()

    def remove(self, descriptor: int) -> None:
        """Forget a port that is about to close."""
        with suppress(KeyError, ValueError):
            self._selector.unregister(descriptor)
        self._segment.pop(descriptor, None)

    def unplug(self, node: str) -> None:
        """Cut a node off the management segment."""
        self._unplugged.add(node)

    def plug(self, node: str) -> None:
        """Connect a node to the management segment again."""
        self._unplugged.discard(node)

    def unplugged(self, node: str) -> bool:
        """Whether a node is cut off the management segment."""
        return node in self._unplugged

    def run(self) -> None:
        """Carry frames. At real-time priority where allowed: a busy machine must not look like a lossy cable."""
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(5))
        while True:
            for key, _ in self._selector.select(self._pause()):
                self._serve(key.fd, key.data)
            self._deliver_late()
            self._flap()

    def wake(self) -> None:
        """Look again at what the cables are to do."""
        os.write(self._wake_write, b"x")

    def _pause(self) -> float | None:
        """Seconds until something is to be done of which no port tells."""
        times = [self._late[0][0]] if self._late else []
        if any(cable.flapping for cable in self.cables.values()):
            times.append(self._flap_at)
        return max(0.0, min(times) - time.monotonic()) if times else None

    def _flap(self) -> None:
        if time.monotonic() < self._flap_at:
            return
        self._flap_at = time.monotonic() + _FLAP_EVERY_S
        for cable in list(self.cables.values()):
            if cable.flapping:
                cable.dark = not cable.dark
                update_carrier(cable)

    def _serve(self, descriptor: int, data: object) -> None:
        if data is None:
            with suppress(BlockingIOError):
                os.read(descriptor, 4096)
            return
        if isinstance(data, tuple) and isinstance(data[0], str):
            self._follow(*data)
            return
        for _ in range(_BATCH):
            try:
                frame = os.read(descriptor, _FRAME)
            except (BlockingIOError, OSError):
                return
            if isinstance(data, tuple):
                self._carry(frame, *data)
            else:
                self._switch(frame, descriptor)

    def _carry(self, frame: bytes, cable: Cable, port: Port, far: Port, impairment: Impairment) -> None:
        if cable.dead or impairment.silent or not (port.enabled and far.enabled) or len(frame) > far.longest:
            return
        if impairment.longest and len(frame) > impairment.longest + _ETHERNET_HEADER:
            return
        if impairment.loss and self._random.random() < impairment.loss:
            return
        if impairment.damage and self._random.random() < impairment.damage:
            far.crc_errors += 1
            return
        if impairment.delay_s or impairment.rate_bps:
            self._send_later(frame, far, impairment)
            return
        _write(far.descriptor, frame)
        claimed = claimed_sender(frame, cable.claimed) if cable.claimed else None
        if claimed:  # the owner spoke: the other one insists
            _write(far.descriptor, announcement(claimed))

    def _send_later(self, frame: bytes, far: Port, impairment: Impairment) -> None:
        now = time.monotonic()
        waits = impairment.queued_s(len(frame), now)
        if waits <= _QUEUE_S:
            self._count += 1
            heapq.heappush(self._late, (now + waits + impairment.delay_s, self._count, far.descriptor, frame))

    def _deliver_late(self) -> None:
        while self._late and self._late[0][0] <= time.monotonic():
            _, _, descriptor, frame = heapq.heappop(self._late)
            _write(descriptor, frame)

    def _switch(self, frame: bytes, descriptor: int) -> None:
        if self._segment.get(descriptor) in self._unplugged:
            return
        target, source = frame[:6], frame[6:12]
        self._learnt[source] = descriptor
        known = self._learnt.get(target)
        for port in [known] if known in self._segment and known is not None else list(self._segment):
            if port != descriptor and self._segment.get(port) not in self._unplugged:
                _write(port, frame)


def _write(descriptor: int, frame: bytes) -> None:
    with suppress(OSError):  # a port that is down takes nothing, as a real one
        os.write(descriptor, frame)


def update_carrier(cable: Cable) -> None:
    """Both ends have carrier while the cable is whole and the far end's port is on."""
    for port, far in ((cable.a, cable.b), (cable.b, cable.a)):
        if port.descriptor < 0:
            continue
        alive = not cable.dead and far.enabled and port.enabled
        with suppress(OSError):
            set_carrier(port.descriptor, 1 if alive else 0)
