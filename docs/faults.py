"""Writes docs/faults.md: every fault of the catalogue, what decides for it, and where it has been seen.

Run: .venv/bin/python docs/faults.py
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from netsop import catalog
from netsop.lab.faults import listing
from netsop.model.fault import FaultSpec, Prediction

PAGE = Path(__file__).with_suffix(".md")
LAYERS = {
    "physical": "Physical", "link": "Link layer", "addressing": "Addressing", "routing": "Routing",
    "circuit": "Circuits and providers", "service": "Services", "resources": "Devices' resources",
    "management": "Our view only",
}  # fmt: skip
HEAD = """\
# The faults that netsop knows

This page is written by `docs/faults.py` from the files in `src/netsop/diagnosis/faults/`; tests keep it true. A
workspace adds its own in `inventory/extend/faults/` (docs/extend.md).

"Decided by" lists what must be seen; a check in *italics* must pass instead of fail, and of checks that are joined by
"or" one is enough. Laboratory: R the real one, S the simulated one, where the fault can be put into and was found; – no
laboratory of ours has it.

"""
TAIL = """
## What netsop cannot see

Some faults leave no trace that a read-only question to our devices could find. A diagnosis then says `unknown` or names
what cannot be told apart, with the question that a person can answer:

- **Dead device or dead feed**, at a site with one device: both leave it dark and its neighbours without signal. Ask
  whether the lights are on.
- **Cut cable, dead port or dead router of a provider**: one fault from our end, `isp-circuit-down`. Ask the provider.
- **A session shut down by the provider or a password that differs**: told apart only as far as TCP shows it.
- **A duplicate, poisoned or wrong MAC address** on a segment without a device of ours that answers for it.
- **The office's own network behind its edge**: netsop ends at the router or switch port that the inventory declares.
- **Rerouting by a provider, leaks and hijacks beyond the sessions that we hear.** Looking glasses are not asked.
- **One-way loss inside a provider's network**, asymmetric paths: a ping tells the sum of both ways.
- **Content**: a name server or web site that answers wrongly but as declared.
- **Who and why**: a configuration that was changed is told where the device says so, not who meant what by it.
- **What was, and left no counter, clock or log line**: a diagnosis sees the present; trends need earlier runs.

Monitoring systems that are wrong or blind are not judged yet: netsop does not read any.
"""


def page() -> str:
    """The page as it should be."""
    faults = catalog.load_all("diagnosis/faults", FaultSpec)
    labs = {kind: {item["fault"] for item in listing(kind)} for kind in ("real", "simulated")}
    parts = [HEAD]
    for layer, title in LAYERS.items():
        rows = list(_rows(layer, faults, labs))
        parts.append(f"## {title}\n\n| fault | sits on | whose | means | decided by | laboratory |\n")
        parts.append("| --- | --- | --- | --- | --- | --- |\n" + "".join(rows) + "\n")
    return "".join(parts).rstrip("\n") + "\n" + TAIL


def _rows(
    layer: str, faults: Mapping[str, FaultSpec], labs: Mapping[str, set[str]]
) -> Iterator[str]:
    for name, spec in faults.items():
        if spec.layer != layer:
            continue
        all_of = [_rule(rule) for rule in spec.must]
        any_of = " or ".join(_rule(rule) for rule in spec.must_any)
        seen = "".join(letter for letter, kind in (("R", "real"), ("S", "simulated")) if name in labs[kind]) or "–"
        decided = "; ".join([*all_of, *([any_of] if any_of else [])])
        yield f"| `{name}` | {spec.component.value} | {spec.party} | {spec.says['en']} | {decided} | {seen} |\n"


def _rule(rule: Prediction) -> str:
    where = "" if rule.of == "self" else f" ({rule.of})"
    name = f"*{rule.check}*" if rule.verdict == "pass" else rule.check
    return f"{name}{where}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
