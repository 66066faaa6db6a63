"""A workspace, read: settings, hosts and intent, with a digest of what they were read from."""

from __future__ import annotations

from pathlib import Path

from netsop.model.host import Host
from netsop.model.intent import Intent
from netsop.model.lab import Overlay
from netsop.model.record import Record
from netsop.model.settings import Settings


class Workspace(Record):
    """Everything declared. `laboratory` is `simulated` or `real` while one stands in for the network, else None;
    overlay is what it changes.

    digest: SHA-256 over the canonical JSON of hosts (but how they are reached) and intent; equal declarations
    give an equal digest.
    """

    root: Path
    settings: Settings
    hosts: dict[str, Host]
    intent: Intent
    known_hosts: Path
    laboratory: str | None = None
    overlay: Overlay | None = None
    digest: str = ""
