"""A copy of this repository's own workspace, and the command line run in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from netsop.__main__ import run

REPOSITORY = Path(__file__).parents[3]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NETSOP_LAB", "off")
    root = tmp_path / "city"
    root.mkdir()
    shutil.copy(REPOSITORY / "netsop.yaml", root)
    shutil.copytree(REPOSITORY / "inventory", root / "inventory")
    return root


@pytest.fixture
def netsop(city: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run `netsop -w CITY arguments…`."""

    def command(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run(["-w", str(city), *arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command
