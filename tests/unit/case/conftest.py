"""A folder with one case."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_example import AT, FIRST, HEAD
from netsop.case import store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    store.open_case(tmp_path, "GJU", HEAD, FIRST, AT)
    return tmp_path
