from __future__ import annotations

import pytest

from netsop.facts.parsed import Parsed, Status
from netsop.model.platform import Driver, Mapping, Parser, Platform, ProbeSpec
from netsop.parse.check import problems
from netsop.parse.engine import parse, refusal
from netsop.parse.lookup import find, read
from netsop.parse.names import canonical_interface

TEMPLATE = r"""Value Required PEER (\S+)
Value STATE (\w+)
Value AS (\w+)

Start
  ^Neighbor
  ^${PEER} ${STATE} ${AS}$$ -> Record
  ^. -> Error
"""
FIELDS = {"peer": "PEER", "state": {"column": "STATE", "enum": "states"}, "remote_as": "AS"}


def platform(**changes: object) -> Platform:
    probe = {
        "command": "show peers {vrf}",
        "parser": Parser(textfsm="x.textfsm", template=TEMPLATE),
        "facts": [{"fact": "bgp_peer", "fields": FIELDS}],
        "empty": ["^No peers"],
        "inactive": ["^% BGP not active"],
    } | changes
    return Platform(
        name="test", title="Test", driver=Driver(netmiko="x"), refused=(r"^% Invalid",), errors=(r"^% Error",),
        enums={"states": {"Up": "established", "Idle": "idle"}}, interface_names={"gi": "gigabitethernet"},
        probes={"bgp": ProbeSpec.model_validate(probe)},
    )  # fmt: skip


def test_rows_become_facts() -> None:
    parsed = parse(platform(), "bgp", (), "Neighbor\n10.0.0.1 Up 65001\n10.0.0.2 Idle 65002")
    assert parsed.status is Status.OK
    assert [fact.to_json() for fact in parsed.facts] == [
        {"fact": "bgp_peer", "peer": "10.0.0.1", "remote_as": 65001, "state": "established"},
        {"fact": "bgp_peer", "peer": "10.0.0.2", "remote_as": 65002, "state": "idle"},
    ]


def test_what_cannot_be_converted_is_absent_and_named() -> None:
    parsed = parse(platform(), "bgp", (), "10.0.0.1 Up x65001\n10.0.0.2 Flapping 65002")
    assert parsed.status is Status.PARTIAL
    assert [fact.to_json() for fact in parsed.facts] == [
        {"fact": "bgp_peer", "peer": "10.0.0.1", "state": "established"},
        {"fact": "bgp_peer", "peer": "10.0.0.2", "remote_as": 65002},
    ]
    assert [(each.line, each.reason.partition(":")[0]) for each in parsed.unread] == [(1, "remote_as"), (2, "state")]
    assert parsed.reason.startswith("line 1: remote_as: 'x65001' is not a whole number")


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("% Invalid input", Status.UNSUPPORTED, "the device says: % Invalid input"),
        ("% BGP not active", Status.UNSUPPORTED, "the device says: % BGP not active"),
        ("% Error in something", Status.ERROR, "the device says: % Error in something"),
        ("No peers", Status.EMPTY, "there are none"),
        ("", Status.UNKNOWN, "answered nothing"),
        ("\r\n  \r\n", Status.UNKNOWN, "answered nothing"),
        ("Neighbor", Status.UNKNOWN, "form of an answer"),
        ("some other text", Status.UNKNOWN, "line 1: peer: 'some' is not an IP address (and 2 more)"),
        ("!", Status.UNKNOWN, "line 1: does not fit the form of this output: '!'"),
        ("Username: ", Status.ERROR, "Username:"),
        ("Connection to 10.0.0.1 closed by remote host.", Status.ERROR, "closed"),
    ],
)
def test_an_answer_without_facts_says_why(text: str, status: Status, reason: str) -> None:
    parsed = parse(platform(), "bgp", (), text)
    assert (parsed.status, parsed.facts) == (status, ())
    assert reason in parsed.reason


def test_a_probe_that_the_platform_has_not() -> None:
    assert parse(platform(), "optics", (), "x").status is Status.UNSUPPORTED


def test_a_broken_template_is_unknown_not_a_crash() -> None:
    parsed = parse(platform(parser=Parser(textfsm="x", template="nonsense")), "bgp", (), "x")
    assert parsed.status is Status.UNKNOWN
    assert "TextFSM" in parsed.reason


def test_sources_of_a_field() -> None:
    fields = {
        "vrf": {"arg": "vrf", "column": "STATE"},
        "peer": {"column": ["NOTHING", "PEER"], "pattern": r"^([\d.]+)"},
        "afi": {"format": "{STATE}-{AS}"},
        "uptime_s": {"column": "AS", "scale": 60},
        "admin_down": {"column": "STATE", "has": "Ad"},
        "router_id": {"column": "NOTHING", "otherwise": "10.9.9.9"},
        "local_as": {"value": 7},
        "state": {"column": "STATE", "absent": ["admin"]},
    }
    spec = platform(facts=[Mapping.model_validate({"fact": "bgp_peer", "fields": fields})])
    fact = parse(spec, "bgp", (("vrf", "red"),), "10.0.0.1/32 Admin 5").facts[0]
    assert fact.to_json() == {
        "fact": "bgp_peer", "vrf": "red", "afi": "Admin-5", "peer": "10.0.0.1", "local_as": 7,
        "router_id": "10.9.9.9", "admin_down": True, "uptime_s": 300,
    }  # fmt: skip
    assert parse(spec, "bgp", (), "10.0.0.1 Admin 5").facts[0].to_json()["vrf"] == "Admin"


def test_rows_are_chosen_by_their_words_and_need_their_fields() -> None:
    chosen = platform(facts=[{"fact": "bgp_peer", "fields": FIELDS, "when": {"STATE": ["Up"]}, "unless": {"AS": ["9"]},
                              "requires": ["remote_as"]}])  # fmt: skip
    parsed = parse(chosen, "bgp", (), "10.0.0.1 Up 1\n10.0.0.2 Idle 2\n10.0.0.3 Up 9\n10.0.0.4 Up x")
    assert [fact.to_json()["peer"] for fact in parsed.facts] == ["10.0.0.1"]
    assert parsed.status is Status.PARTIAL


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"facts": [{"fact": "nothing", "fields": {}}]}, "there is no fact 'nothing'"),
        ({"facts": [{"fact": "bgp_peer", "fields": {"color": "PEER"}}]}, "no field 'color'"),
        ({"facts": [{"fact": "bgp_peer", "fields": {"peer": {"column": "P", "convert": "x"}}}]}, "no conversion 'x'"),
        ({"facts": [{"fact": "bgp_peer", "fields": {"state": {"column": "S", "enum": "x"}}}]}, "no table 'x'"),
        ({"facts": [{"fact": "bgp_peer", "fields": {"state": {"column": "S", "enum": {"a": "b"}}}}]}, "not words of"),
        ({"parser": Parser(textfsm="x", template="Value A (\\w+)\n\nStart\n  ^(${A}+)+$$\n")}, "stalled"),
        ({"parser": Parser(rows="a..b")}, "empty step"),
        ({"matches": ["("]}, "not a regular expression"),
        ({"empty": ["(a+)+$"]}, "stalled"),
        ({"empty": ["^x", "(?i)^y"]}, "beside one another"),
        ({"facts": [{"fact": "bgp_peer", "fields": {"peer": {"column": "PEER", "pattern": "p"}}}]}, "no group"),
        ({"facts": [{"fact": "bgp_peer", "fields": {"peer": {"column": "PEER", "pattern": "("}}}]}, "missing )"),
    ],
)
def test_data_that_cannot_work_are_found(changes: dict[str, object], why: str) -> None:
    assert any(why in problem for problem in problems(platform(**changes)))


def test_data_that_work_have_no_problems() -> None:
    assert problems(platform()) == ()


def test_a_command_finds_its_probe_and_parameters() -> None:
    known = platform(matches=["sh(?:ow)? peers"])
    assert [(hit.probe, hit.args) for hit in find(known, "show  PEERS red")] == [("bgp", (("vrf", "red"),))]
    assert [(hit.probe, hit.args) for hit in find(known, "sh peers")] == [("bgp", ())]
    assert find(known, "show version") == ()


def test_a_command_that_serves_several_capabilities_gives_all_facts(platforms: dict[str, Platform]) -> None:
    text = "                   uptime: 1d\n                  version: 7.14.3 (stable)\n                 cpu-load: 3%\n"
    found, parsed = read(platforms["mikrotik_routeros"], "/system resource print", "device", text)
    assert found == "device"
    assert [fact.to_json() for fact in parsed.facts] == [
        {"fact": "device", "os_version": "7.14.3", "uptime_s": 86400}, {"fact": "cpu", "name": "all", "util_pct": 3.0},
    ]  # fmt: skip


def test_a_command_without_a_reader_is_unsupported_in_the_devices_words_where_it_has_any() -> None:
    assert read(platform(), "show x", "", "% Invalid input")[1].reason == "the device says: % Invalid input"
    reason = "test has no probe or reader for 'show x'"
    assert read(platform(), "show x", "", "x")[1] == Parsed(Status.UNSUPPORTED, reason)


def test_a_refusal_is_quoted_without_a_probe() -> None:
    assert refusal(platform(), "\n% Invalid input detected") == "% Invalid input detected"
    assert refusal(platform(), "anything") == ""


@pytest.mark.parametrize("name", ["Gi0/1", "gi0/1", "GigabitEthernet0/1", "Gi 0/1", "GIGABITETHERNET0/1"])
def test_names_of_one_interface_are_equal(name: str) -> None:
    assert canonical_interface(platform(), name) == "gigabitethernet0/1"


def test_names_that_are_not_abbreviated_stay() -> None:
    assert canonical_interface(platform(), "sfp-sfpplus1") == "sfp-sfpplus1"
    assert canonical_interface(platform(), "eth1@if7") == "eth1"
    assert canonical_interface(platform(), "Gi0/1.100") == "gigabitethernet0/1.100"


@pytest.mark.parametrize("text", ["        Neighbor\n        10.0.0.1 Up 65001\n", "Neighbor\n    10.0.0.1 Up 65001\n"])
def test_a_margin_that_the_text_was_copied_with_is_taken_off(text: str) -> None:
    parsed = parse(platform(), "bgp", (), text)
    assert [fact.to_json()["peer"] for fact in parsed.facts] == ["10.0.0.1"]
    assert parsed.status is Status.OK
