"""Collection against real SSH servers, good and bad ones together."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from netsop import clock
from netsop.collect.hostkeys import scan
from netsop.collect.run import Resolve, collect
from netsop.collect.store import load, save
from netsop.errors import InvalidInput, Refused
from netsop.model.evidence import Evidence, Outcome, Run
from netsop.model.host import Host, HostData
from netsop.model.intent import Intent
from netsop.model.probe import Plan, Question
from netsop.model.settings import CollectSettings, Settings
from netsop.model.workspace import Workspace
from netsop.platforms.loader import load_platforms
from netsop.probes.command import fill
from servers.collect import devices as d

pytestmark = pytest.mark.server
PLATFORMS = load_platforms(None)
SHOW = ("interfaces", "device")


@pytest.fixture
def fleet() -> Iterator[d.Fleet]:
    fleet = d.Fleet()
    yield fleet
    fleet.close()


def known_hosts(folder: Path, *servers: d.Device) -> Path:
    file = folder / "known_hosts"
    file.write_text("".join(f"{server.known_as}\n" for server in servers))
    return file


def visit(
    ports: dict[str, int],
    file: Path,
    *,
    probes: tuple[str, ...] = SHOW,
    resolve: Resolve = lambda _: d.PASSWORD,
    **limits: float,
) -> Run:
    settings = CollectSettings(**{"connect_timeout_s": 5, "command_timeout_s": 5, "device_deadline_s": 20, **limits})  # type: ignore[arg-type]
    hosts = {
        name: Host(name=name, hostname="127.0.0.1", port=port, platform="cisco_ios", username=d.USER,
                   password="env:PW", data=HostData(site="s", role="core"))
        for name, port in ports.items()
    }  # fmt: skip
    workspace = Workspace(
        root=file.parent, settings=Settings(collect=settings), hosts=hosts, intent=Intent(), known_hosts=file
    )
    plan = Plan(tuple(Question(name, probe) for name in ports for probe in probes))
    return collect(workspace, PLATFORMS, plan, run_id="r", fill=fill, resolve=resolve, now=clock.now)


def only(run: Run) -> tuple[Outcome, str]:
    (device,) = run.devices
    return device.outcome, device.reason


def answers(run: Run, device: str) -> list[Evidence]:
    return [item for item in run.evidence if item.question.device == device]


def test_a_good_device_answers_in_order_without_echo_and_prompt(fleet: d.Fleet, tmp_path: Path) -> None:
    good = fleet.start(d.Device(d.well_behaved))
    run = visit({"r1": good.port}, known_hosts(tmp_path, good))
    assert only(run)[0] is Outcome.OK
    assert [item.command for item in run.evidence] == ["show interfaces", "show version"]
    assert {item.text for item in run.evidence} == {d.ANSWER}


@pytest.mark.parametrize("shell", [d.dribbles, d.prompt_in_output])
def test_every_line_arrives(fleet: d.Fleet, tmp_path: Path, shell: d.Shell) -> None:
    device = fleet.start(d.Device(shell))
    run = visit({"r1": device.port}, known_hosts(tmp_path, device))
    assert only(run)[0] is Outcome.OK
    last = "last line\n" if shell is d.prompt_in_output else d.ANSWER
    assert all(item.text.endswith(last) for item in run.evidence), run.evidence


def test_bad_devices_cost_good_ones_nothing(fleet: d.Fleet, tmp_path: Path) -> None:
    good = {f"good{number}": fleet.start(d.Device(d.well_behaved)) for number in range(20)}
    bad = {
        "silent": fleet.start(d.Device(d.silent)),
        "hangs": fleet.start(d.Device(d.hangs)),
        "floods": fleet.start(d.Device(d.floods)),
        "drops": fleet.start(d.Device(d.drops)),
        "refuses": fleet.start(d.Device(d.well_behaved, password="another")),
        "stranger": fleet.start(d.Device(d.well_behaved)),
    }
    file = known_hosts(tmp_path, *good.values(), *(device for name, device in bad.items() if name != "stranger"))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        ports = {name: device.port for name, device in (good | bad).items()} | {"closed": unused.getsockname()[1]}
        run = visit(ports, file, connect_timeout_s=2, command_timeout_s=1, max_bytes=1_000_000)
    outcomes = {device.device: device.outcome for device in run.devices}
    assert sorted(outcomes) == sorted(ports), "every device asked is accounted for, once"
    assert len(run.evidence) == len(ports) * len(SHOW)
    assert all(item.text == d.ANSWER for name in good for item in answers(run, name))
    assert {name: outcomes[name] for name in (*bad, "closed")} == {
        "silent": Outcome.NO_PROMPT,
        "hangs": Outcome.TIMEOUT,
        "floods": Outcome.TOO_MUCH,
        "drops": Outcome.DROPPED,
        "refuses": Outcome.CREDENTIALS,
        "stranger": Outcome.HOST_KEY,
        "closed": Outcome.UNREACHABLE,
    }
    assert [item.outcome for item in answers(run, "hangs")] == [Outcome.TIMEOUT, Outcome.NOT_ASKED]
    assert all(device.reason for device in run.devices if device.outcome is not Outcome.OK)
    assert sum(len(item.text) for item in answers(run, "floods")) <= 1_200_000


def test_after_a_command_that_hangs_the_next_is_still_asked(fleet: d.Fleet, tmp_path: Path) -> None:
    device = fleet.start(d.Device(d.hangs_until_interrupted))
    run = visit({"r1": device.port}, known_hosts(tmp_path, device), command_timeout_s=1)
    assert only(run)[0] is Outcome.OK
    assert [item.outcome for item in run.evidence] == [Outcome.TIMEOUT, Outcome.OK]
    assert run.evidence[1].text == d.ANSWER


def test_a_changed_host_key_is_told_no_secret(fleet: d.Fleet, tmp_path: Path) -> None:
    device = fleet.start(d.Device(d.well_behaved))
    other = d.Device(d.well_behaved, port=device.port)
    run = visit({"r1": device.port}, known_hosts(tmp_path, other))
    assert only(run)[0] is Outcome.HOST_KEY
    assert "changed" in only(run)[1]
    assert device.logins == [], "not even the user name was sent"
    assert {item.outcome for item in run.evidence} == {Outcome.NOT_ASKED}


def test_a_key_of_another_kind_only_is_no_match(fleet: d.Fleet, tmp_path: Path) -> None:
    device = fleet.start(d.Device(d.well_behaved))
    rsa = asyncssh.generate_private_key("ssh-rsa")
    file = tmp_path / "known_hosts"
    file.write_text(f"[127.0.0.1]:{device.port} {rsa.export_public_key().decode()}")
    run = visit({"r1": device.port}, file)
    assert only(run)[0] is Outcome.HOST_KEY
    assert device.logins == []


def test_escapes_and_secrets_never_reach_evidence(fleet: d.Fleet, tmp_path: Path) -> None:
    device = fleet.start(d.Device(d.garbage))
    run = visit({"r1": device.port}, known_hosts(tmp_path, device), probes=("device",))
    save(run, tmp_path / "run")
    stored = b"".join(path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file())
    assert b"red" in stored
    assert b"\x1b" not in stored
    assert b"\x00" not in stored
    assert d.PASSWORD.encode() not in stored


def test_a_stored_run_reads_back_the_same_and_a_changed_one_not_at_all(fleet: d.Fleet, tmp_path: Path) -> None:
    device = fleet.start(d.Device(d.well_behaved))
    run = visit({"r1": device.port}, known_hosts(tmp_path, device))
    save(run, tmp_path / "run")
    assert load(tmp_path / "run") == run
    file = tmp_path / "run" / "r1" / "interfaces.txt"
    file.write_text(file.read_text().replace("up", "down", 1))
    with pytest.raises(InvalidInput, match=r"interfaces\.txt"):
        load(tmp_path / "run")


def test_a_secret_that_cannot_be_had_is_an_unknown(tmp_path: Path, fleet: d.Fleet) -> None:
    device = fleet.start(d.Device(d.well_behaved))

    def resolve(_reference: str) -> str:
        raise Refused("the variable PW is not set")

    run = visit({"r1": device.port}, known_hosts(tmp_path, device), resolve=resolve)
    assert only(run) == (Outcome.NO_SECRET, "the variable PW is not set")
    assert device.logins == []


def test_a_platform_without_the_probe_is_an_unknown_with_a_reason(fleet: d.Fleet, tmp_path: Path) -> None:
    device = fleet.start(d.Device(d.well_behaved))
    run = visit({"r1": device.port}, known_hosts(tmp_path, device), probes=("device", "daemons"))
    assert [item.outcome for item in run.evidence] == [Outcome.OK, Outcome.NO_PROBE]
    assert "daemons" in run.evidence[1].reason


def test_the_key_that_a_device_shows_is_proposed_and_nothing_sent(fleet: d.Fleet, tmp_path: Path) -> None:
    known, new, changed = (fleet.start(d.Device(d.well_behaved)) for _ in range(3))
    file = known_hosts(tmp_path, known, d.Device(d.well_behaved, port=changed.port))
    hosts = [
        Host(name=name, hostname="127.0.0.1", port=port, platform="cisco_ios", data=HostData(site="s", role="core"))
        for name, port in (("known", known.port), ("new", new.port), ("changed", changed.port), ("closed", 1))
    ]
    proposals = scan(hosts, file, timeout_s=5)
    assert [proposal.trust for proposal in proposals] == ["known", "unknown", "changed", "unreachable"]
    assert proposals[1].line == new.known_as
    assert [device.logins for device in (known, new, changed)] == [[], [], []]
