"""Facts of the capability `neighbors`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbor(Fact):
    """A neighbour seen by LLDP (IEEE 802.1AB), CDP or MNDP."""

    KIND: ClassVar[str] = "neighbor"
    KEY: ClassVar[tuple[str, ...]] = (
        "protocol", "local_interface", "remote_system", "remote_chassis_id", "remote_interface",
    )

    protocol: str | None = of("enum", enum=("lldp", "cdp", "mndp"))
    local_interface: str | None = of("ifname")
    remote_system: str | None = of("text")
    remote_chassis_id: str | None = of("text")
    remote_interface: str | None = of("ifname")
    remote_mgmt_ip: str | None = of("ip")
    remote_platform: str | None = of("text")
    remote_description: str | None = of("text")
    remote_port_description: str | None = of("text")
