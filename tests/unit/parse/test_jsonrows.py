from __future__ import annotations

import json

import pytest

from netsop.parse.jsonrows import compile_path, read
from netsop.parse.rows import Rows


def rows(path: str, text: str) -> Rows:
    lines = text.split("\n")
    return read((path,), lines, range(1, len(lines) + 1))


def cells(path: str, data: object, *columns: str) -> list[list[object]]:
    found = rows(path, json.dumps(data))
    assert found.unread == []
    return [[row.cells.get(column, "") for column in columns] for row in found.rows]


def test_keys_are_data_and_what_was_passed_through_can_be_named() -> None:
    data = {"vrf1": {"as": 1, "peers": {"10.0.0.1": {"state": "Up"}, "10.0.0.2": {"state": "Idle", "as": 9}}}}
    assert cells("{vrf}.peers.{peer}", data, "vrf", "as", "peer", "state") == [
        ["vrf1", "1", "10.0.0.1", "Up"], ["vrf1", "9", "10.0.0.2", "Idle"],
    ]  # fmt: skip


def test_a_step_that_may_be_missing_leaves_the_place_itself() -> None:
    data = [{"dst": "a", "nexthops": [{"dev": "x"}, {"dev": "y"}]}, {"dst": "b", "dev": "z"}]
    assert cells("[].nexthops[]?", data, "dst", "dev") == [["a", "x"], ["a", "y"], ["b", "z"]]


def test_cells_are_text_or_lists_of_text() -> None:
    data = [{"n": 1, "t": True, "l": ["UP", {"x": 1}], "d": {"e": {"f": 0}}, "z": None, "a": ["10.0.0.1"]}]
    assert cells("[]", data, "n", "t", "l", "d.e.f", "d", "z", "a.0", "a.5", "n.x") == [
        ["1", "true", ["UP"], "0", "", "", "10.0.0.1", "", ""],
    ]  # fmt: skip


def test_a_list_of_one_may_come_as_that_one() -> None:
    assert cells("i[]", {"i": {"a": 1}}, "a") == [["1"]]


@pytest.mark.parametrize("text", ["[]", '{"neighbors": {}}', '{"neighbors": {"x": []}}'])
def test_an_empty_place_says_that_there_are_none(text: str) -> None:
    assert rows("[]" if text == "[]" else "neighbors.{id}[]", text).none


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ('note\n{"a": \n [1,', "broken", 3),
        ('{"b": []}', "no 'a'", None),
        ('{"a": []}\nprompt#', "behind", 2),
        ("[" * 100_000, "cannot be read|broken", 1),
        ('{"a": ' + "9" * 5000 + "}", "cannot be read", 1),
    ],
)
def test_broken_or_other_json_is_unread(text: str, why: str, line: int | None) -> None:
    found = rows("a[]", text)
    assert found.rows == []
    assert not found.none
    assert any(part in found.unread[0].reason for part in why.split("|"))
    assert found.unread[0].line == line


def test_text_without_json_gives_nothing() -> None:
    found = rows("[]", "ospfd is not running")
    assert (found.rows, found.unread, found.none) == ([], [], False)


def test_a_path_with_an_empty_step_is_refused() -> None:
    with pytest.raises(ValueError, match="empty step"):
        compile_path("a..b")


def test_a_column_may_be_the_rows_own_collect_from_a_list_or_only_be_there() -> None:
    ports = [{"name": "p1"}, {"name": "p2"}, {}]
    data = {"serial": "A", "parts": [{"ports": ports, "off": ""}, {"serial": "B"}]}
    assert cells("parts[]", data, "serial", ".serial", "ports.name", "off", ".off?") == [
        ["A", "", ["p1", "p2"], "", "true"], ["B", "B", "", "", ""],
    ]  # fmt: skip


def test_a_column_may_be_around_the_row_or_the_names_of_its_members() -> None:
    data = {"asn": "65001", "peers": {"10.0.0.1": {"asn": "65002", "ports": {"Et1": {}, "Et2": {}}}}}
    assert cells("peers.{peer}", data, "asn", "^asn", "ports*", "asn*") == [["65002", "65001", ["Et1", "Et2"], "65002"]]
