"""Conversions never guess: what they give reads back as itself, what they do not know they refuse."""

from __future__ import annotations

import contextlib
from ipaddress import IPv4Address, IPv4Network

from hypothesis import given
from hypothesis import strategies as st

from netsop.parse import normalise

ANY = st.text(max_size=60)


@given(st.sampled_from(sorted(normalise.CONVERSIONS)), ANY)
def test_any_text_is_converted_or_refused(name: str, cell: str) -> None:
    with contextlib.suppress(ValueError):
        normalise.CONVERSIONS[name](cell)


@given(st.integers(min_value=0, max_value=10**15))
def test_whole_numbers_in_every_form(value: int) -> None:
    assert normalise.integer(str(value)) == value
    assert normalise.integer(f"{value:,}") == value
    assert normalise.integer(f"{value:,}".replace(",", " ")) == value


@given(st.integers(0, 99), st.integers(0, 6), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_durations_in_every_form(weeks: int, days: int, hours: int, minutes: int, seconds: int) -> None:
    total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
    assert normalise.duration(f"{weeks}w{days}d{hours}h{minutes}m{seconds}s") == total
    assert normalise.duration(f"{weeks}w{days}d{hours:02}:{minutes:02}:{seconds:02}") == total
    words = f"{weeks} weeks, {days} days, {hours} hours, {minutes} minutes, {seconds} seconds"
    assert normalise.duration(words) == total
    assert normalise.duration(f"{hours:02}:{minutes:02}:{seconds:02}") == total % 86400


@given(st.binary(min_size=6, max_size=6), st.sampled_from(["{0:02x}:{1:02x}:{2:02x}:{3:02x}:{4:02x}:{5:02x}",
                                                           "{0:02X}-{1:02X}-{2:02X}-{3:02X}-{4:02X}-{5:02X}",
                                                           "{0:02x}{1:02x}.{2:02x}{3:02x}.{4:02x}{5:02x}",
                                                           "{0:x}:{1:x}:{2:x}:{3:x}:{4:x}:{5:x}"]))  # fmt: skip
def test_a_mac_is_one_in_every_form(raw: bytes, form: str) -> None:
    assert normalise.mac(form.format(*raw)) == raw.hex(":")


@given(st.ip_addresses())
def test_an_address_reads_back_as_itself(address: object) -> None:
    assert normalise.ip(str(address)) == str(address)


@given(st.integers(0, 2**32 - 1), st.integers(0, 32))
def test_a_prefix_covers_its_address(number: int, length: int) -> None:
    address = IPv4Address(number)
    network = IPv4Network(normalise.prefix(f"{address}/{length}"))
    assert address in network
    assert network.prefixlen == length == normalise.prefix_length(f"{address}/{length}")
    assert normalise.prefix_length(str(network.netmask)) == length


@given(st.integers(0, 2**32 - 1))
def test_an_area_is_one_in_both_forms(number: int) -> None:
    assert normalise.area(str(number)) == normalise.area(str(IPv4Address(number)))
