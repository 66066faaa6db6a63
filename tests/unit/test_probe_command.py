from __future__ import annotations

import pytest

from netsop.errors import InvalidInput
from netsop.model.platform import Parser, ProbeSpec
from netsop.probes.command import fill, placeholders


def spec(command: str) -> ProbeSpec:
    return ProbeSpec(command=command, parser=Parser(rows="[]"), facts=())


def test_places_are_filled_and_nothing_else() -> None:
    curl = spec("curl -w '%{http_code} %{url}' {url}")
    assert placeholders(curl) == ("url",)
    filled = fill(curl, (("url", "http://10.0.0.1:8080/a~b"),))
    assert filled == "curl -w '%{http_code} %{url}' http://10.0.0.1:8080/a~b"
    assert fill(spec("show x"), (("target", "10.0.0.1"),)) == "show x"


def test_a_payload_is_the_packet_without_its_headers() -> None:
    probe = spec("ping -s {payload} {target}")
    assert placeholders(probe) == ("size", "target")
    assert fill(probe, (("target", "10.0.0.1"), ("size", "1500"))) == "ping -s 1472 10.0.0.1"


def test_a_filled_value_is_not_filled_again() -> None:
    assert fill(spec("a {x} {y}"), (("x", "y"), ("y", "z"))) == "a y z"


@pytest.mark.parametrize(
    "value",
    ["", "é", "x" * 300, "10.0.0.1; reload", "a b", "$(x)", "`x`", "-f", "a|b", "a\nb", "a'b", 'a"b', "{x}", "a>b"],
)
def test_an_unsafe_value_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput):
        fill(spec("ping {target}"), (("target", value),))


@pytest.mark.parametrize("args", [(), (("size", "20"),), (("size", "1e3"),), (("size", "abc"),)])
def test_a_missing_or_impossible_size_is_refused(args: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(InvalidInput):
        fill(spec("ping -s {payload}"), args)
