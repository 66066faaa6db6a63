from __future__ import annotations

import operator
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from netsop import isolate
from netsop.errors import Refused
from netsop.model.platform import Driver, Parser, Platform, ProbeSpec
from netsop.parse.engine import parse


def test_the_result_comes_back() -> None:
    assert isolate.run(operator.mul, 6, 7) == 42


def test_what_takes_too_long_is_killed() -> None:
    with pytest.raises(Refused, match="longer than"):
        isolate.run(re.sub, "(a+)+$", "", "a" * 40 + "b", time_s=1)


def test_what_needs_too_much_memory_is_refused() -> None:
    with pytest.raises(Refused, match=r"MiB|without a result"):
        isolate.run(bytearray, 2**33)


def test_what_it_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        isolate.run(operator.truediv, 1, 0)


def test_a_template_that_stalls_costs_its_own_answer_only() -> None:
    template = "Value A (\\w+)\n\nStart\n  ^(a+)+$$ -> Record\n  ^${A}\n"
    probe = ProbeSpec.model_validate({"command": "show x", "parser": Parser(textfsm="x.textfsm", template=template),
                                      "facts": [{"fact": "device", "fields": {"hostname": "A"}}]})  # fmt: skip
    foreign = Platform(name="x", title="X", driver=Driver(netmiko="x"), probes={"device": probe}, foreign=True)
    with pytest.raises(Refused):
        isolate.run(parse, foreign, "device", (), "a" * 40 + "b", time_s=1)
    assert isolate.run(parse, foreign, "device", (), "router1", time_s=5).facts[0].to_json()["hostname"] == "router1"


STALLED = (re.match, r"(a+)+$", "a" * 64 + "!")


def test_a_stalled_expression_is_stopped_in_place() -> None:
    with pytest.raises(Refused, match="match took longer than"):
        isolate.bounded(*STALLED, cpu_s=0.05)
    assert isolate.bounded(len, "abc", cpu_s=0.05) == 3


def test_a_stalled_expression_is_stopped_in_a_thread_too() -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(Refused, match="match took longer than"):
        pool.submit(isolate.bounded, *STALLED, cpu_s=0.2).result()
