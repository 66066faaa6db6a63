"""What all facts share: None means that the output does not attest the field; units stand in the name."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar


def of(kind: str, **details: Any) -> Any:
    """Declare a field of a fact.

    kind: text | int | num | bool | mac | ip | prefix | ifname | enum | ifnames | nums.
    An enum carries `enum=(word, …)`.
    """
    return dataclasses.field(default=None, metadata={"kind": kind, **details})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The base of all facts. KIND is its name in JSON, KEY the fields that identify it within one output."""

    KIND: ClassVar[str] = ""
    KEY: ClassVar[tuple[str, ...]] = ()

    def to_json(self) -> dict[str, Any]:
        """The fact as plain JSON: `fact` first, then the attested fields in declared order."""
        row: dict[str, Any] = {"fact": self.KIND}
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            if value is not None:
                row[item.name] = list(value) if isinstance(value, tuple) else value
        return row
