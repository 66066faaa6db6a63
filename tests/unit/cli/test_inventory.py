"""netsop inventory check, show and graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def _break(city: Path) -> None:
    for file, old, new in (
        ("inventory/hosts.yaml", "role: core,", "role: kore,"),
        ("inventory/intent/sites.yaml", "kind: pop", "kind: pub"),
        ("inventory/lab.yaml", "preferred: isp1-main", "prefered: isp1-main"),
        ("netsop.yaml", "language: id", "language: nl"),
    ):
        path = city / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_check_says_what_there_is(netsop: Run) -> None:
    ran = netsop("inventory", "check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("ok: 10 devices, 8 sites, 14 links, 2 circuits, 2 BGP sessions, 12 OSPF adjacencies")


def test_check_tells_all_problems_of_all_files(netsop: Run, city: Path) -> None:
    _break(city)
    ran = netsop("inventory", "check")
    lines = ran.out.splitlines()
    assert ran.code == 3
    assert [line.split(": ")[0] for line in lines] == [
        "netsop.yaml:5", "inventory/hosts.yaml:6", "inventory/intent/sites.yaml:2", "inventory/lab.yaml:2",
        "inventory/lab.yaml:12",
    ]
    assert ran.err == "netsop: 5 to mend\n"


def test_check_for_machines(netsop: Run, city: Path) -> None:
    assert json.loads(netsop("inventory", "check", "--format", "json").out)["problems"] == []
    _break(city)
    first = json.loads(netsop("inventory", "check", "--format", "json").out)["problems"][0]
    assert first == {
        "file": "netsop.yaml", "line": 5, "field": "language", "what": "input should be 'id' or 'en', found 'nl'",
        "do": "",
    }


def test_check_knows_the_platforms(netsop: Run, city: Path) -> None:
    path = city / "inventory/hosts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cisco_ios", "cisco_iso", 1), encoding="utf-8")
    ran = netsop("inventory", "check")
    assert ran.code == 3
    assert ran.out.startswith("inventory/hosts.yaml:4: core1.platform: there is no platform 'cisco_iso'; did you mean")


def test_show_lists_everything_one_line_each(netsop: Run) -> None:
    out = netsop("inventory", "show").out
    for name in ("kominfo", "core1", "core1-core2-a", "isp1-main", "ospf-core1-dist1", "internet-web"):
        assert sum(line.startswith(f"{name} ") for line in out.splitlines()) == 1


def test_show_one_name_and_what_touches_it(netsop: Run) -> None:
    out = netsop("inventory", "show", "isp1-main").out
    assert [line.split()[0] for line in out.splitlines() if line] == [
        "circuits", "NAME", "isp1-main", "sessions", "NAME", "bgp-core1-isp1",
    ]


def test_show_a_name_that_nothing_has(netsop: Run) -> None:
    ran = netsop("inventory", "show", "core9")
    assert ran.code == 3
    assert "nothing in the inventory is named 'core9'" in ran.err


def test_show_for_machines_without_any_secret(netsop: Run) -> None:
    out = netsop("inventory", "show", "--format", "json").out
    data = json.loads(out)
    assert data["schema"] == "netsop/inventory/1"
    assert {device["name"] for device in data["devices"]} >= {"core1", "srv1"}
    assert len(data["sessions"]) == 14
    assert "NETSOP_PASSWORD" not in out
    assert json.loads(netsop("inventory", "show", "core1", "--format", "json").out)["devices"][0]["name"] == "core1"


def test_show_capabilities(netsop: Run) -> None:
    lines = netsop("inventory", "show", "--capabilities").out.splitlines()
    assert lines[1].split() == ["CAPABILITY", "cisco_ios", "frr", "linux", "mikrotik_routeros"]
    bgp = next(line.split() for line in lines if line.startswith("bgp"))
    assert bgp[1:4] == ["asked", "asked", "read"]
    every = lines[lines.index("platforms") :]
    assert "http" in next(line for line in every if line.startswith("cisco_ios")).split("  ")[-1]


def test_show_the_commands_of_a_platform(netsop: Run) -> None:
    out = netsop("inventory", "show", "--capabilities", "frr").out
    row = next(line for line in out.splitlines() if line.startswith("bgp "))
    assert "asked" in row
    assert "vtysh -c 'show bgp vrf all summary json'" in row
    assert "no platform 'nothing'" in netsop("inventory", "show", "--capabilities", "nothing").err


@pytest.mark.parametrize("form", ["mermaid", "svg"])
def test_graph_to_a_file_or_to_stdout(netsop: Run, tmp_path: Path, form: str) -> None:
    ran = netsop("inventory", "graph", "--format", form, "-o", str(tmp_path / "out"))
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "out").read_text(encoding="utf-8") == netsop("inventory", "graph", "--format", form).out


def test_graph_into_no_folder(netsop: Run, tmp_path: Path) -> None:
    ran = netsop("inventory", "graph", "-o", str(tmp_path / "no/out"))
    assert ran.code == 1
    assert "cannot be written" in ran.err
