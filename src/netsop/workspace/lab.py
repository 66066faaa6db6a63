"""inventory/lab.yaml: what the laboratories add around the inventory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from netsop import yamlfile
from netsop.errors import InvalidInput
from netsop.model.lab import Lab
from netsop.workspace.intent import load_intent
from netsop.workspace.inventory import load_hosts
from netsop.workspace.problems import Problems
from netsop.yamlfile import Document

FILE = "inventory/lab.yaml"


def read_lab(root: Path) -> Lab:
    """The laboratories' surroundings. Raises NotFound, or InvalidInput naming file, line and field."""
    document = yamlfile.read(root / FILE, root=root)
    lab = yamlfile.validate(Lab, document)
    problems = Problems()
    problems.found.extend(_problems(lab, document, root))
    problems.raise_any()
    return lab


def _problems(lab: Lab, document: Document, root: Path) -> Iterator[InvalidInput]:
    circuits = {circuit.name: circuit for circuit in load_intent(root, Problems()).intent.circuits}
    hosts = load_hosts(root, Problems()).hosts
    for index, provider in enumerate(lab.providers):
        where = document.where("providers", index, "circuit")
        circuit = circuits.get(provider.circuit)
        if circuit is None:
            yield InvalidInput(f"there is no circuit {provider.circuit!r}", where=where)
        elif circuit.provider_as != provider.as_:
            what = f"the circuit {circuit.name!r} says AS {circuit.provider_as}, found {provider.as_}"
            yield InvalidInput(what, where=document.where("providers", index, "as"))
    if lab.preferred not in {provider.circuit for provider in lab.providers}:
        what = f"no provider has the circuit {lab.preferred!r}"
        yield InvalidInput(what, where=document.where("preferred"))
    for name in sorted(set(lab.servers) - set(hosts)):
        yield InvalidInput(f"there is no device {name!r}", where=document.where("servers", name))
