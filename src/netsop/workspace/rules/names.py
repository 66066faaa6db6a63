"""Names are given once."""

from __future__ import annotations

from collections.abc import Iterator

from netsop.errors import InvalidInput
from netsop.workspace.intent import Declared
from netsop.workspace.inventory import Hosts

# A session runs `over` a link or a circuit, so these share one set of names.
_SPACES = (("sites",), ("links", "circuits"), ("sessions",), ("services",), ("vlans",), ("tunnels",), ("prefixes",),
           ("maintenance",))


def unique_names(hosts: Hosts, declared: Declared) -> Iterator[InvalidInput]:
    """No two entries that are named in the same way share a name; `ospf-LINK` is taken by the adjacency."""
    del hosts
    for space in _SPACES:
        taken = _adjacencies(declared) if space == ("sessions",) else {}
        for entry in (entry for kind in space for entry in declared.entries[kind]):
            name, where = entry.record.name, entry.where("name")
            if name in taken:
                yield InvalidInput(f"the name {name!r} is taken by {taken[name]}", where=where)
            taken.setdefault(name, f"{where.file}:{where.line}")


def _adjacencies(declared: Declared) -> dict[str, str]:
    links = (entry for entry in declared.entries["links"] if entry.record.ospf)
    return {f"ospf-{entry.record.name}": f"the adjacency of link {entry.record.name}" for entry in links}
