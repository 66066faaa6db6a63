"""The laboratory of the repository's own inventory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from laboratories import Bench, bench_of, designed
from netsop.lab.simulated.design import Design


@pytest.fixture(scope="session")
def design() -> Design:
    return designed("city")


@pytest.fixture
def bench() -> Callable[[], Bench]:
    return bench_of("city")
