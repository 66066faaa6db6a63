"""The network in one state: all layers over one set of conditions."""

from __future__ import annotations

from netsop.lab.simulated.conditions import Conditions, ManagementCondition
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.forwarding import Forwarding
from netsop.lab.simulated.physical import Physical
from netsop.lab.simulated.probing import Probing
from netsop.lab.simulated.protocols import Protocols
from netsop.lab.simulated.routing import Routing
from netsop.model.component import Kind


class Network:
    """Immutable: another state is another Network."""

    def __init__(self, design: Design, conditions: Conditions) -> None:
        self.design = design
        self.conditions = conditions
        self.physical = Physical(design, conditions)
        self.protocols = Protocols(design, self.physical)
        self.routing = Routing(design, self.protocols)
        self.forwarding = Forwarding(design, self.routing)
        self.probing = Probing(design, self.forwarding)

    def management(self, device: str) -> ManagementCondition:
        """The condition of the management path to a device."""
        return self.conditions.of(Kind.MANAGEMENT, device, ManagementCondition)

    def listens(self, device: str) -> bool:
        """Whether the device's SSH port can be reached."""
        return self.physical.runs(device) and self.management(device).reachable
