"""What a user means, and what he is told when he means nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netsop.diagnosis.named import supposed, suspicion
from netsop.diagnosis.topology import Topology
from netsop.errors import UsageError
from netsop.model.fault import FaultSpec

Faults = Mapping[str, FaultSpec]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("link-cut@core1-dist1", ["link:core1-dist1"]),
        ("link-cut@link:core1-dist1", ["link:core1-dist1"]),
        ("  link-cut   core1-dist1 ", ["link:core1-dist1"]),
        ("link-cut @ CORE1-dist1", ["link:core1-dist1"]),
        ("link-cut core1-core2", ["link:core1-core2-a", "link:core1-core2-b"]),
        ("link-cut core2-core1", ["link:core1-core2-a", "link:core1-core2-b"]),
        ("link-cut dist1-rtr-dinkes", ["link:dist1-dinkes"]),
        ("ospf-area-mismatch@core1-dist1", ["session:ospf-core1-dist1"]),
        ("interface-disabled@dist1/sfp-sfpplus1", ["interface:dist1/sfp-sfpplus1"]),
        ("default-route-missing route:mon1/0.0.0.0/0", ["route:mon1/0.0.0.0/0"]),
        ("power-lost setda", ["site:setda"]),
    ],
)
def test_meant(text: str, meant: list[str], faults: Faults, topology: Topology) -> None:
    assert [str(each) for each in suspicion(text, faults, topology).components] == meant


def test_two_devices_are_remembered_so_that_the_answer_can_say_so(faults: Faults, topology: Topology) -> None:
    assert suspicion("link-cut core1-core2", faults, topology).devices == ("core1", "core2")
    assert suspicion("link-cut core1-dist1", faults, topology).devices == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("link-cutt@core1-dist1", "there is no fault 'link-cutt'; did you mean link-cut?"),
        ("zzzz@core1", "there is no fault 'zzzz'; there are: "),
        ("link-cut", "names no fault on a component; write it like link-cut@core1-dist1"),
        ("", "names no fault on a component"),
        ("link-cut@corr1-dist1", "there is no link 'corr1-dist1'; did you mean core1-dist1"),
        ("link-cut core1-rtr-dinkes", "there is no link between core1 and rtr-dinkes"),
        ("link-cut@core1", "sits on a component of kind link, and core1 is a device; here: core1-core2-a"),
        ("link-cut@device:core1", "sits on a component of kind link, and core1 is a device"),
        ("link-cut@device:nope", "sits on a component of kind link, and nope is a device"),
        ("interface-disabled@core1-dist1", "here: core1/GigabitEthernet0/0/3, dist1/sfp-sfpplus1"),
        ("device-down@nope", "there is no device 'nope'; there are: "),
        ("dns-down@service:", "there is no service 'service:'"),
    ],
)
def test_a_mistake_is_one_line_with_what_to_write(text: str, said: str, faults: Faults, topology: Topology) -> None:
    with pytest.raises(UsageError) as caught:
        suspicion(text, faults, topology)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("between", [", ", ",", "+", " + "])
def test_several_are_supposed_at_once(between: str, faults: Faults, topology: Topology) -> None:
    text = between.join(["link-cut core1-core2", "dns-down@city-dns", "device-down dist1"])
    assert [each.spec.fault for each in supposed(text, faults, topology)] == ["link-cut", "dns-down", "device-down"]


def test_what_cannot_be_there_is_not_supposed(faults: Faults, topology: Topology) -> None:
    with pytest.raises(UsageError, match=r"dns-down cannot be on service:city-portal; it needs a service of: dns"):
        supposed("dns-down@city-portal", faults, topology)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=40) | st.text("link-cut@core1dist2,+:/ ", max_size=40))
def test_any_text_is_understood_or_refused(text: str, faults: Faults, topology: Topology) -> None:
    try:
        named = supposed(text, faults, topology)
    except UsageError:
        return
    assert all(each.components for each in named)
