from __future__ import annotations

import asyncio
import os
import signal
import stat
from collections.abc import Mapping
from pathlib import Path

import asyncssh
import pytest

from netsop import pipeline
from netsop.errors import InvalidInput, NotFound, Refused, UsageError
from netsop.lab import control
from netsop.model.evidence import Outcome
from netsop.workspace.overlay import alive, read_overlay
from netsop.workspace.root import open_workspace
from netsop.workspace.secrets import resolve

pytestmark = pytest.mark.server
HASTE = {
    "NETSOP_COLLECT_COMMAND_TIMEOUT_S": "2",
    "NETSOP_COLLECT_CONNECT_TIMEOUT_S": "2",
    "NETSOP_COLLECT_DEVICE_DEADLINE_S": "5",
}


def _diagnose(root: Path) -> pipeline.Result:
    return pipeline.diagnose(open_workspace(root), run_id="R1")


def _outcomes(result: pipeline.Result) -> Mapping[str, Outcome]:
    return {device.device: device.outcome for device in result.run.devices}


def test_the_network_is_healthy_over_real_ssh(lab: Path) -> None:
    result = _diagnose(lab)
    assert set(_outcomes(result).values()) == {Outcome.OK}
    assert {item.outcome for item in result.run.evidence} == {Outcome.OK}
    assert result.diagnosis.answer == "healthy"


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("link-cut", "link:core1-dist1"),
        ("interface-errors", "link:dist1-kecbarat"),
        ("power-lost", "site:kominfo"),
        ("mgmt-lost", "management:dist1"),
        ("credentials-refused", "management:core2"),
        ("host-key-changed", "management:rtr-kecbarat"),
        ("isp-blackhole", "circuit:isp1-main"),
    ],
)
def test_a_fault_is_found_over_real_ssh_and_heals(name: str, component: str, lab: Path) -> None:
    assert control.fault(lab, name, component)["proven"]
    causes = _diagnose(lab).diagnosis.causes
    assert [(cause.fault, str(cause.component)) for cause in causes] == [(name, component)]
    assert control.heal(lab, name, component)["healed"] == [{"fault": name, "component": component}]
    assert _diagnose(lab).diagnosis.answer == "healthy"


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [
        ("closed", Outcome.UNREACHABLE),
        ("wrong-password", Outcome.CREDENTIALS),
        ("changed-host-key", Outcome.HOST_KEY),
        ("no-prompt", Outcome.NO_PROMPT),
        ("slow", Outcome.TIMEOUT),
        ("hung", Outcome.TIMEOUT),
        ("dribble", Outcome.TIMEOUT),
        ("flood", Outcome.TOO_MUCH),
        ("drop", Outcome.DROPPED),
        ("garbage", Outcome.OK),
    ],
)
def test_a_device_that_misbehaves_does_not_disturb_the_others(
    mode: str, outcome: Outcome, lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in HASTE.items():
        monkeypatch.setenv(name, value)
    control.ask(lab, {"op": "misbehave", "device": "dist2", "mode": mode})
    result = _diagnose(lab)
    outcomes = dict(_outcomes(result))
    its_own = {item.outcome for item in result.run.evidence if item.question.device == "dist2"}
    assert outcome in its_own | {outcomes.pop("dist2")}
    assert set(outcomes.values()) == {Outcome.OK}
    if mode not in {"slow", "dribble"}:  # of these some answers are whole
        told = {finding.verdict for finding in result.findings if str(finding.component) == "device:dist2"}
        assert "pass" not in told


def test_a_refused_command_is_refused_in_the_vendors_words(lab: Path) -> None:
    async def typed(device: str, line: str) -> str:
        host = open_workspace(lab).hosts[device]
        password = resolve(host.password, root=lab)
        async with asyncssh.connect(
            host.hostname, host.port, username=host.username, password=password,
            known_hosts=str(lab / ".netsop/lab/known_hosts"),
        ) as connection:
            done = await connection.run(line)
            return str(done.stdout)

    assert "Invalid input detected" in asyncio.run(typed("core1", "show unicorns"))
    assert "bad command name" in asyncio.run(typed("core2", "/unicorn print"))
    assert "command not found" in asyncio.run(typed("mon1", "unicorn"))


def test_a_second_laboratory_is_refused(lab: Path) -> None:
    with pytest.raises(Refused):
        control.up(lab, "simulated")


def test_the_password_is_for_its_owner_only(lab: Path) -> None:
    assert stat.S_IMODE((lab / ".netsop/lab/password").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"op": "dance"}, UsageError),
        ({"op": "fault", "fault": "gremlins", "component": "device:core1"}, InvalidInput),
        ({"op": "fault", "fault": "link-cut"}, InvalidInput),
        ({"op": "heal", "fault": "link-cut"}, InvalidInput),
        ({"op": "misbehave", "device": "core1", "mode": "sulk"}, InvalidInput),
        ({"op": "misbehave", "device": "nobody", "mode": "hung"}, InvalidInput),
    ],
)
def test_a_wrong_request_is_answered_with_its_error(
    request_: dict[str, str], error: type[Exception], lab: Path
) -> None:
    with pytest.raises(error):
        control.ask(lab, dict(request_))


def test_a_killed_laboratory_is_gone_and_a_new_one_comes_up(root: Path) -> None:
    overlay = read_overlay(root)
    assert overlay
    os.kill(overlay.pid, signal.SIGKILL)
    while alive(overlay.pid):
        pass
    with pytest.raises(NotFound):
        control.status(root)
    assert open_workspace(root).laboratory is None
    control.up(root, "simulated")
    assert control.status(root)["laboratory"] == "simulated"
    assert control.down(root) == "simulated"
    assert sorted(path.name for path in (root / ".netsop/lab").iterdir()) == ["lock", "log"]
    with pytest.raises(NotFound):
        control.down(root)
