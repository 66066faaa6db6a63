"""Our engine gives the rows of textfsm: on every template of ntc-templates, and on templates made at random."""

from __future__ import annotations

import random
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netsop.parse.template import compile_template
from netsop.parse.textfsm import read
from textfsm_texts import lenient, text_for

TEXTS, LINES, GROUP = 2, 25, 50


def ntc_templates() -> list[Path]:
    spec = find_spec("ntc_templates")
    assert spec is not None
    assert spec.origin is not None
    return sorted((Path(spec.origin).parent / "templates").glob("*.textfsm"))


TEMPLATES = ntc_templates()


def as_textfsm(fsm: Any, text: str) -> list[dict[str, Any]]:
    fsm.Reset()
    rows: list[dict[str, Any]] = fsm.ParseTextToDicts(text)
    return rows


def as_netsop(template: str, text: str) -> list[dict[str, Any]]:
    lines = text.splitlines()
    return [row.cells for row in read(compile_template(template), lines, range(1, len(lines) + 1)).rows]


@pytest.mark.parametrize("start", range(0, len(TEMPLATES), GROUP))
def test_every_template_of_ntc_templates_gives_the_same_rows(start: int) -> None:
    rows = 0
    for path in TEMPLATES[start : start + GROUP]:
        template = path.read_text(encoding="utf-8")
        fsm, chance = lenient(template), random.Random(path.name)
        for _ in range(TEXTS):
            text = text_for(fsm, chance, LINES)
            expected = as_textfsm(fsm, text)
            assert as_netsop(template, text) == expected, path.name
            rows += len(expected)
    assert rows > GROUP  # the texts are such that the templates find something in them


def test_only_what_textfsm_alone_can_do_is_left_to_it() -> None:
    left = [path.name for path in TEMPLATES if compile_template(path.read_text(encoding="utf-8")).stock]
    assert len(left) < len(TEMPLATES) / 50


PATTERNS = [r"\w+", r"\d+", r"\S+", r"\S.*?", r".+", r"a|b", r"[a-c]*", r"x?", r"(?:up|down)", r"(y)|z", r""]
OPTIONS = ["", "Required", "Filldown", "List", "Fillup", "Key", "Filldown,Required", "Required,List", "List,Required",
           "List,Filldown", "Filldown,List,Required", "Required,Fillup", "Fillup,List"]  # fmt: skip
PIECES = [r"\s*", " ", ":", r"\s+", "a", "is", r"(?:b)?", r"\d", ".*", "(c)?", r"$$"]
ACTIONS = ["", "", " -> Record", " -> Continue", " -> Continue.Record", " -> Next.Clear", " -> Clearall",
           " -> Continue.Clearall", " -> Next.Record Other", " -> Other", " -> Start", " -> End", " -> EOF",
           " -> Record End", " -> Error", ' -> Error "why"', " -> Continue.Clear", " -> Record EOF"]  # fmt: skip


@st.composite
def templates(draw: st.DrawFn) -> str:
    names = [f"V{number}" for number in range(draw(st.integers(1, 4)))]
    values = [
        f"Value {draw(st.sampled_from(OPTIONS))} {name} ({draw(st.sampled_from(PATTERNS))})".replace("  ", " ")
        for name in names
    ]
    states = []
    for state in ("Start", "Other"):
        rules = []
        for _ in range(draw(st.integers(0, 5))):
            places = draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
            around = draw(st.lists(st.sampled_from(PIECES), min_size=len(places) + 1, max_size=len(places) + 1))
            body = around[0] + "".join(f"${{{place}}}{piece}" for place, piece in zip(places, around[1:], strict=True))
            rules.append(f"  ^{body}{draw(st.sampled_from(ACTIONS))}")
        states.append("\n".join([state, *rules]))
    ending = draw(st.sampled_from(["", "\nEOF\n"]))
    return "\n".join([*values, "", *(f"{state}\n" for state in states)]) + ending


@settings(max_examples=400, deadline=None)
@given(templates(), st.integers(0, 2**32))
def test_random_templates_give_the_same_rows(template: str, seed: int) -> None:
    fsm = lenient(template)
    text = text_for(fsm, random.Random(seed), 12)
    assert as_netsop(template, text) == as_textfsm(fsm, text)
