from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from netsop.errors import NotFound
from netsop.lab import control

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the example workspace with a simulated laboratory that is up."""
    # Deep on purpose: the control socket's path is longer than a Unix socket's may be.
    folder = tmp_path_factory.mktemp("workspace") / ("deep-" * 12) / ("deeper-" * 10)
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "inventory", folder / "inventory")
    shutil.copy(ROOT / "netsop.yaml", folder)
    control.up(folder, "simulated")
    yield folder
    with suppress(NotFound):
        control.down(folder)


@pytest.fixture
def lab(root: Path) -> Iterator[Path]:
    """The laboratory, healed and well behaved again after the test."""
    yield root
    control.heal(root)
    for device in control.status(root)["devices"]:
        control.ask(root, {"op": "misbehave", "device": device, "mode": ""})
