from __future__ import annotations

from netsop.model.platform import Platform
from netsop.parse.explain import explain
from netsop.report.explanation import text as shown

FAULTY = """Gi0/1 is down, line protocol is down (notconnect)
  Hardware is Gigabit, address is 0000.5e00.5301
  something that no rule knows
  MTU 1500 bytes
  Full-duplex, fastMb/s
"""


def test_an_explanation_names_rules_rows_conversions_and_what_is_left(platforms: dict[str, Platform]) -> None:
    first, *_ = explain(platforms["cisco_ios"], "sh int", "interfaces", FAULTY)
    assert (first.command, first.status) == ("show interfaces", "ok")
    assert "interfaces" in first.reader
    assert {fitting.line for fitting in first.fittings} >= {1, 2, 4}
    made = next(made for row in first.rows for made in row.made if made.fact)
    assert made.kind == "interface"
    by_field = {field.field: field for field in made.fields}
    assert (by_field["mtu"].source, by_field["mtu"].cell, by_field["mtu"].value) == ("MTU", "1500", 1500)
    assert by_field["mac"].conversion == "mac"
    assert [left.number for left in first.left if "no rule knows" in left.text] == [3]


def test_the_text_shows_the_same_for_people(platforms: dict[str, Platform]) -> None:
    first, *_ = explain(platforms["cisco_ios"], "sh int", "interfaces", FAULTY)
    sheet = shown(first)
    assert "mtu = 1500  (MTU '1500', int)" in sheet
    assert "left unread:" in sheet
    assert "    3    something that no rule knows" in sheet


def test_a_value_that_does_not_convert_is_explained_with_its_reason(platforms: dict[str, Platform]) -> None:
    answer = '[{"dst": "10.0.0.9", "dev": "eth0", "lladdr": "zz", "state": ["REACHABLE"]}]\n'
    first, *_ = explain(platforms["linux"], "ip -j neighbour show", "arp", answer)
    assert "mac: unknown (lladdr 'zz' is not a MAC address)" in shown(first)
