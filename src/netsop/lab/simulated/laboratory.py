"""The running network: which faults are on it, its counters, and the proof that a fault shows and heals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from netsop.errors import Broken, InvalidInput, Where
from netsop.lab.simulated import recipe as recipes
from netsop.lab.simulated.conditions import Change, Conditions
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.looks import look
from netsop.lab.simulated.network import Network
from netsop.lab.simulated.recipe import Recipe
from netsop.model.component import Component

Active = tuple[str, Component]
Counters = tuple[float, float, float]
"""Of a port: damaged frames, octets in, octets out."""

_FIRST: Counters = (0.0, 52_410_228_310.0, 26_205_114_155.0)


class Laboratory:
    """The state of the network as faults come and go. `now` gives seconds that only grow."""

    def __init__(self, design: Design, now: Callable[[], float]) -> None:
        self.design = design
        self.now = now
        self.started = now()
        self.network = Network(design, Conditions())
        self._active: dict[Active, tuple[Change, ...]] = {}
        self._counted_so_far: dict[str, Counters] = {}
        self._counted = self.started
        self._states = _states(self.network)
        self._changed: dict[str, float] = {}

    @property
    def active(self) -> tuple[Active, ...]:
        """The faults that are on the network, oldest first."""
        return tuple(self._active)

    def fault(self, name: str, component: str) -> dict[str, Any]:
        """Inject a fault. Returns what it shows: look → [before, after].

        Raises NotFound, InvalidInput when it cannot be there or is already, Broken when nothing shows it.
        """
        found = recipes.recipe(name)
        key = (name, _component(component))
        if key in self._active:
            raise InvalidInput(f"{name} is already on {component}")
        changes = recipes.changes(self.design, found, key[1])
        before = self.network
        self._become({**self._active, key: changes})
        shown = symptoms(before, self.network, found, key[1])
        hidden = [what for what, (was, now) in shown.items() if was == now]
        if hidden:
            self._become({known: each for known, each in self._active.items() if known != key})
            raise Broken(
                f"{name} on {component} would not show: {', '.join(hidden)} stays as it is",
                do="heal what hides it first: `netsop lab status`",
            )
        return shown

    def heal(self, name: str, component: str) -> dict[str, Any]:
        """Take a fault away. Returns look → [with it, without it]. Raises InvalidInput when it is not there."""
        key = (name, _component(component))
        if key not in self._active:
            raise InvalidInput(f"there is no {name} on {component}", do="see `netsop lab status`")
        before = self.network
        self._become({known: changes for known, changes in self._active.items() if known != key})
        shown = symptoms(before, self.network, recipes.recipe(name), key[1])
        if not self._active:
            self._prove_health(name, key[1])
        return shown

    def heal_all(self) -> tuple[Active, ...]:
        """Take all faults away; returns them."""
        healed = self.active
        self._become({})
        return healed

    def errors(self, key: str) -> int:
        """Damaged frames that the port device/interface has counted since the start."""
        return int(self._total(key, self.now())[0])

    def octets(self, key: str) -> tuple[int, int]:
        """Octets that have come in at the port and gone out."""
        _, came, went = self._total(key, self.now())
        return int(came), int(went)

    def _total(self, key: str, now: float) -> Counters:
        physical, socket, passed = self.network.physical, self.design.socket(key), now - self._counted
        errors, came, went = self._counted_so_far.get(key, _FIRST)
        comes, goes = physical.octets_per_s(socket)
        return errors + physical.errors_per_s(socket) * passed, came + comes * passed, went + goes * passed

    def _become(self, active: dict[Active, tuple[Change, ...]]) -> None:
        now = self.now()
        keys = [socket.key for sockets in self.design.sockets.values() for socket in sockets]
        self._counted_so_far = {key: self._total(key, now) for key in keys}
        self._counted = now
        self._active = active
        self.network = Network(self.design, Conditions(change for group in active.values() for change in group))
        states = _states(self.network)
        self._changed |= {what: now for what, state in states.items() if state != self._states[what]}
        self._states = states

    def age_s(self, what: str, otherwise: int) -> int:
        """How long a session (`bgp NAME`) or adjacency (`ospf DEVICE/PORT`) has been as it is.

        otherwise: the age of what has not changed since the laboratory began, at its beginning.
        """
        now = self.now()
        return int(now - self._changed[what]) if what in self._changed else int(otherwise + now - self.started)

    def _prove_health(self, name: str, component: Component) -> None:
        fresh = Network(self.design, Conditions())
        left = symptoms(fresh, self.network, recipes.recipe(name), component)
        if any(was != now for was, now in left.values()):
            raise Broken(f"{name} on {component} did not heal")


def _states(network: Network) -> dict[str, str | None]:
    """The states whose age devices tell."""
    design, protocols = network.design, network.protocols
    sessions = {
        f"bgp {session.name}": protocols.bgp_state(session)
        for host in design.hosts
        for session in design.sessions(host)
    }
    ports = (socket for sockets in design.sockets.values() for socket in sockets)
    return {**sessions, **{f"ospf {socket.key}": protocols.adjacency(socket) for socket in ports}}


def symptoms(before: Network, after: Network, found: Recipe, component: Component) -> dict[str, list[Any]]:
    """Everything that the recipe says shows the fault, in two states."""
    return {
        f"{each} {item.look}": [look(before, each, item.look), look(after, each, item.look)]
        for item in found.shows
        for each in recipes.related(before.design, component, item.of)
    }


def _component(text: str) -> Component:
    try:
        return Component.parse(text)
    except ValueError as error:
        raise InvalidInput(
            f"{text!r} names no component",
            where=Where(field="component"),
            do="write kind:name, for example link:core1-dist1",
        ) from error
