"""The base of records that are read from YAML: frozen, and no key that the schema does not name."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; an unknown key is an error, not a surprise."""

    model_config = ConfigDict(extra="forbid", frozen=True)
