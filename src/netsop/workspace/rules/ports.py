"""Every interface that the intent speaks of, with its address and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from netsop.errors import Where
from netsop.model.intent import Port
from netsop.workspace.intent import Declared, Entry


@dataclass(frozen=True, slots=True)
class PlacedPort:
    """A port, the entry that declares it, and the path of its values in that entry."""

    port: Port
    entry: Entry
    at: tuple[str, ...]

    def where(self, name: str) -> Where:
        """The place of one of the port's values."""
        return self.entry.where(*self.at, name)


def ports(declared: Declared) -> Iterator[PlacedPort]:
    """All ports: both ends of each link, our end of each circuit, the office side of each site."""
    for entry in declared.entries["links"]:
        yield PlacedPort(entry.record.a, entry, ("a",))
        yield PlacedPort(entry.record.b, entry, ("b",))
    for entry in declared.entries["circuits"]:
        yield PlacedPort(entry.record.port, entry, ())
    for entry in declared.entries["sites"]:
        if entry.record.lan:
            yield PlacedPort(entry.record.lan, entry, ("lan",))
