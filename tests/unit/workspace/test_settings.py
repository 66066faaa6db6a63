"""netsop.yaml, overridden by NETSOP_* variables; a wrong value names where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from netsop.errors import InvalidInput
from netsop.workspace.settings import lab_wanted, read_settings, variables


def test_a_variable_wins_over_the_file(city: Path) -> None:
    settings = read_settings(city, {"NETSOP_COLLECT_WORKERS": "7", "NETSOP_LANGUAGE": "en"})
    assert (settings.collect.workers, settings.language) == (7, "en")
    assert settings.collect.max_bytes == 8388608


def test_other_variables_of_ours_are_left_alone(city: Path) -> None:
    assert read_settings(city, {"NETSOP_PASSWORD": "x", "NETSOP_VERSION": "9"}) == read_settings(city, {})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("NETSOP_COLLECT_WORKERS", "many", "NETSOP_COLLECT_WORKERS: input should be a valid integer"),
        ("NETSOP_COLLECT_WORKERS", "0", "NETSOP_COLLECT_WORKERS: input should be greater than or equal to 1"),
        ("NETSOP_LANGUAGE", "nl", "NETSOP_LANGUAGE: input should be 'id' or 'en', found 'nl'"),
        ("NETSOP_TIMEZONE", "Mars/Base", "NETSOP_TIMEZONE: is not a time zone that this machine knows"),
        ("NETSOP_TIMEZONE", "../../etc/passwd", "NETSOP_TIMEZONE: is not a time zone"),
        ("NETSOP_CASE_PREFIX", "../x", "NETSOP_CASE_PREFIX: string should match pattern"),
    ],
)
def test_a_wrong_variable_is_named(city: Path, name: str, value: str, expected: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_settings(city, {name: value})
    assert str(caught.value).startswith(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("version: 1", "version: 2", "netsop.yaml:2: version: input should be 1, found 2"),
        ("workers: 50", "workers: lots", "netsop.yaml:9: collect.workers: input should be a valid integer"),
        ("workers: 50", "worker: 50", "netsop.yaml:9: collect.worker: is not a known field"),
        ("Asia/Jakarta", "Asia/Pekalongan", "netsop.yaml:4: timezone: is not a time zone"),
        ("version: 1", "- version: 1", "netsop.yaml:"),
    ],
)
def test_a_wrong_file_is_named(
    city: Path, edit: Callable[[str, str, str], None], old: str, new: str, expected: str
) -> None:
    edit("netsop.yaml", old, new)
    with pytest.raises(InvalidInput) as caught:
        read_settings(city, {})
    assert str(caught.value).startswith(expected)


def test_an_empty_file_means_the_defaults(city: Path) -> None:
    (city / "netsop.yaml").write_text("", encoding="utf-8")
    assert read_settings(city, {}).version == 1


def test_every_setting_but_the_version_has_a_variable() -> None:
    names = set(variables().values())
    assert {"NETSOP_OFFICE", "NETSOP_COLLECT_DEVICE_DEADLINE_S"} <= names
    assert "NETSOP_VERSION" not in names


def test_the_laboratory_switch() -> None:
    assert lab_wanted({}) is True
    assert lab_wanted({"NETSOP_LAB": "off"}) is False
    with pytest.raises(InvalidInput, match="NETSOP_LAB: must be on or off, found 'maybe'"):
        lab_wanted({"NETSOP_LAB": "maybe"})
