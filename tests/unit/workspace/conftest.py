"""A copy of this repository's own workspace, free to be broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("NETSOP_LAB", "NETSOP_LANGUAGE", "NETSOP_COLLECT_WORKERS", "NETSOP_TIMEZONE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "city"
    root.mkdir()
    shutil.copy(REPOSITORY / "netsop.yaml", root)
    shutil.copytree(REPOSITORY / "inventory", root / "inventory")
    return root


@pytest.fixture
def edit(city: Path) -> Callable[[str, str, str], None]:
    """Replace a text that must be there, once, in a file of the workspace."""

    def change(file: str, old: str, new: str) -> None:
        path = city / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change
