from __future__ import annotations

import pytest

from netsop.parse.spelling import Fit, fit, forms, mistakes, unfiltered, words


def best(form: str, command: str) -> Fit | None:
    fits = [found for one in forms(form) if (found := fit(one, words(command)))]
    return max(fits, key=lambda found: (found.fixed, found.full), default=None)


@pytest.mark.parametrize(
    ("form", "command", "said"),
    [
        ("show interfaces", "sh int", "show interfaces"),
        ("show interface", "show interfaces", "show interface"),
        ("show interfaces [{interface}]", "SHOW INT Gi 0/1", "show interfaces Gi 0/1"),
        ("show vlan (brief, summary)", "sh vl sum", "show vlan summary"),
        ("show [ip] arp [vrf {vrf}]", "sh arp vrf red", "show arp vrf red"),
        ("traceroute {target} ...", "traceroute 10.0.0.1 numeric", "traceroute 10.0.0.1 numeric"),
        ("show (ip, ipv6) bgp summary", "show ipv6 bgp sum", "show ipv6 bgp summary"),
        ("show version | json", "sh ver | json", "show version | json"),
        ("ip arp print", "/ip/arp/print", "ip arp print"),
        ("/ip arp print", "ip arp print", "ip arp print"),
        ("dig @{server} {query} A", "dig @10.0.0.53 example.net A", "dig @10.0.0.53 example.net A"),
    ],
)
def test_a_command_fits_a_form_and_is_spelled_out(form: str, command: str, said: str) -> None:
    found = best(form, command)
    assert found is not None
    assert found.said == said


@pytest.mark.parametrize(
    ("form", "command"),
    [
        ("show interfaces", "show interfaces status"), ("show interfaces", "show"), ("show interfaces", "shut int"),
        ("show vlan (brief, summary)", "show vlan"), ("show version", "show version | json"), ("a 1", "a 12"),
    ],
)  # fmt: skip
def test_another_command_does_not_fit(form: str, command: str) -> None:
    assert best(form, command) is None


def test_the_arguments_are_taken_by_name() -> None:
    found = best("show ip arp vrf {vrf}", "sh ip arp vrf red")
    assert found is not None
    assert found.args == (("vrf", "red"),)
    joined = best("show interfaces {interface}", "show int gi 0/1")
    assert joined is not None
    assert joined.args == (("interface", "gi0/1"),)


def test_what_is_spelled_in_full_fits_better() -> None:
    exact, short = best("show vlan", "show vlan"), best("show vlan", "sh vl")
    assert exact is not None
    assert short is not None
    assert (exact.fixed, short.fixed) == (2, 2)
    assert exact.full > short.full


@pytest.mark.parametrize("form", ["show [ip", "show ip]", "show (a, b", "show (a, [b)]"])
def test_brackets_have_to_pair(form: str) -> None:
    with pytest.raises(ValueError, match="do not pair"):
        forms(form)


def test_a_form_has_a_limit() -> None:
    with pytest.raises(ValueError, match="more than 256"):
        forms("show " + "[a] " * 9)


def test_a_filter_is_taken_off_but_not_a_format() -> None:
    assert unfiltered("show ip arp | include 10.0.0.1") == "show ip arp"
    assert unfiltered("show arp | no-more") == "show arp"
    assert unfiltered("show version | json") == "show version | json"
    assert words("/ip arp print") == ("ip", "arp", "print")


def test_an_argument_is_not_what_another_form_knows_as_a_word() -> None:
    status, port = best("show interfaces status", "sh int status"), best("show interfaces {interface}", "sh int status")
    assert status is not None
    assert port is not None
    assert mistakes(port, status)
    assert not mistakes(status, port)
