"""The faults of both laboratories, as their files list them."""

from __future__ import annotations

from typing import Any, Literal

from netsop import catalog, yamlfile


def listing(kind: Literal["simulated", "real"]) -> list[dict[str, Any]]:
    """Name, kind of component and title (by language) of every fault, sorted by name. The files differ in all else."""
    found = []
    for name, path in catalog.files(f"lab/{kind}/faults").items():
        data = yamlfile.read(path).data
        found.append({"fault": name, "component": data["component"], "title": data["title"]})
    return found
