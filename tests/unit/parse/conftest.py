from __future__ import annotations

import pytest

from netsop.model.platform import Platform
from netsop.platforms.loader import load_platforms


@pytest.fixture(scope="session")
def platforms() -> dict[str, Platform]:
    return load_platforms(None)
