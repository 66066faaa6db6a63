"""Commands are found by their files, and every way to fail is one line and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from netsop import __main__ as main
from netsop.cli import app
from netsop.errors import Broken, DeviceUnanswered, InvalidInput, NetsopError, NotFound, Refused, UsageError, Where

COMMANDS = sorted(app.summaries(app.FOLDER))
_NETSOP = [sys.executable, "-m", "netsop"]


def test_a_command_is_a_file_that_exposes_one(tmp_path: Path) -> None:
    (tmp_path / "one_two.py").write_text('"""Do it.\n\nMore."""\n\n@click.command()\ndef command() -> None: ...\n')
    (tmp_path / "group.py").write_text('"""Others."""\ncommand = click.Group()\n')
    (tmp_path / "named.py").write_text('"""netsop named: do that."""\ndef command(): ...\n')
    (tmp_path / "helper.py").write_text('"""No command."""\n\ndef commands(): ...\n')
    (tmp_path / "_own.py").write_text("command = 1\n")
    (tmp_path / "bare.py").write_text("command = 1\n")
    assert app.summaries(tmp_path) == {"one-two": "Do it.", "group": "Others.", "named": "do that.", "bare": ""}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.summaries(app.FOLDER)[name], f"cli/{name}.py begins with no docstring"
    assert main.run([name, "--help"]) == 0
    assert "Example" in capsys.readouterr().out


def test_the_listing_imports_no_command() -> None:
    code = (
        "import sys\nfrom netsop.__main__ import run\nrun(['--help'])\n"
        "heavy = {'pydantic', 'yaml', 'nornir', 'netmiko', 'paramiko', 'jinja2', 'rich', 'asyncio', 'netsop.model'}\n"
        "loaded = [name for name in sys.modules if name.startswith('netsop.cli.') or name in heavy]\n"
        "print(sorted(loaded), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "['netsop.cli.app', 'netsop.cli.context']"
    assert all(f"  {name}" in done.stdout for name in COMMANDS)


def test_help_shows_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n    {code} " in out for code in (0, 1, 2, 3, 4, 5, 6, 7, 130))


@pytest.mark.slow
def test_help_costs_little() -> None:
    """At most 25 times a bare interpreter; the best of several runs, as others share the machine."""

    def best(command: list[str]) -> float:
        times = []
        for _ in range(9):
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            times.append(time.perf_counter() - start)
        return min(times)

    assert best([*_NETSOP, "--help"]) <= 25 * best([sys.executable, "-c", "pass"])


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """A command `fail` that raises what the test puts into the list."""
    errors: list[BaseException] = []

    @click.command()
    def fail() -> None:
        raise errors[0]

    monkeypatch.setattr(app.Commands, "get_command", lambda *_: fail)
    monkeypatch.setattr(app, "summaries", lambda _: {"fail": "Fail."})
    return errors


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError, 2), (InvalidInput, 3), (NotFound, 3), (DeviceUnanswered, 4), (Refused, 5), (Broken, 1),
    ],
)  # fmt: skip
def test_an_error_is_a_line_and_a_code(
    failing: list[BaseException], capsys: pytest.CaptureFixture[str], error: type[NetsopError], code: int
) -> None:
    failing.append(error("it is so", where=Where("a.yaml", 3, "x[0]"), do="write y"))
    assert main.run(["fail"]) == code
    captured = capsys.readouterr()
    assert captured.err == "netsop: a.yaml:3: x[0]: it is so; write y\n"
    assert captured.out == ""


def test_debug_shows_where(failing: list[BaseException], capsys: pytest.CaptureFixture[str]) -> None:
    failing.append(Refused("no"))
    assert main.run(["--debug", "fail"]) == 5
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert err.endswith("netsop: no\n")


def test_a_bug_is_one_line_that_says_how_to_see_more(
    failing: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing.append(KeyError("x"))
    assert main.run(["fail"]) == 1
    err = capsys.readouterr().err
    assert err == "netsop: this is a bug: KeyError: 'x'; run it as `netsop --debug …` to see where\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_interrupted(failing: list[BaseException], capsys: pytest.CaptureFixture[str], error: BaseException) -> None:
    failing.append(error)
    assert main.run(["fail"]) == 130
    assert capsys.readouterr().err.strip() == "netsop: interrupted"


def test_what_could_steer_a_terminal_is_shown_instead(
    failing: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing.append(InvalidInput("found \x1b]0;owned\x07 \x9b2J \ud800 café"))
    main.run(["fail"])
    err = capsys.readouterr().err
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in err)
    assert "café" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["invetory"], "Did you mean inventory?"), (["zzz"], "See netsop --help"), (["--nix"], "No such option"),
     (["inventory", "show", "--format", "pdf"], "is not one of"), (["../app"], "no such command")],
)  # fmt: skip
def test_usage(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    assert main.run(arguments) == 2
    assert says in capsys.readouterr().err


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([]) == 2
    captured = capsys.readouterr()
    assert "Commands:" in captured.out + captured.err


def test_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["-w", str(tmp_path), "inventory", "check"]) == 3
    assert capsys.readouterr().err.startswith(f"netsop: {tmp_path}: there is no netsop.yaml here or above; go to")


@pytest.mark.parametrize("arguments", [["--help"], ["inventory", "show"]])
def test_a_reader_that_goes_away_is_no_error(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONUNBUFFERED": "", "NETSOP_LAB": "off"}
    done = subprocess.run(
        [*_NETSOP, *arguments], stdout=writing, stderr=subprocess.PIPE, text=True, check=False, env=environment,
        cwd=Path(__file__).parents[3],
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("netsop, version ")
