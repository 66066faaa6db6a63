"""Carries out the steps of a recipe on the running network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address
from typing import Any

from netsop.errors import Broken
from netsop.lab.real import recipe
from netsop.lab.real.network import Network
from netsop.lab.real.target import Values, fill
from netsop.lab.real.wire import update_carrier


def take(network: Network, steps: Sequence[recipe.Step], values: Values) -> None:
    """Carry out steps in order. Raises Broken when one fails."""
    for step in steps:
        if applies(step, values):
            _TAKERS[type(step)](network, step, values)


def applies(item: recipe.Step | recipe.Look, values: Values) -> bool:
    """Whether a step or look is meant for the role that this node plays."""
    only = getattr(item, "only", None)
    if only is None:
        return True
    return bool((values.get("role") == "host") == (only == "host"))


def _run(network: Network, step: recipe.RunStep, values: Values) -> None:
    network.nodes[fill(step.on, values)].must([fill(word, values) for word in step.run])


def _configure(network: Network, step: recipe.ConfigureStep, values: Values) -> None:
    lines = ["configure terminal", *(fill(line, values) for line in step.configure)]
    node = fill(step.on, values)
    text = network.nodes[node].must(["vtysh", *(word for line in lines for word in ("-c", line))])
    if text.lstrip().startswith("%"):
        raise Broken(f"{node}: its router refuses: {text.strip()[:300]}")


def _service(network: Network, step: recipe.ServiceStep, values: Values) -> None:
    act = network.start_service if step.state == "started" else network.stop_service
    act(fill(step.on, values), step.service)


def _wire(network: Network, step: recipe.WireStep, values: Values) -> None:
    name = fill(step.cable, values)
    cable = network.wires.cables[name]
    cable.flapping, cable.cut = step.flapping, step.cut
    cable.claimed = frozenset(IPv4Address(fill(address, values)).packed for address in step.claims)
    for end, direction in (("b", cable.a_to_b), ("a", cable.b_to_a)):
        hit = step.towards in {end, "both"}
        direction.silent = hit and step.silent
        direction.loss, direction.damage = hit * step.loss, hit * step.damage
        direction.delay_s = hit * step.delay_ms / 1000
        direction.longest = hit * step.longest
        direction.rate_bps = hit * float(fill(step.rate_mbps or "0", values)) * 1_000_000
    update_carrier(cable)
    cable.announce()
    network.wires.wake()


def _swap(network: Network, step: recipe.SwapStep, values: Values) -> None:
    one, other = (network.wires.cables[fill(name, values)] for name in (step.swap, step.swap_with))
    network.wires.swap(one, other, fill(step.at, values))


def _power(network: Network, step: recipe.PowerStep, values: Values) -> None:
    for node in fill(step.power, values).split():
        if step.state == "off":
            network.power_off(node)
        elif step.uptime_s is None:
            network.power_on(node)
        else:
            network.power_on(node, uptime_s=step.uptime_s)


def _management(network: Network, step: recipe.ManagementStep, values: Values) -> None:
    change = network.wires.plug if step.state == "plugged" else network.wires.unplug
    change(fill(step.management, values))


_TAKERS: dict[type[Any], Callable[[Network, Any, Values], None]] = {
    recipe.RunStep: _run, recipe.ConfigureStep: _configure, recipe.ServiceStep: _service, recipe.WireStep: _wire,
    recipe.PowerStep: _power, recipe.ManagementStep: _management, recipe.SwapStep: _swap,
}
