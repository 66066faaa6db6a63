"""Cells → values: the few conversions that all platforms share. Each raises ValueError rather than guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, ip_address, ip_network
from math import log10

Value = str | int | float | bool
Convert = Callable[[str], Value]

_INT = re.compile(r"[-+]?(\d+|\d{1,3}([ ,]\d{3})+)\Z", re.ASCII)
_NUM = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?(?<=\d)\Z", re.ASCII)
_MAC_PAIRS = re.compile(  # 0000.5e00.5301, 0000-5e00-5301, 00:00:5e:00:53:01, 00-00-…, 00005e-005301, 00005e005301
    r"(?=(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\Z|(?:[0-9a-f]{4}[.:-]){2}[0-9a-f]{4}\Z|[0-9a-f]{6}[:-]?[0-9a-f]{6}\Z)"
    + r"[.:-]?".join([r"([0-9a-f]{2})"] * 6)
)
_MAC_SHORT = re.compile(r"([0-9a-f]{1,2}[:-]){5}[0-9a-f]{1,2}\Z")
_SPEED = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:b(?:it)?s?(?:/s(?:ec)?|ps)?)?\Z", re.IGNORECASE | re.ASCII)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?(?:ytes)?\Z", re.IGNORECASE | re.ASCII)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.\d+)?\Z", re.ASCII)
_SPAN = re.compile(
    r"(\d+(?:\.\d+)?)\s*(y|w|d|h|ms|us|m|s|years?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|msecs?)\b"
    r"[\s,]*|(\d+(?:\.\d+)?)(y|w|d|h|ms|us|m|s)(?=\d)",
    re.IGNORECASE | re.ASCII,
)
_HOURS = re.compile(r"(?:\A|\s)\d{1,2}:\d{2}\Z", re.ASCII)
_ISO = re.compile(  # ISO 8601; a month is no number of seconds
    r"P(?=\S)(?:(\d+)Y)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\S)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?\Z", re.ASCII
)
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|us|s)", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?P<time>\d\d:\d\d:\d\d)(?:\.\d+)?"
_MOMENTS = (
    re.compile(
        rf"[*.]?{_TIME} \S{{1,8}} [A-Za-z]{{3}} (?P<month>[A-Za-z]{{3}}) {{1,2}}(?P<day>\d{{1,2}}) (?P<year>\d{{4}})\Z",
        re.ASCII,
    ),
    re.compile(rf"(?P<month>[a-z]{{3}})/(?P<day>\d\d)/(?P<year>\d{{4}}) {_TIME}\Z", re.ASCII),
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[ T]{_TIME}\Z", re.ASCII),
)
_LONGEST_NUMBER = 40
NO_LIGHT_DBM = -40.0

_SECONDS = {"y": 365 * 86400, "w": 7 * 86400, "d": 86400, "h": 3600, "m": 60, "s": 1, "ms": 0.001, "us": 0.000001}
_TRUE = frozenset({"true", "yes", "on", "enabled", "up", "1"})
_FALSE = frozenset({"false", "no", "off", "disabled", "down", "0"})


def text(cell: str) -> str:
    """Text with each run of white space as one space."""
    return " ".join(cell.split())


def integer(cell: str) -> int:
    """A whole number; thousands may be set apart by commas or blanks."""
    if len(cell) > _LONGEST_NUMBER or not _INT.match(cell):
        raise ValueError("not a whole number")
    return int(cell.replace(",", "").replace(" ", ""))


def number(cell: str) -> float:
    """A decimal number."""
    if len(cell) > _LONGEST_NUMBER or not _NUM.match(cell):
        raise ValueError("not a number")
    return float(cell.replace(",", ""))


def percent(cell: str) -> float:
    """A number of percent, with or without the sign."""
    return number(cell.removesuffix("%").rstrip())


def used_percent(cell: str) -> float:
    """The percent in use, from the percent that is idle or free."""
    return round(100 - percent(cell), 3)


def dbm(cell: str) -> float:
    """Optical power in dBm, with or without the unit. No light at all (-inf, `- Inf`) is -40, the floor of modules."""
    word = re.sub(r"\s*dbm\Z", "", cell, flags=re.IGNORECASE)
    return NO_LIGHT_DBM if word.lower() in {"-inf", "- inf"} else number(word)


def mw_to_dbm(cell: str) -> float:
    """Optical power in dBm, from milliwatts with or without the unit: 10 lg P. No light (0 mW) is -40."""
    power = number(re.sub(r"\s*mw\Z", "", cell, flags=re.IGNORECASE))
    if power < 0:
        raise ValueError("less than no light")
    return round(10 * log10(power), 6) if power else NO_LIGHT_DBM


def boolean(cell: str) -> bool:
    """A yes or no."""
    word = cell.lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ValueError("neither yes nor no")


def mac(cell: str) -> str:
    """A hardware address of 48 bits, lower case with colons."""
    word = cell.lower()
    if pairs := _MAC_PAIRS.match(word):
        return ":".join(pairs.groups())
    if not _MAC_SHORT.match(word):
        raise ValueError("not a MAC address")
    return ":".join(part.zfill(2) for part in re.split(r"[:-]", word))


@lru_cache(maxsize=8192)
def ip(cell: str) -> str:
    """An IP address in canonical text, without prefix length or zone."""
    try:
        return str(ip_address(cell.partition("%")[0]))
    except ValueError:
        raise ValueError("not an IP address") from None


@lru_cache(maxsize=8192)
def prefix(cell: str) -> str:
    """An IP prefix in canonical text, host bits cleared; a lone address is a host route."""
    try:
        return str(ip_network(cell, strict=False))
    except ValueError:
        raise ValueError("not an IP prefix") from None


def area(cell: str) -> str:
    """An OSPF area in dotted form, from either form."""
    try:
        return str(IPv4Address(int(cell) if cell.isdecimal() and cell.isascii() else cell))
    except ValueError:
        raise ValueError("not an OSPF area") from None


def ipv4_prefix(cell: str) -> str:
    """An IPv4 prefix where `default` stands for 0.0.0.0/0."""
    return "0.0.0.0/0" if cell == "default" else prefix(cell)


def masked_prefix(cell: str) -> str:
    """A prefix written with a mask or a length, where `default` is 0.0.0.0/0 whatever stands behind it."""
    return "0.0.0.0/0" if cell.startswith("default/") else prefix(cell)


def prefix_length(cell: str) -> int:
    """The length of a prefix, from `a.b.c.d/len`, a dotted mask or the length itself."""
    tail = cell.rpartition("/")[2]
    try:
        return IPv4Network(f"0.0.0.0/{tail}").prefixlen if "." in tail else integer(tail)
    except ValueError:
        raise ValueError("not a prefix length") from None


def duration(cell: str) -> int:
    """Seconds, rounded down: 1w2d, 3d04h, 00:01:02, 1w2d03:04:05, 1w2d3h4m5s, `2 weeks, 3 day(s)`, or plain seconds."""
    total, rest = 0.0, cell.strip().replace("(s)", "s")
    if not rest or len(rest) > 120:
        raise ValueError("not a duration")
    while rest and (span := _SPAN.match(rest)):
        amount, unit = (span[1], span[2]) if span[1] else (span[3], span[4])
        total += float(amount) * _unit_s(unit.lower())
        rest = rest[span.end() :]
    if rest and (clock := _CLOCK.match(rest)):
        total += int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    elif rest:
        total += number(rest) if rest == cell.strip() else number("")
    return int(total + 1e-9)


def uptime(cell: str) -> int:
    """Seconds, where a clock is hours and minutes (`3 days, 16:03`), as uptime(1) prints it."""
    return duration(f"{cell}:00" if _HOURS.search(cell) else cell)


def iso_duration(cell: str) -> int:
    """Seconds, rounded down, from a duration of ISO 8601 (P1DT2H3M4S), or from any other that `duration` reads."""
    if not cell.startswith("P"):
        return duration(cell)
    found = _ISO.match(cell) if len(cell) <= _LONGEST_NUMBER else None
    if not found:
        raise ValueError("not a duration")
    units = (_SECONDS[unit] for unit in "ywdhms")
    return int(sum(float(amount or 0) * unit for amount, unit in zip(found.groups(), units, strict=True)) + 1e-9)


def milliseconds(cell: str) -> float:
    """Milliseconds from parts with units (4ms123us, 1s20ms) or a plain number of milliseconds."""
    parts = _PART.findall(cell) if len(cell) <= _LONGEST_NUMBER else []
    if not parts or "".join(amount + unit for amount, unit in parts) != cell:
        return number(cell)
    return round(sum(float(amount) * _SECONDS[unit] for amount, unit in parts) * 1000, 3)


def _unit_s(unit: str) -> float:
    if unit.startswith(("ms", "us")):
        return _SECONDS[unit[:2]]
    return _SECONDS[unit[0]]


def speed(cell: str) -> int:
    """Bits per second: 1000Mb/s, 10Gbps, 1000000 Kbit, 10G, or plain bit/s."""
    found = _SPEED.match(cell) if len(cell) <= _LONGEST_NUMBER else None
    if not found:
        raise ValueError("not a speed")
    return round(float(found[1]) * 1000.0 ** " kmgt".index(found[2].lower() or " "))


def size(cell: str) -> int:
    """Bytes: 1024, 15.9GiB, 4096K (a bare K is 1024)."""
    found = _SIZE.match(cell) if len(cell) <= _LONGEST_NUMBER else None
    if not found:
        raise ValueError("not a size")
    return round(float(found[1]) * 1024.0 ** " kmgt".index(found[2].lower() or " "))


def difference(cell: str) -> int:
    """Bytes: one size less another, written `total - free`. Not below zero."""
    total, _, free = cell.partition(" - ")
    left = size(total.strip()) - size(free.strip())
    if left < 0:
        raise ValueError("more free than there is")
    return left


def used_share(cell: str) -> float:
    """Percent in use, written `free / total` in sizes."""
    free, _, total = cell.partition(" / ")
    whole = size(total.strip())
    if not whole:
        raise ValueError("a share of nothing")
    return round(100 * difference(f"{total} - {free}") / whole, 1)


def share_of(cell: str) -> int:
    """Bytes: a part of a size, written `22% of 16338 MB`."""
    part, _, total = cell.partition("% of ")
    return round(size(total.strip()) * number(part.strip()) / 100)


def moment(cell: str) -> str:
    """A date with its time in ISO 8601, without a zone: `09:12:44 WIB Tue Nov 24 2026`, `nov/24/2026 09:12:44`."""
    for pattern in _MOMENTS:
        if found := pattern.match(cell):
            year, month, day, time = found.group("year", "month", "day", "time")
            number = int(month) if month.isdecimal() else _MONTHS.index(month.lower()) + 1
            return datetime.fromisoformat(f"{year}-{number:02}-{int(day):02}T{time}").isoformat()
    raise ValueError("not a date with its time")


def asn(cell: str) -> int:
    """An AS number, plain or as dot (RFC 5396): 1.10 is 65546."""
    high, dot, low = cell.partition(".")
    return integer(high) * 65536 + integer(low) if dot else integer(high)


def chassis(cell: str) -> str:
    """A chassis ID: a hardware address in canonical form, anything else as it is."""
    try:
        return mac(cell)
    except ValueError:
        return text(cell)


def first_number(cell: str) -> float:
    """The number at the start of a text with a unit behind it (`41.5 degrees C`, `3.29 V`)."""
    found = re.match(r"[-+]?\d+(\.\d+)?(?=\D|\Z)", cell, re.ASCII)
    if not found:
        raise ValueError("does not start with a number")
    return number(found[0])


CONVERSIONS: dict[str, Convert] = {
    "text": text, "ifname": text, "enum": text, "int": integer, "num": number, "bool": boolean, "mac": mac,
    "ip": ip, "prefix": prefix, "ipv4_prefix": ipv4_prefix, "area": area, "masked_prefix": masked_prefix,
    "prefix_length": prefix_length, "duration": duration, "uptime": uptime, "iso_duration": iso_duration,
    "milliseconds": milliseconds,
    "speed": speed, "bytes": size, "percent": percent, "used_percent": used_percent, "dbm": dbm, "mw_to_dbm": mw_to_dbm,
    "first_number": first_number, "difference": difference, "used_share": used_share, "share_of": share_of,
    "asn": asn, "moment": moment,
    "chassis": chassis,
}
