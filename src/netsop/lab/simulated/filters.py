"""How vendors write the same value: names, addresses, durations."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from ipaddress import IPv4Network
from itertools import groupby
from typing import Any

from netsop.lab.simulated.routing import Route

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def short_name(name: str) -> str:
    """GigabitEthernet0/0/1 → Gi0/0/1."""
    return re.sub(r"^([A-Z][a-z])[A-Za-z-]*(?=\d)", r"\1", name)


def dotted_mac(mac: str) -> str:
    """02:11:22:33:44:55 → 0211.2233.4455."""
    digits = mac.replace(":", "")
    return ".".join(digits[place : place + 4] for place in (0, 4, 8))


def clock_age(seconds: int) -> str:
    """An age as routing tables of IOS and FRR have it: 02:11:09, 3d04h, 1w2d."""
    if seconds < _DAY:
        return f"{seconds // _HOUR:02}:{seconds % _HOUR // _MINUTE:02}:{seconds % _MINUTE:02}"
    days = seconds // _DAY
    return f"{days}d{seconds % _DAY // _HOUR:02}h" if days < 7 else f"{days // 7}w{days % 7}d"


def words_age(seconds: int) -> str:
    """3 weeks, 2 days, 4 hours, 11 minutes."""
    parts = [(seconds // (7 * _DAY), "week"), (seconds // _DAY % 7, "day"), (seconds // _HOUR % 24, "hour")]
    told = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in parts if count]
    minutes = seconds // _MINUTE % 60
    return ", ".join([*told, f"{minutes} minute{'s' if minutes != 1 else ''}"])


def letters_age(seconds: int) -> str:
    """3w2d4h11m45s."""
    units = ((7 * _DAY, "w"), (_DAY, "d"), (_HOUR, "h"), (_MINUTE, "m"), (1, "s"))
    text = ""
    for size, letter in units:
        count, seconds = divmod(seconds, size)
        text += f"{count}{letter}" if count else ""
    return text or "0s"


def letters_ms(milliseconds: float) -> str:
    """4ms123us."""
    whole, part = divmod(round(milliseconds * 1000), 1000)
    return f"{whole}ms{part}us" if whole else f"{part}us"


def milliwatts(dbm: float) -> str:
    """0.2541."""
    return f"{10 ** (dbm / 10):.4f}" if dbm > -40 else "0.0000"


def decibels(dbm: float, dark: str = "-inf") -> str:
    """-5.80, or the vendor's word for no light at all."""
    return f"{dbm:.2f}" if dbm > -40 else dark


def classful(routes: Iterable[Route]) -> list[tuple[str, list[Route]]]:
    """Routes under the classful network that IOS lists them under; a heading only over those that are parts of it."""
    parents = ((_parent(route.prefix), route) for route in routes)
    return [
        (_heading(IPv4Network(parent), [route for _, route in group]), [route for _, route in group])
        for parent, group in ((key, list(each)) for key, each in groupby(parents, key=lambda pair: pair[0]))
    ]


def _parent(prefix: IPv4Network) -> str:
    first = int(prefix.network_address) >> 24
    length = 8 if first < 128 else 16 if first < 192 else 24
    return str(prefix if prefix.prefixlen <= length else prefix.supernet(new_prefix=length))


def _heading(parent: IPv4Network, routes: list[Route]) -> str:
    if any(route.prefix == parent for route in routes):
        return ""
    # A connected network brings the router's own address as a route of its own.
    lengths = {route.prefix.prefixlen for route in routes}
    count = len(routes)
    for route in routes:
        if route.protocol == "connected" and route.prefix.prefixlen < 32:
            lengths.add(32)
            count += 1
    return f"{parent} is variably subnetted, {count} subnets, {max(len(lengths), 2)} masks"


def spaced(number: int) -> str:
    """52 410 228 310."""
    return f"{number:,}".replace(",", " ")


def mebibytes(count: float) -> str:
    """96.4MiB."""
    return f"{count / 2**20:.1f}MiB"


def ceil(value: float) -> int:
    """The whole number above."""
    return math.ceil(value)


FILTERS: dict[str, Callable[..., Any]] = {
    "short_name": short_name,
    "dotted_mac": dotted_mac,
    "clock_age": clock_age,
    "words_age": words_age,
    "letters_age": letters_age,
    "letters_ms": letters_ms,
    "milliwatts": milliwatts,
    "decibels": decibels,
    "classful": classful,
    "ceil": ceil,
    "spaced": spaced,
    "mebibytes": mebibytes,
}
