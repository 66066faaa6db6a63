"""The schema of a laboratory fault, lab/real/faults/<fault>.yaml: how it is made, proved and healed.

Every text may hold places such as {a.device}; what there is to fill in stands in target.py.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from netsop.model.component import Kind
from netsop.model.record import Record

Text = Annotated[str, StringConstraints(min_length=1)]
Command = tuple[Text, ...]
Only = Literal["router", "host"]


class Title(Record):
    """The fault in both languages."""

    id: str
    en: str


class RunStep(Record):
    """Run a command (program and arguments) in a node; it must succeed. only: on nodes of this role."""

    on: Text
    run: Command
    only: Only | None = None


class ConfigureStep(Record):
    """Give a router lines of configuration through vtysh."""

    on: Text
    configure: Command
    only: Only | None = None


class ServiceStep(Record):
    """Start or stop a service of a node: ospfd, bgpd, sshd, dns, http."""

    on: Text
    service: Literal["ospfd", "bgpd", "sshd", "dns", "http"]
    state: Literal["started", "stopped"]


class WireStep(Record):
    """Set what a cable does to frames, in both directions or from one end. loss and damage are shares, 0 to 1.

    longest: bytes of the longest IP packet that gets through. rate_mbps: how much gets through. claims: addresses that
    somebody else on the cable says are his. flapping: it loses its carrier about once a second.
    """

    cable: Text
    cut: bool = False
    flapping: bool = False
    claims: Command = ()
    longest: int = Field(default=0, ge=0)
    rate_mbps: Text | None = None
    silent: bool = False
    loss: float = Field(default=0, ge=0, le=1)
    damage: float = Field(default=0, ge=0, le=1)
    delay_ms: float = Field(default=0, ge=0)
    towards: Literal["a", "b", "both"] = "both"


class SwapStep(Record):
    """Plug two cables that end at the same node each into the other's port there, or back."""

    swap: Text
    swap_with: Text
    at: Text


class PowerStep(Record):
    """Switch nodes (names separated by blanks) off or on. uptime_s: what their clocks say after that."""

    power: Text
    state: Literal["off", "on"]
    uptime_s: int | None = None


class ManagementStep(Record):
    """Plug the management port of a node in or out."""

    management: Text
    state: Literal["plugged", "unplugged"]


Step: TypeAlias = RunStep | ConfigureStep | ServiceStep | WireStep | SwapStep | PowerStep | ManagementStep


class OutputLook(Record):
    """While the fault is there, the command's output shows (or hides) what a pattern matches; `only` as in a step.

    stays: a counter that the fault left behind, which healing does not wind back.
    """

    on: Text
    run: Command
    shows: str | None = None
    hides: str | None = None
    stays: bool = False
    only: Only | None = None

    @model_validator(mode="after")
    def _one_way(self) -> OutputLook:
        if (self.shows is None) == (self.hides is None):
            raise ValueError("needs either shows or hides")
        return self


class WireLook(Record):
    """While the fault is there, the cable does not carry as it should."""

    cable: Text
    impaired: Literal[True]


class PowerLook(Record):
    """While the fault is there, these nodes have no power."""

    dark: Text


class ManagementLook(Record):
    """While the fault is there, this node is cut off the management network."""

    unplugged: Text


class LoginLook(Record):
    """While the fault is there, a login over the management network ends so."""

    login: Text
    gives: Literal["refused", "unreachable", "key-changed"]


Look: TypeAlias = OutputLook | WireLook | PowerLook | ManagementLook | LoginLook


class Recipe(Record):
    """A fault. It counts as there when all of artifact and symptom are seen, as healed when none of them is.

    where: traits that the component must have (`ospf`, `dns`, `ours` …), as in the simulated laboratory.
    restless: ports and routes keep changing while it is on.
    """

    fault: str
    version: Literal[1]
    component: Kind
    protocol: Literal["bgp", "ospf"] | None = None
    where: tuple[str, ...] = ()
    title: Title
    inject: tuple[Step, ...] = Field(min_length=1)
    heal: tuple[Step, ...] = Field(min_length=1)
    artifact: tuple[Look, ...] = Field(min_length=1)
    symptom: tuple[Look, ...] = Field(min_length=1)
    within_s: int = Field(default=30, ge=1, le=120)
    restless: bool = False
