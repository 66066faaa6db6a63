"""Every kind of mistake in an inventory is told with its file, line, field and what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from netsop import yamlfile
from netsop.workspace.root import examine

HOSTS, SITES, BUDGETS = "inventory/hosts.yaml", "inventory/intent/sites.yaml", "inventory/intent/budgets.yaml"
LINKS, CIRCUITS = "inventory/intent/links.yaml", "inventory/intent/circuits.yaml"
CAMPUS = Path(__file__).parents[2] / "networks" / "campus"
CAMPUS_ROWS = yamlfile.read(Path(__file__).with_name("wrong_campus.yaml")).data
ROWS = yamlfile.read(Path(__file__).with_name("wrong.yaml")).data


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_mistake_is_told(city: Path, edit: Callable[[str, str, str], None], row: dict[str, str]) -> None:
    edit(row["file"], row["old"], row["new"])
    lines = [str(problem) for problem in examine(city).problems]
    assert any(line.startswith(row["says"]) for line in lines), lines
    assert "hunter2" not in "".join(lines)
    assert "271828" not in "".join(lines)


@pytest.mark.parametrize("row", CAMPUS_ROWS, ids=[row["name"] for row in CAMPUS_ROWS])
def test_a_mistake_about_switching_is_told(tmp_path: Path, row: dict[str, str]) -> None:
    root = tmp_path / "campus"
    shutil.copytree(CAMPUS, root)
    path = root / row["file"]
    text = row.get("text") or path.read_text(encoding="utf-8")
    assert row.get("old", text) in text
    path.write_text(text.replace(row["old"], row["new"], 1) if "old" in row else text, encoding="utf-8")
    lines = [str(problem) for problem in examine(root).problems]
    assert any(line.startswith(row["says"]) for line in lines), lines


def test_the_example_workspace_has_no_problem(city: Path) -> None:
    assert examine(city).problems == ()


def test_all_problems_are_told_at_once(city: Path, edit: Callable[[str, str, str], None]) -> None:
    edit(HOSTS, "role: core,", "role: kore,")
    edit(SITES, "kind: pop", "kind: pub")
    edit(CIRCUITS, "  circuit_id: NLD-PKL-0071\n", "")
    edit(LINKS, "optics: sfp-lx10", "optics: [sfp]")
    assert len(examine(city).problems) == 4


def test_a_broken_entry_raises_no_follow_up_complaints(city: Path, edit: Callable[[str, str, str], None]) -> None:
    edit(HOSTS, "role: core,", "role: kore,")
    (problem,) = examine(city).problems
    assert "core1.data.role" in str(problem)


def test_a_platform_must_be_known(city: Path) -> None:
    problems = examine(city, known_platforms={"cisco_ios", "mikrotik_routeros", "linux"}).problems
    assert [str(problem) for problem in problems] == [
        f"{HOSTS}:34: rtr-kecbarat.platform: there is no platform 'frr'"
    ]


@pytest.mark.parametrize("name", ["hosts", "intent/links"])
def test_bytes_that_are_no_text(city: Path, name: str) -> None:
    (city / f"inventory/{name}.yaml").write_bytes(b"a: \xff\xfe\n")
    assert "not UTF-8 text" in str(examine(city).problems[0])


def test_no_hosts_file(city: Path) -> None:
    (city / HOSTS).unlink()
    assert str(examine(city).problems[0]).startswith(f"{HOSTS}: no such file; write the hosts there")


def test_hosts_file_that_is_empty_or_a_list(city: Path) -> None:
    for text in ("", "- core1\n"):
        (city / HOSTS).write_text(text, encoding="utf-8")
        assert "expected a mapping" in str(examine(city).problems[0])


def test_no_intent_folder(city: Path) -> None:
    (city / "inventory/intent").rename(city / "inventory/intended")
    assert str(examine(city).problems[0]).startswith("inventory/intent: no such folder")


def test_a_file_that_nobody_reads(city: Path) -> None:
    (city / "inventory/intent/link.yaml").write_text("[]\n", encoding="utf-8")
    assert str(examine(city).problems[0]).startswith("inventory/intent/link.yaml: not a file of the intent; one of:")


def test_files_of_intent_may_be_absent_or_empty(city: Path) -> None:
    for name in ("services", "sessions"):
        (city / f"inventory/intent/{name}.yaml").unlink()
    limits = "{rx_min_dbm: -19, rx_max_dbm: -3, tx_min_dbm: -9, tx_max_dbm: -3}"
    (city / BUDGETS).write_text(f"optics: {{sfp-lx10: {limits}}}\n", encoding="utf-8")
    assert examine(city).problems == ()
