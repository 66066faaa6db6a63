"""Waiting for something to be so, by looking again; never by hoping that a time is enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from netsop.errors import Broken

_INTERVAL_S = 0.1
Value = TypeVar("Value")


def until(look: Callable[[], Value | None], otherwise: str, *, seconds: float) -> Value:
    """The first value of `look` that is true. Raises Broken with `otherwise` when there is none in time."""
    end = time.monotonic() + seconds
    while True:
        value = look()
        if value:
            return value
        if time.monotonic() > end:
            raise Broken(otherwise)
        time.sleep(_INTERVAL_S)
