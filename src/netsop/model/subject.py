"""Subjects: components that intent declares, with the attributes that checks compare against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from netsop.model.component import Component


@dataclass(frozen=True, slots=True)
class Subject:
    """A component as seen from one device. vantage is set where several devices judge the same component."""

    component: Component
    device: str
    vantage: str | None = None
    attrs: Mapping[str, Any] = field(default_factory=dict)
