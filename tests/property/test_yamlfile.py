"""Whatever the text, reading it gives data or InvalidInput; and what a plain dump writes is read back the same."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from netsop import yamlfile
from netsop.errors import InvalidInput

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
# A plain dump writes 1.5e3 for a text too, because its YAML 1.1 wants a sign in the exponent.
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9]+\.[0-9]+[eE][0-9]+\Z")
_WORDS = _TEXT.filter(lambda text: not _LIKE_A_NUMBER.match(text))
_NUMBERS = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
_DATA = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=20,
)
_YAML_SIGNS = st.text(st.sampled_from("{}[]&*!|>'\"%@`#,?:-<=~. \n\t\\ab01\u0085\u2028\ufeff\x00\x1b"), max_size=60)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


@given(st.text() | _YAML_SIGNS)
@example("<<")
@example("a: 1e400.0")
@example("? \n: \n? \n: ")
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidInput):
        yamlfile.parse(text, file="f")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(InvalidInput):
        yamlfile.parse(data.decode("utf-8", errors="surrogateescape"), file="f")


@given(_DATA)
def test_a_plain_dump_is_read_back(data: Any) -> None:
    text = yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    found = yamlfile.parse(text, file="f").data
    assert found == data
    assert repr(found) == repr(data)


@given(st.dictionaries(_WORDS, _DATA, max_size=5))
def test_every_value_has_a_line_in_the_file(data: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    document = yamlfile.parse(text, file="f")
    assert all(1 <= line <= text.count("\n") + 1 for line in document.lines.values())
    assert all((key,) in document.lines for key in data)
