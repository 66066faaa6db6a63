"""A laboratory as the bench uses it: up, a fault proven, the devices asked, the fault proven gone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from netsop import pipeline
from netsop.errors import NetsopError
from netsop.lab import control
from netsop.model.evidence import Run
from netsop.model.intent import Maintenance
from netsop.model.workspace import Workspace
from netsop.workspace.root import open_workspace

from .plan import Injection

RUN_ID = "20260101T000000Z-0000"


@dataclass(frozen=True, slots=True)
class Laboratory:
    """One laboratory of a workspace."""

    root: Path
    kind: control.Kind

    def up(self) -> None:
        """Start it, ending first what may be left."""
        self.down()
        control.up(self.root, self.kind)

    def down(self) -> None:
        """End it; one that does not run is well."""
        with suppress(NetsopError):
            control.down(self.root)

    def places(self) -> dict[str, list[str]]:
        """Every fault, and the components that it can be on."""
        return {each["fault"]: each["places"] for each in control.ask(self.root, {"op": "faults"})["faults"]}

    def inject(self, injection: Injection) -> None:
        """Break something; returns when it is proven. Raises NetsopError when it cannot be."""
        control.fault(self.root, injection.fault, injection.component)

    def heal(self) -> None:
        """Mend all; returns when it is proven. Raises NetsopError when something does not heal."""
        control.heal(self.root)

    def execute(self, node: str, *command: str) -> None:
        """Run a command on a node of the real laboratory."""
        control.ask(self.root, {"op": "exec", "node": node, "command": list(command)})

    def workspace(self, works: Sequence[Maintenance] = ()) -> Workspace:
        """The workspace as it is now, with this announced work besides."""
        workspace = open_workspace(self.root)
        announced = (*workspace.intent.maintenance, *works)
        return workspace.model_copy(update={"intent": workspace.intent.model_copy(update={"maintenance": announced})})

    def gather(self, works: Sequence[Maintenance] = ()) -> tuple[Run, float]:
        """Ask the devices all that a diagnosis asks. Returns the run, and the seconds that it took."""
        known = pipeline.knowledge(self.workspace(works))
        began = time.monotonic()
        run = pipeline.gather(known, run_id=RUN_ID)
        return run, time.monotonic() - began
