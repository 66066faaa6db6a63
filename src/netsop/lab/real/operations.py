"""What the control socket offers: status, faults, fault, heal, exec, down."""

from __future__ import annotations

from typing import Any

from netsop.errors import UsageError
from netsop.lab.real.inject import Injector
from netsop.lab.real.network import Network


class Operations:
    """Answers the control socket of the real laboratory."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.injector = Injector(network)
        self.stopped = False

    def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        """Answer one request. Raises NetsopError for what cannot be done."""
        match request.get("op"):
            case "status":
                return self._status()
            case "faults":
                return {"faults": self.injector.listing()}
            case "fault":
                return self.injector.fault(str(request.get("fault", "")), str(request.get("component", "")))
            case "heal":
                return self.injector.heal(request.get("fault"), request.get("component"))
            case "exec":
                node = self.network.nodes.get(str(request.get("node")))
                if node is None:
                    raise UsageError(f"the laboratory has no node {request.get('node')!r}")
                done = node.run([str(word) for word in request.get("command", [])])
                return {"code": done.returncode, "stdout": done.stdout, "stderr": done.stderr}
            case "down":
                self.stopped = True
                return {}
        raise UsageError(f"the laboratory does not know {request.get('op')!r}")

    def _status(self) -> dict[str, Any]:
        return {
            "laboratory": "real",
            "nodes": len(self.network.nodes),
            "cables": len(self.network.wires.cables),
            "waiting_for": self.network.waiting_for(),
            "faults": self.injector.active,
        }
