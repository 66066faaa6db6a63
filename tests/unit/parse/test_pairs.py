from __future__ import annotations

from netsop.parse.pairs import read_entries, read_sheet
from netsop.parse.rows import Rows


def entries(text: str) -> Rows:
    lines = text.split("\n")
    return read_entries(lines, range(1, len(lines) + 1))


def test_entries_with_flags_comments_and_wrapped_lines() -> None:
    found = entries(
        'Flags: X - disabled; R - running\n 0  R  ;;; to the provider\n        name="sfp 1" mtu=1500\n'
        '        mac-address=AA:BB:CC:00:00:01\n\n 1 X   name="b \\"x\\"" mtu=1500\n   DAc  dst=10.0.0.0/8 gw=lo'
    )
    first, second, third = (dict(row.cells) for row in found.rows)
    assert first["name"] == "sfp 1"
    assert (first["comment"], first["letters"], first["flags"]) == ("to the provider", ["R"], "R")
    assert first["mac-address"] == "AA:BB:CC:00:00:01"
    assert (second["name"], second["letters"], second["comment"]) == ('b "x"', ["X"], "")
    assert (third["dst"], third["flags"]) == ("10.0.0.0/8", "DAc")
    assert [row.line for row in found.rows] == [2, 6, 7]
    assert found.unread == []


def test_values_without_quotes_may_hold_blanks() -> None:
    row = entries(" 3 ADC  dst=10.0.0.0/8 status=10.0.0.1 reachable via  pppoe-out1 rx-byte=1 234 567 x=1").rows[0]
    assert row.cells["status"] == "10.0.0.1 reachable via  pppoe-out1"
    assert row.cells["rx-byte"] == "1 234 567"
    assert row.cells["flags"] == "ADC"


def test_a_key_that_begins_with_a_dot_continues_the_last_one() -> None:
    row = entries(' 0 E name="x" \n     remote.address=10.0.0.1 .as=1 \n     local.role=ebgp .as=2').rows[0]
    assert (row.cells["remote.as"], row.cells["local.as"]) == ("1", "2")


def test_a_legend_alone_says_that_there_are_none() -> None:
    assert entries("Flags: E - established \n").none
    assert not entries("").none
    assert not entries("bad command name").none


def test_a_quotation_that_does_not_end_is_unread() -> None:
    found = entries(' 0 name="a" note="cut he')
    assert found.rows[0].cells["name"] == "a"
    assert found.rows[0].cells.get("note", "") == ""
    assert found.unread[0].line == 1


def test_other_text_is_unread() -> None:
    found = entries("IPv6 Address   Age Link-layer Addr\n2001:db8::1  0 fa16.3eff.09c8")
    assert found.rows == []
    assert found.unread


def test_a_sheet_is_one_row_with_keys_in_lower_case() -> None:
    lines = ["  ;;; reboot for changes to take effect", "   Uptime: 1w2d", "  board-name: hEX PoE lite", "", "  empty:"]
    found = read_sheet(lines, range(1, 6))
    assert found.rows[0].cells == {"uptime": "1w2d", "board-name": "hEX PoE lite", "empty": ""}
    assert read_sheet(["no colon here"], [1]).unread[0].line == 1
