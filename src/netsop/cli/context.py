"""What the options before the command say, handed to every command as click's `ctx.obj`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Context:
    """workspace_dir: where to look for the workspace, upwards. debug: show where an error came from."""

    workspace_dir: Path = field(default_factory=Path)
    debug: bool = False
