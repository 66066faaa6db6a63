"""netsop inventory hostkeys against real SSH servers: new keys are added, a changed one never is."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from netsop import yamlfile
from netsop.__main__ import run

pytestmark = pytest.mark.server
REPOSITORY = Path(__file__).parents[2]


class _Servers:
    """SSH servers, one for each device, that note every login that is tried."""

    def __init__(self, names: list[str]) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.logins: list[str] = []
        self.keys = {name: asyncssh.generate_private_key("ssh-ed25519") for name in names}
        self.ports = asyncio.run_coroutine_threadsafe(self._start(), self.loop).result(30)

    async def _start(self) -> dict[str, int]:
        logins = self.logins

        class Login(asyncssh.SSHServer):
            def begin_auth(self, username: str) -> bool:
                logins.append(username)
                return True

        ports = {}
        for name, key in self.keys.items():
            server = await asyncssh.create_server(Login, "127.0.0.1", 0, server_host_keys=[key])
            ports[name] = server.get_port()
        return ports

    def line(self, name: str) -> str:
        kind, key = self.keys[name].export_public_key().decode().split()[:2]
        return f"[127.0.0.1]:{self.ports[name]} {kind} {key}"

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(30)


@pytest.fixture
def servers() -> Iterator[_Servers]:
    found = _Servers(list(yamlfile.read(REPOSITORY / "inventory/hosts.yaml").data))
    yield found
    found.close()


@pytest.fixture
def city(tmp_path: Path, servers: _Servers, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NETSOP_LAB", "off")
    shutil.copy(REPOSITORY / "netsop.yaml", tmp_path)
    shutil.copytree(REPOSITORY / "inventory", tmp_path / "inventory")
    hosts = yamlfile.read(REPOSITORY / "inventory/hosts.yaml").data
    for name, host in hosts.items():
        host |= {"hostname": "127.0.0.1", "port": servers.ports[name]}
    (tmp_path / "inventory/hosts.yaml").write_text(json.dumps(hosts), encoding="utf-8")
    (tmp_path / "inventory/known_hosts").unlink(missing_ok=True)
    return tmp_path


def _hostkeys(city: Path, *options: str) -> int:
    return run(["-w", str(city), "inventory", "hostkeys", *options])


def test_new_keys_are_proposed_and_nothing_is_written(
    city: Path, servers: _Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _hostkeys(city) == 0
    out = capsys.readouterr().out
    assert all(servers.line(name) in out for name in servers.keys)
    assert f"core1         new  ssh-ed25519 {servers.keys['core1'].get_fingerprint()}" in out
    assert not (city / "inventory/known_hosts").exists()
    assert servers.logins == [], "no login is tried"


def test_new_keys_are_added_once_and_then_known(
    city: Path, servers: _Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    path = city / "inventory/known_hosts"
    path.write_text("# ours\nother.example ssh-ed25519 AAAA", encoding="utf-8")
    assert _hostkeys(city, "--write") == 0
    assert _hostkeys(city, "--write") == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["# ours", "other.example ssh-ed25519 AAAA"]
    assert sorted(lines[2:]) == sorted(servers.line(name) for name in servers.keys)
    capsys.readouterr()
    assert _hostkeys(city, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert {each["trust"] for each in answer["hostkeys"]} == {"known"}


def test_a_changed_key_is_never_written(city: Path, servers: _Servers, capsys: pytest.CaptureFixture[str]) -> None:
    path = city / "inventory/known_hosts"
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().split()[1]
    old = f"[127.0.0.1]:{servers.ports['core1']} ssh-ed25519 {other}"
    path.write_text(f"{old}\n", encoding="utf-8")
    assert _hostkeys(city, "--write") == 5
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == old
    assert servers.line("core1") not in lines
    assert servers.line("core2") in lines
    assert "core1         CHANGED" in capsys.readouterr().out


def test_a_key_of_another_kind_is_a_changed_key(city: Path, servers: _Servers) -> None:
    key = asyncssh.generate_private_key("ecdsa-sha2-nistp256").export_public_key().decode().split()[:2]
    path = city / "inventory/known_hosts"
    path.write_text(f"[127.0.0.1]:{servers.ports['core1']} {' '.join(key)}\n", encoding="utf-8")
    assert _hostkeys(city, "--write") == 5
    assert servers.line("core1") not in path.read_text(encoding="utf-8")


def test_a_revoked_key(city: Path, servers: _Servers, capsys: pytest.CaptureFixture[str]) -> None:
    (city / "inventory/known_hosts").write_text(f"@revoked {servers.line('core1')}\n", encoding="utf-8")
    assert _hostkeys(city) == 5
    assert "REVOKED" in capsys.readouterr().out


def test_a_device_that_does_not_answer(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        hosts = yamlfile.read(city / "inventory/hosts.yaml").data
        hosts["core1"]["port"] = free.getsockname()[1]
        (city / "inventory/hosts.yaml").write_text(json.dumps(hosts), encoding="utf-8")
        assert _hostkeys(city) == 4
    assert "core1         did not answer" in capsys.readouterr().out
