from __future__ import annotations

import pytest

from netsop.parse import clean

NOISE = (r"^\*\w{3} +\d+ .*: %\w+-\d-\w+: .*$", r" ?--More-- ?")


def kept(text: str, *echoes: str) -> list[str]:
    return clean.lines(text, NOISE, echoes)[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\r\nb\r\n", ["a", "b"]),
        ("\x1b[32mdefault\x1b[0m via\x1b[K", ["default via"]),
        ("\u241b[1mbold\u241b[0m", ["bold"]),
        ("x\x1b]0;title\x07y", ["xy"]),
        ("one\n --More-- \b\b\b\b\b\b\b\b\b\b          \rtwo", ["one", "two"]),
        ("Gi0/1 up\rGi0/2 down\r\rGi0/3 up", ["Gi0/1 up", "Gi0/2 down", "Gi0/3 up"]),
        ("one\n          \rtwo", ["one", "two"]),
        ("a\x00b\x07", ["ab"]),
        ("one\n*Mar  1 00:12:44.123: %LINK-3-UPDOWN: Interface Gi0/9 down\ntwo", ["one", "two"]),
        ("\n\n", []),
        ("", []),
        ("one\nrouter1#", ["one"]),
        ("one\n[admin@core2] >", ["one"]),
    ],
)
def test_only_the_answer_stays(text: str, lines: list[str]) -> None:
    assert kept(text) == lines


def test_the_echoed_command_goes_with_or_without_prompt() -> None:
    assert kept("show version\nCisco", "show  version") == ["Cisco"]
    assert kept("r1#show version\nCisco", "show version") == ["Cisco"]
    assert kept("Cisco", "show version") == ["Cisco"]
    assert kept("r1#sh ver\nCisco", "show version", "sh  ver") == ["Cisco"]


def test_numbers_are_those_of_the_text_as_it_came() -> None:
    assert clean.lines("\none\n --More-- \ntwo", NOISE) == (["one", "two"], [2, 4])


def test_the_end_of_an_xml_answer_is_no_prompt() -> None:
    assert kept("<a>\n</a>\n\n<core1>") == ["<a>", "</a>"]
    assert kept("<a>\n</a>") == ["<a>", "</a>"]


def test_control_sequences_of_eight_bits_go_too() -> None:
    assert kept("\x9b0mone\x9b1;31m two\n\x9d0;title\x07three\x85") == ["one two", "three"]


def test_a_byte_order_mark_and_a_pagers_line_are_no_text() -> None:
    assert kept('\ufeff{"a": 1}') == ['{"a": 1}']
    assert clean.lines("one\n --More-- \ntwo\n<--- More --->\nthree")[0] == ["one", "two", "three"]
