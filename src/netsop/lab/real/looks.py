"""Looks whether a fault shows: in the network's own state, or from where a person would see it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from typing import Any

from netsop.lab.real import recipe
from netsop.lab.real.login import outcome
from netsop.lab.real.network import Network
from netsop.lab.real.target import Values, fill


def seen(network: Network, look: recipe.Look, values: Values) -> bool:
    """Whether the fault shows in this look."""
    return _SEERS[type(look)](network, look, values)


def gone(network: Network, look: recipe.Look, values: Values) -> bool:
    """Whether the fault no longer shows in this look."""
    if isinstance(look, recipe.LoginLook):
        return outcome(network, fill(look.login, values)) == "ok"
    return getattr(look, "stays", False) or not seen(network, look, values)


def told(look: recipe.Look, values: Values) -> str:
    """The look in words, for a person who may want to repeat it."""
    match look:
        case recipe.OutputLook():
            verb, pattern = ("shows", look.shows) if look.shows is not None else ("does not show", look.hides)
            command = shlex.join(fill(word, values) for word in look.run)
            return f"{fill(look.on, values)}: `{command}` {verb} /{_pattern(pattern or '', values)}/"
        case recipe.WireLook():
            return f"the cable {fill(look.cable, values)} does not carry as it should"
        case recipe.PowerLook():
            return f"{fill(look.dark, values)}: no power"
        case recipe.ManagementLook():
            return f"{fill(look.unplugged, values)}: cut off the management network"
        case recipe.LoginLook():
            return f"a login to {fill(look.login, values)} ends: {look.gives}"


def _pattern(text: str, values: Values) -> str:
    return fill(text, {place: re.escape(value) for place, value in values.items()})


def _output(network: Network, look: recipe.OutputLook, values: Values) -> bool:
    node = fill(look.on, values)
    if not network.powered(node):
        return False  # who is dark sees nothing
    done = network.nodes[node].run([fill(word, values) for word in look.run])
    text = f"{done.stdout}{done.stderr}"
    if look.shows is not None:
        return re.search(_pattern(look.shows, values), text) is not None
    return re.search(_pattern(look.hides or "", values), text) is None


def _wire(network: Network, look: recipe.WireLook, values: Values) -> bool:
    return network.wires.cables[fill(look.cable, values)].impaired


def _power(network: Network, look: recipe.PowerLook, values: Values) -> bool:
    return not any(network.powered(node) for node in fill(look.dark, values).split())


def _management(network: Network, look: recipe.ManagementLook, values: Values) -> bool:
    return network.wires.unplugged(fill(look.unplugged, values))


def _login(network: Network, look: recipe.LoginLook, values: Values) -> bool:
    return outcome(network, fill(look.login, values)) == look.gives


_SEERS: dict[type[Any], Callable[[Network, Any, Values], bool]] = {
    recipe.OutputLook: _output, recipe.WireLook: _wire, recipe.PowerLook: _power,
    recipe.ManagementLook: _management, recipe.LoginLook: _login,
}
