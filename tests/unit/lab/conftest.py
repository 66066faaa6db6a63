from __future__ import annotations

from pathlib import Path

import pytest

from netsop.lab.simulated.design import Design
from netsop.model.workspace import Workspace
from netsop.workspace.lab import read_lab
from netsop.workspace.root import open_workspace

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    return open_workspace(ROOT, overlay=False)


@pytest.fixture(scope="session")
def design(workspace: Workspace) -> Design:
    return Design(workspace.hosts, workspace.intent, read_lab(ROOT))
