"""The line that shows a fact."""

from __future__ import annotations

from netsop.checks.quote import quote
from netsop.facts.interfaces import Interface
from netsop.facts.optics import Optic

SHEET = """         name: sfp-sfpplus1
       status: no-link
 sfp-rx-power: -40dBm
 sfp-tx-power: -5.9dBm
"""


def test_the_line_with_the_value_is_quoted() -> None:
    optic = Optic(interface="sfp-sfpplus1", rx_power_dbm=-40.0, tx_power_dbm=-5.9)
    assert quote(SHEET, optic, "rx_power_dbm") == "sfp-rx-power: -40dBm"
    assert quote(SHEET, optic, "tx_power_dbm") == "sfp-tx-power: -5.9dBm"


def test_the_line_that_names_the_fact_may_hold_the_value() -> None:
    text = "Vlan1 is up\nGigabitEthernet0/1 is down, line protocol is down\n"
    fact = Interface(name="GigabitEthernet0/1", oper_state="down")
    assert quote(text, fact, "oper_state") == "GigabitEthernet0/1 is down, line protocol is down"


def test_what_cannot_be_quoted_is_told_by_its_fields() -> None:
    fact = Interface(name="eth1", admin_state="up", oper_state="down", mtu=1500)
    assert quote('[{"ifname":"eth1","operstate":"DOWN"}]', fact, "oper_state").startswith("name=eth1 oper_state=down")


def test_a_long_line_is_not_quoted() -> None:
    fact = Interface(name="eth1", oper_state="down")
    assert len(quote(f"eth1 is down {'x' * 300}", fact, "oper_state")) <= 110


def test_a_word_inside_another_is_not_the_value() -> None:
    fact = Interface(name="ether1", oper_state="down")
    text = 'name="ether1" type="ether"\nlast-link-down-time=2024-03-14 09:12:11\n'
    assert quote(text, fact, "oper_state").startswith("name=ether1 oper_state=down")
