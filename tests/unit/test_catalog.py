"""An item exists because its file does; a workspace's own comes before ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from netsop import catalog
from netsop.errors import InvalidInput, NotFound
from netsop.model.record import Record


class Item(Record):
    title: str


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalog, "PACKAGE", tmp_path / "package")
    for folder, name, title in (
        ("package/diagnosis/faults", "link-cut", "ours"),
        ("package/diagnosis/faults", "power-lost", "ours"),
        ("city/inventory/extend/faults", "link-cut", "theirs"),
        ("city/inventory/extend/faults", "flood", "theirs"),
    ):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / f"{name}.yaml").write_text(f"title: {title}\n", encoding="utf-8")
    return tmp_path / "city"


def test_items_of_both_places_the_workspaces_first(root: Path) -> None:
    found = catalog.load_all("diagnosis/faults", Item, root=root)
    assert {name: item.title for name, item in found.items()} == {
        "flood": "theirs", "link-cut": "theirs", "power-lost": "ours",
    }
    assert list(found) == sorted(found)


def test_without_a_workspace_only_ours(root: Path) -> None:
    assert set(catalog.load_all("diagnosis/faults", Item)) == {"link-cut", "power-lost"}
    assert root.exists()


def test_an_item_is_found_by_name(root: Path) -> None:
    assert catalog.find("diagnosis/faults", "flood", root=root).is_relative_to(root)
    with pytest.raises(NotFound, match="there is no 'floods' among the faults; one of: flood, link-cut, power-lost"):
        catalog.find("diagnosis/faults", "floods", root=root)


def test_a_kind_without_items(root: Path) -> None:
    assert catalog.files("checks", root=root) == {}
    with pytest.raises(NotFound, match="one of: none"):
        catalog.find("checks", "x", root=root)


def test_a_wrong_item_is_named_by_its_place_in_the_workspace(root: Path) -> None:
    (root / "inventory/extend/faults/flood.yaml").write_text("titel: x\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"^inventory/extend/faults/flood\.yaml:1: title: is missing"):
        catalog.load_all("diagnosis/faults", Item, root=root)


@pytest.mark.parametrize(("name", "says"), [("x.yml", "call it x.yaml"), ("a b.yaml", "cannot be referred to")])
def test_a_file_that_nobody_would_find(root: Path, name: str, says: str) -> None:
    (root / "inventory/extend/faults" / name).write_text("title: x\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=says):
        catalog.files("diagnosis/faults", root=root)


def test_a_folder_with_the_name_of_an_item(root: Path) -> None:
    (root / "inventory/extend/faults/odd.yaml").mkdir()
    with pytest.raises(InvalidInput, match=r"odd\.yaml: cannot be read: Is a directory"):
        catalog.load_all("diagnosis/faults", Item, root=root)
