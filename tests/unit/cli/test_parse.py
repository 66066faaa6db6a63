from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from netsop import catalog
from netsop.cli.parse import command
from netsop.errors import NotFound

SAMPLES = catalog.PACKAGE / "platforms" / "cisco_ios" / "samples"


def run(*args: str, text: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(command, args, input=text)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_json_is_one_document_in_the_shared_terms() -> None:
    code, output = run("-p", "cisco_ios", "-c", "show ip bgp summary", "--format", "json",
                       str(SAMPLES / "bgp--shutdown.txt"))  # fmt: skip
    answer = json.loads(output)
    assert code == 0
    assert list(answer) == ["schema", "capability", "status", "reason", "facts", "unknown"]
    assert (answer["capability"], answer["status"]) == ("bgp", "ok")
    assert answer["facts"][0]["admin_down"] is True


def test_standard_input_and_a_table() -> None:
    code, output = run("-p", "linux", "-c", "cat /proc/sys/kernel/hostname /proc/uptime", text="srv 1\n41.07 60.11\n")
    assert code == 0
    assert "uptime_s=41" in output
    assert "not read: line 1" in output


@pytest.mark.parametrize(
    ("command_text", "text", "status"),
    [("show nothing", "x", "unsupported"), ("show ip bgp summary", "% BGP not active", "unsupported"),
     ("show ip bgp summary", "", "unknown")],
)  # fmt: skip
def test_what_cannot_be_read_exits_with_one_and_a_reason(command_text: str, text: str, status: str) -> None:
    code, output = run("-p", "cisco_ios", "-c", command_text, "--format", "json", text=text)
    answer = json.loads(output)
    assert (code, answer["status"], answer["facts"]) == (1, status, [])
    assert answer["reason"]


def test_control_characters_do_not_reach_the_terminal() -> None:
    _, output = run("-p", "cisco_ios", "-c", "show\x1b[31m", text="\x1b]0;x\x07% Invalid input \u009b31m")
    assert "\x1b" not in output
    assert "\u009b" not in output


def test_an_unknown_platform_or_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no platform 'cisco'"):
        run("-p", "cisco", "-c", "x", text="")
    with pytest.raises(NotFound, match="no such file"):
        run("-p", "linux", "-c", "free", str(tmp_path / "none.txt"))


def test_a_workspaces_own_platform_is_read_in_the_cage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "inventory" / "extend" / "platforms" / "mine"
    folder.mkdir(parents=True)
    (tmp_path / "netsop.yaml").write_text("version: 1\n", encoding="utf-8")
    (folder / "x.textfsm").write_text("Value A (\\w+)\n\nStart\n  ^name ${A}\n", encoding="utf-8")
    (folder / "platform.yaml").write_text(
        "title: Mine\ndriver: {netmiko: x}\nread_only: [show name]\nprobes:\n  device:\n    command: show name\n"
        "    parser: {textfsm: x.textfsm}\n    facts: [{fact: device, fields: {hostname: A}}]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, output = run("-p", "mine", "-c", "show name", text="name r1\n")
    assert (code, "hostname=r1" in output) == (0, True)
