from __future__ import annotations

from netsop.facts.device import Component
from netsop.facts.fact import Fact
from netsop.facts.interfaces import Interface
from netsop.model.platform import Driver, Mapping, Parser, Platform, ProbeSpec
from netsop.parse.engine import parse
from netsop.parse.join import absorb, join
from netsop.parse.mapping import mapper
from netsop.parse.rows import Row


def joined(*facts: Fact) -> list[dict[str, object]]:
    return [fact.to_json() for fact in join(facts, Component, ("name",))]


def test_two_rows_about_one_part_are_one_fact() -> None:
    assert joined(Component(name="1", part_no="A"), Component(name="2"), Component(name="1", serial="S")) == [
        {"fact": "component", "name": "1", "part_no": "A", "serial": "S"}, {"fact": "component", "name": "2"},
    ]  # fmt: skip


def test_rows_that_contradict_one_another_or_are_of_another_kind_stay_apart() -> None:
    assert len(joined(Component(name="1", serial="S"), Component(name="1", serial="T"))) == 2
    assert len(joined(Component(name="1"), Interface(name="1"))) == 2
    assert len(joined(Component(serial="S"), Component(serial="S"))) == 2


def test_a_text_of_several_lines_is_one_text() -> None:
    fields = {"name": "NAME", "description": {"column": "LINES", "join": " "}}
    one = mapper(Mapping.model_validate({"fact": "interface", "fields": fields}), {})
    (fact,) = one.facts([Row({"NAME": "p1", "LINES": ["to the office", "", "of health"]}, 1)], {}, [])
    assert fact.to_json()["description"] == "to the office of health"


def test_tables_about_one_thing_are_joined_in_an_answer() -> None:
    template = """Value NAME (p\\d)
Value IN (\\d+)
Value OUT (\\d+)

Start
  ^${NAME} in ${IN} -> Record
  ^${NAME} out ${OUT} -> Record
"""
    fields = {"name": "NAME", "in_octets": "IN", "out_octets": "OUT"}
    spec = ProbeSpec.model_validate({
        "command": "show counters", "parser": Parser(textfsm="t.textfsm", template=template),
        "facts": [{"fact": "interface", "fields": fields, "joins": ["name"]}],
    })  # fmt: skip
    known = Platform(name="t", title="T", driver=Driver(netmiko="x"), refused=("^%",), probes={"interfaces": spec})
    assert [fact.to_json() for fact in parse(known, "interfaces", (), "p1 in 7\np2 in 8\np1 out 9\n").facts] == [
        {"fact": "interface", "name": "p1", "in_octets": 7, "out_octets": 9},
        {"fact": "interface", "name": "p2", "in_octets": 8},
    ]


def test_another_reading_fills_up_what_has_the_same_key() -> None:
    facts = [Component(name="1", part_no="A"), Component(name="2")]
    more = [Component(name="1", serial="S"), Component(name="3"), Component(name="2")]
    assert [fact.to_json() for fact in absorb(facts, more)] == [
        {"fact": "component", "name": "1", "part_no": "A", "serial": "S"}, {"fact": "component", "name": "2"},
        {"fact": "component", "name": "3"},
    ]  # fmt: skip


def test_what_contradicts_or_may_mean_several_stays_apart() -> None:
    assert len(absorb([Component(name="1", serial="S")], [Component(name="1", serial="T")])) == 2
    twins = [Component(name="1"), Component(name="1")]
    assert len(absorb(twins, [Component(name="1", serial="T")])) == 3
    assert absorb(twins, [Component(name="1")]) == twins
    assert len(absorb([Component(serial="S")], [Component(part_no="P")])) == 2
