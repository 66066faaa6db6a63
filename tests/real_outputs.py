"""Outputs of real devices that other projects published with what they say, where this machine has them beside the
repository; and how netsop's reading of them is judged."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from netsop.parse.lookup import read
from netsop.platforms.loader import load_platforms

_ANSWERS: dict[str, Answer] = {}
FIXTURES = Path(__file__).parents[2] / "shared" / "fixtures"
# Where we read otherwise than the expectation says, and why.
DISPUTED = {
    "cisco_ios--neighbors--25324534ce": "platform and port run into one another: the port is `Fas 0/13`, not `0/13`",
    "hp_comware--interfaces--0fbb374720": "the interface is Eth-channel2/0:0; `Output:` is a heading of its counters",
    "huawei_vrp--bgp--e566c7bcfc": "the peer of the address family VPNv6 does not belong to the VPN instance above it",
    "huawei_vrp--interfaces--4e377464c7": "expects the line protocol, which on VRP is the state of the IP layer",
    "mikrotik_routeros--interfaces--0cdb0a3894": "the interface `ether3 UniFi1` is there too",
}
MISSING = "the outputs of real devices are not on this machine"


@dataclass(frozen=True)
class Case:
    """One output: what was asked of which platform, the text, and the facts that it attests."""

    name: str
    meta: dict[str, Any]
    text: str
    facts: list[dict[str, Any]]

    @property
    def cell(self) -> tuple[str, str]:
        """Platform and capability."""
        return self.meta["platform"], self.meta["capability"]


@dataclass(frozen=True)
class Answer:
    """What netsop says of an output."""

    status: str
    reason: str
    facts: list[dict[str, Any]]


def cases(suite: str) -> Iterator[Case]:
    """All cases of a suite: `clean` or `dirty`."""
    for folder in sorted((FIXTURES / suite).iterdir()) if FIXTURES.is_dir() else ():
        meta = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))
        expected = folder / "expected.json"
        facts = json.loads(expected.read_text(encoding="utf-8")) if expected.exists() else []
        yield Case(folder.name, meta, (folder / "raw.txt").read_bytes().decode("utf-8", "replace"), facts)


def answer(case: Case) -> Answer:
    """The reading of a case, as `netsop parse` would print it."""
    if case.name not in _ANSWERS:
        platform, capability = case.cell
        _, parsed = read(load_platforms(None)[platform], case.meta["command"], capability, case.text)
        _ANSWERS[case.name] = Answer(parsed.status.value, parsed.reason, [fact.to_json() for fact in parsed.facts])
    return _ANSWERS[case.name]


def faults(case: Case) -> list[str]:
    """What is wrong with the reading of a clean case: nothing, where it is read whole."""
    given = answer(case)
    if case.meta["capability"] == "config":
        shown, secrets = json.dumps(given.facts), [secret for fact in case.facts for secret in fact["secrets"]]
        return [f"shows the secret {secret[:2]}…" for secret in secrets if secret in shown]
    result = judge().score(case.facts, given.facts, case.meta.get("exhaustive", ()))
    found = [f"missing {fact}" for fact in result["missing"]]
    found += [f"{kind}.{field}: {value!r} expected, {ours!r} read" for kind, field, value, ours in result["wrong"]]
    return found + ([f"{result['invented']} facts too many"] if result["invented"] else [])


def share(clean: list[Case]) -> tuple[int, int]:
    """How many attested fields are read right, and how many there are; those that tell one fact from another apart."""
    right = every = 0
    for case in clean:
        result = judge().score(case.facts, answer(case).facts, case.meta.get("exhaustive", ()))
        lost = sum(len(fact) - 1 for fact in result["missing"])
        every += result["fields"] + lost
        right += result["fields"] - len(result["wrong"]) - len(result["absent"])
    return right, every


@cache
def judge() -> ModuleType:
    """The judgement that comes with the outputs."""
    sys.path.insert(0, str(FIXTURES / "score"))
    spec = importlib.util.spec_from_file_location("compare", FIXTURES / "score" / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(FIXTURES / "score"))
    return module
