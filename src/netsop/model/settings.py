"""Settings of a workspace, as netsop.yaml gives them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from netsop.model.record import Record


class CollectSettings(Record):
    """Limits of collection: seconds, bytes, and devices at a time."""

    workers: int = Field(default=50, ge=1, le=500)
    connect_timeout_s: float = Field(default=8, gt=0, le=120)
    command_timeout_s: float = Field(default=20, gt=0, le=600)
    device_deadline_s: float = Field(default=60, gt=0, le=3600)
    max_bytes: int = Field(default=8 * 1024 * 1024, ge=1024)


class Settings(Record):
    """A workspace's settings."""

    version: Literal[1] = 1
    office: str = ""
    timezone: str = "Asia/Jakarta"
    language: Literal["id", "en"] = "id"
    case_prefix: str = Field(default="GJU", pattern=r"^[A-Z]{2,8}$")
    sop: str = "060/040.1"
    collect: CollectSettings = CollectSettings()
