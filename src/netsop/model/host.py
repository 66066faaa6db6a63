"""Hosts: devices that netsop may log in to, in the terms of Nornir's SimpleInventory."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from netsop.model.intent import AnyAddress, HostName, Name
from netsop.model.record import Record


class HostData(Record):
    """What the network should know of a device: place, part that it plays, identity."""

    site: Name
    role: Literal["core", "distribution", "office", "switch", "monitor", "server"]
    loopback: AnyAddress | None = None
    local_as: int | None = Field(default=None, gt=0, lt=2**32)
    gateway: AnyAddress | None = None
    model: str = ""


class Host(Record):
    """A device with groups and defaults already applied. `password` is a reference, never the secret."""

    name: Name
    hostname: HostName
    port: int = Field(default=22, ge=1, le=65535)
    platform: Name
    username: str = ""
    password: str = ""
    groups: tuple[Name, ...] = ()
    data: HostData
