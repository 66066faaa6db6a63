from __future__ import annotations

import pytest

from netsop.parse.template import compile_template
from netsop.parse.textfsm import read

TABLE = r"""Value Filldown GROUP (\w+)
Value Required NAME (\w+)
Value List TAG (\w+)
Value SIZE (\d+)

Start
  ^group ${GROUP}
  ^${NAME}: ${SIZE}\s*$$ -> Record
  ^${NAME}: -> Continue
  ^\w+: ${TAG} -> Continue
  ^\w+: \w+ ${TAG} -> Record
  ^end -> End
  ^# .* -> Next
  ^\s*$$
  ^. -> Error
"""


def rows(template: str, text: str) -> list[dict[str, object]]:
    lines = text.split("\n")
    return [dict(row.cells) for row in read(compile_template(template), lines, range(1, len(lines) + 1)).rows]


def test_values_fill_down_collect_and_are_required() -> None:
    found = rows(TABLE, "group a\none: 7\ngroup b\ntwo: red blue\n# note\nthree: 8\nend\nfour: 9")
    assert found == [
        {"GROUP": "a", "NAME": "one", "TAG": [], "SIZE": "7"},
        {"GROUP": "b", "NAME": "two", "TAG": ["red", "blue"], "SIZE": ""},
        {"GROUP": "b", "NAME": "three", "TAG": [], "SIZE": "8"},
    ]


def test_a_line_that_does_not_fit_is_unread_and_the_rest_is_read() -> None:
    lines = ["one: 7", "!!!", "two: 8"]
    found = read(compile_template(TABLE), lines, [11, 12, 13])
    assert [row.cells["NAME"] for row in found.rows] == ["one", "two"]
    assert [row.line for row in found.rows] == [11, 13]
    assert [(each.line, "'!!!'" in each.reason) for each in found.unread] == [(12, True)]


def test_the_last_record_is_saved_at_the_end_unless_the_template_says_otherwise() -> None:
    template = "Value NAME (\\w+)\n\nStart\n  ^name ${NAME}\n"
    assert rows(template, "name x") == [{"NAME": "x"}]
    assert rows(template + "\nEOF\n", "name x") == []


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("", "TextFSM"),
        ("Value A (\\w+)\n\nStart\n  ^${B}\n", "TextFSM"),
        ("Value A (\\w+\n\nStart\n  ^${A}\n", "TextFSM"),
        ("Value A (\\w+)\n\nBegin\n  ^${A}\n", "TextFSM"),
    ],
)
def test_a_template_that_cannot_be_run_is_refused(template: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        compile_template(template)


def test_compiling_twice_is_compiling_once() -> None:
    assert compile_template(TABLE) is compile_template(str(TABLE))
