"""Real outputs that other projects published with what they say, where this machine has them beside the repository.

They judge honesty first: no value that differs, no row that is not there, nothing at all from damaged text.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from netsop.model.platform import Platform
from netsop.parse.lookup import read

FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures"
SPINE = {
    "interfaces", "interface_ip", "optics", "environment", "cpu", "memory", "disk", "device", "neighbors", "arp",
    "route", "bgp", "ospf", "ping", "traceroute",
}  # fmt: skip
PLATFORMS = {"cisco_ios": "cisco_ios", "mikrotik_routeros": "mikrotik_routeros", "linux": "frr", "vyos": "frr"}
SHARE_WHOLE = 0.85

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not on this machine")


@pytest.fixture(scope="module")
def judge() -> Iterator[ModuleType]:
    sys.path.insert(0, str(FIXTURES / "score"))
    spec = importlib.util.spec_from_file_location("compare", FIXTURES / "score" / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(FIXTURES / "score"))


def cases(suite: str) -> Iterator[tuple[str, dict[str, Any], str, list[dict[str, Any]]]]:
    for folder in sorted((FIXTURES / suite).iterdir()):
        meta = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))
        if meta["platform"] in PLATFORMS and meta["capability"] in SPINE:
            expected = folder / "expected.json"
            facts = json.loads(expected.read_text(encoding="utf-8")) if expected.exists() else []
            yield folder.name, meta, (folder / "raw.txt").read_bytes().decode("utf-8", "replace"), facts


def answer(platforms: dict[str, Platform], meta: dict[str, Any], text: str) -> tuple[str, list[dict[str, Any]]]:
    platform = platforms[PLATFORMS[meta["platform"]]]
    _, parsed = read(platform, meta["command"], meta["capability"], text)
    if "no probe or reader" in parsed.reason:
        _, parsed = read(platform, meta["command"], "", text)
    assert parsed.status == "ok" or parsed.reason
    return parsed.status.value, [fact.to_json() for fact in parsed.facts]


def test_no_value_differs_and_most_outputs_are_read_whole(judge: ModuleType, platforms: dict[str, Platform]) -> None:
    whole, asked, wrong = 0, 0, []
    for name, meta, text, expected in cases("clean"):
        status, facts = answer(platforms, meta, text)
        if status == "unsupported":
            continue
        result = judge.score(expected, facts, meta.get("exhaustive", ()))
        asked += 1
        whole += not (result["missing"] or result["wrong"] or result["invented"])
        wrong += [(name, each) for each in result["wrong"]]
    assert wrong == []
    assert whole / asked >= SHARE_WHOLE


def test_damaged_outputs_give_no_invention(judge: ModuleType, platforms: dict[str, Platform]) -> None:
    wrong = []
    for name, meta, text, expected in cases("dirty"):
        status, facts = answer(platforms, meta, text)
        if status not in meta["expect"]["status"]:
            wrong.append((name, status))
        if meta["expect"].get("facts") == "none" and facts:
            wrong.append((name, facts))
        if meta["expect"].get("facts") == "subset" and (bad := judge.not_in(facts, expected, meta["exhaustive"])):
            wrong.append((name, bad))
    assert wrong == []
