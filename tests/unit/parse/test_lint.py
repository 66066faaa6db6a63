from __future__ import annotations

import pytest

from netsop.parse.lint import nests


@pytest.mark.parametrize("pattern", [r"(a+)+", r"(?:\s*\w*)*", r"(a*)*b", r"(?:(?:x+)?)+", r"(?:a|b+)+", r"(\d+)*?",
                                     r"(.*,)*x", r"(?:\S+-)+x"])  # fmt: skip
def test_nested_repeats_are_found(pattern: str) -> None:
    assert nests(pattern)


@pytest.mark.parametrize("pattern", [r"^a+b+$", r"(?:,\d+)*", r"(?:\d{1,3}\.){3}\d+", r"^\s+.*x", r"(?:a b+)+"])
def test_others_are_not(pattern: str) -> None:
    assert not nests(pattern)
