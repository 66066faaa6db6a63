"""All subjects of a workspace: a module for each kind of component."""

from __future__ import annotations

from netsop.model.subject import Subject
from netsop.model.subjects import circuits, devices, forwarding, interfaces, links, services, sessions, tunnels, vlans
from netsop.model.workspace import Workspace

_MODULES = (devices, interfaces, links, circuits, sessions, services, forwarding, vlans, tunnels)


def subjects(workspace: Workspace) -> tuple[Subject, ...]:
    """All subjects of a workspace, in a stable order."""
    found = [subject for module in _MODULES for subject in module.subjects(workspace)]
    return tuple(sorted(found, key=lambda subject: (subject.component, subject.device, subject.vantage or "")))
