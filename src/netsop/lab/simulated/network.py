"""The network in one state: all layers over one set of conditions."""

from __future__ import annotations

from netsop.lab.simulated.conditions import Conditions, ManagementCondition, ServiceCondition
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.forwarding import Forwarding
from netsop.lab.simulated.physical import Physical
from netsop.lab.simulated.probing import Probing
from netsop.lab.simulated.protocols import Protocols
from netsop.lab.simulated.routing import Routing
from netsop.lab.simulated.switching import Switching
from netsop.model.component import Kind


class Network:
    """Immutable: another state is another Network."""

    def __init__(self, design: Design, conditions: Conditions) -> None:
        self.design = design
        self.conditions = conditions
        self.physical = Physical(design, conditions)
        self.switching = Switching(design, self.physical)
        self.protocols = Protocols(design, self.physical)
        self.routing = Routing(design, self.protocols)
        self.forwarding = Forwarding(design, self.routing)
        self.probing = Probing(design, self.forwarding)

    def management(self, device: str) -> ManagementCondition:
        """The condition of the management path to a device."""
        return self.conditions.of(Kind.MANAGEMENT, device, ManagementCondition)

    def accepts(self, device: str) -> bool:
        """Whether the device takes our login; those that ask a server for it do not when that is silent."""
        return self.management(device).accepts and self.served(device, "aaa")

    def served(self, device: str, kind: str) -> bool:
        """Whether all services of a kind that the device is a client of answer."""
        mine = (each for each in self.design.intent.services if each.kind == kind and device in each.clients)
        return all(self.service(each.name).answers for each in mine)

    def service(self, name: str) -> ServiceCondition:
        """The condition of a service."""
        return self.conditions.of(Kind.SERVICE, name, ServiceCondition)

    def listens(self, device: str) -> bool:
        """Whether the device's SSH port can be reached."""
        return self.physical.runs(device) and self.management(device).reachable
