"""A text that nobody vouches for may end within its last line."""

from __future__ import annotations

import pytest

from netsop.facts.parsed import Unread
from netsop.model.platform import Driver, Mapping, Parser, Platform, ProbeSpec
from netsop.parse.engine import Ending, Missing, missing, parse
from netsop.parse.mapping import mapper
from netsop.parse.pairs import read_entries, read_sheet
from netsop.parse.rows import Row

TEMPLATE = r"""Value NAME (\S+)
Value ADDRESS (\S+)
Value List TAG (\w+)
Value STATE (\w+)

Start
  ^${NAME} +${ADDRESS}(?: +${TAG})?(?: state ${STATE})?\s*$$ -> Record
"""
SPEC = ProbeSpec(
    command="show peers",
    parser=Parser(textfsm="t.textfsm", template=TEMPLATE),
    facts=(
        Mapping.model_validate({
            "fact": "neighbor", "requires": ["remote_system"],
            "fields": {"remote_system": "NAME", "remote_mgmt_ip": "ADDRESS", "protocol": {"value": "lldp"},
                       "remote_description": {"column": "STATE", "otherwise": "up"}},
        }),
    ),
)
PLATFORM = Platform(name="test", title="Test", driver=Driver(netmiko="x"), refused=("^%",), probes={"neighbors": SPEC})


def facts(text: str, ending: Ending) -> list[dict[str, object]]:
    return [fact.to_json() for fact in parse(PLATFORM, "neighbors", (), text, ending).facts]


def test_half_a_value_is_no_value_and_what_is_missing_then_says_nothing() -> None:
    text = "one 10.0.0.1\ntwo 10.0.0.2"
    first = {"fact": "neighbor", "protocol": "lldp", "remote_system": "one", "remote_mgmt_ip": "10.0.0.1",
             "remote_description": "up"}  # fmt: skip
    cut = parse(PLATFORM, "neighbors", (), text, Ending.UNSURE)
    assert [fact.to_json() for fact in cut.facts] == [
        first, {"fact": "neighbor", "protocol": "lldp", "remote_system": "two"},
    ]  # fmt: skip
    assert cut.status == "partial"
    assert cut.reason == "line 2: remote_mgmt_ip: the text ends within '10.0.0.2'"
    assert len(facts(text, Ending.WHOLE)[1]) == len(facts(f"{text}\n", Ending.UNSURE)[1]) == 5
    assert len(facts(f"{text}\nrouter1#", Ending.UNSURE)[1]) == 5


@pytest.mark.parametrize(("text", "line"), [("a\nb", 2), ("a\nb\n", 0), ("a\r\nb", 2), ("", 0), ("a", 1)])
def test_the_line_within_which_a_text_ends(text: str, line: int) -> None:
    numbers = list(range(1, len(text.split("\n")) + 1)) if text else []
    assert missing(text, numbers, Ending.UNSURE) == Missing(line)
    assert missing(text, numbers, Ending.FILTERED) == Missing(line, filtered=True)
    assert missing(text, numbers, Ending.WHOLE) == Missing()


def test_a_word_that_no_other_begins_with_is_whole_and_half_a_text_is_told() -> None:
    column = {"column": "NAME", "enum": {"up": "up", "up (looped)": "up", "down": "down"}}
    fields = {"fact": "interface", "fields": {"description": "ADDRESS", "oper_state": column, "mac": "MAC"}}
    state = mapper(Mapping.model_validate(fields), {})
    cells = {"NAME": "down", "ADDRESS": "to the off", "MAC": "0000.5e00.5301"}
    unread: list[Unread] = []
    (fact,) = state.facts([Row(cells, 7, cut=True, last=("NAME", "ADDRESS", "MAC"))], {}, unread)
    assert fact.to_json() == {"fact": "interface", "oper_state": "down", "mac": "00:00:5e:00:53:01"}
    assert [each.reason for each in unread] == ["description: the text ends within 'to the off'"]
    (fact,) = state.facts([Row(cells | {"NAME": "up"}, 7, cut=True, last=("NAME",))], {}, [])
    assert "oper_state" not in fact.to_json()


@pytest.mark.parametrize(("cell", "kept"), [("Vlan1425", True), ("Gigab", False), ("Vlan14", False), ("Vlan1/1", False),
                                             ("Port-Channel100.10", True)])  # fmt: skip
def test_a_name_is_kept_when_it_has_the_form_of_one_above(cell: str, kept: bool) -> None:
    names = mapper(Mapping.model_validate({"fact": "neighbor", "fields": {"local_interface": "PORT"}}), {})
    rows = [Row({"PORT": "Vlan1414"}, 1), Row({"PORT": cell}, 2, cut=True, last=("PORT",))]
    unread: list[Unread] = []
    assert len(names.facts(rows, {}, unread)) == 1 + kept
    assert len(unread) == 1


def test_the_last_pair_may_be_half() -> None:
    entries = read_entries([" 0 name=a mtu=1500", " 1 name=b mtu=15"], [1, 2], 2)
    assert [(row.cut, row.last) for row in entries.rows] == [(False, ()), (True, ("mtu",))]
    sheet = read_sheet(["name: a", "mtu: 15"], [1, 2], 2)
    assert (sheet.rows[0].cut, sheet.rows[0].last) == (True, ("mtu",))


def test_a_line_that_is_far_too_long_is_unread_and_the_others_are_read() -> None:
    parsed = parse(PLATFORM, "neighbors", (), "one 10.0.0.1\n" + "x " * 50_000 + "\ntwo 10.0.0.2\n")
    assert len(parsed.facts) == 2
    assert parsed.reason == "line 2: a line of 100000 characters"


def test_bytes_that_are_not_utf8_are_told() -> None:
    parsed = parse(PLATFORM, "neighbors", (), b"one 10.0.0.1\ncaf\xe9 10.0.0.2\n".decode("utf-8", "replace"))
    assert len(parsed.facts) == 2
    assert parsed.status == "partial"
    assert (parsed.unread[0].line, "not UTF-8" in parsed.unread[0].reason) == (2, True)


def test_what_an_output_filter_took_away_says_nothing() -> None:
    (whole,) = parse(PLATFORM, "neighbors", (), "one 10.0.0.1\n", Ending.UNSURE).facts
    (filtered,) = parse(PLATFORM, "neighbors", (), "one 10.0.0.1\n", Ending.FILTERED).facts
    assert whole.to_json()["remote_description"] == "up"
    assert "remote_description" not in filtered.to_json()
