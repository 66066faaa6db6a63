"""A write is whole or not there, whatever happens; a path stays inside; one writer at a time."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsop import durable
from netsop.errors import Broken, InvalidInput, Refused

_WRITER = """
import sys
from pathlib import Path
from netsop.durable import write_atomic
number = 0
while True:
    number += 1
    write_atomic(Path(sys.argv[1]), f"{number}\\n" * 60000)
    print(number, flush=True)
"""


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    durable.write_atomic(path, "één")
    durable.write_atomic(path, b"two", mode=0o600)
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["case.yaml"]


def test_the_mode_does_not_depend_on_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        durable.write_atomic(tmp_path / "shared", "x", mode=0o664)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o664


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(target)
    durable.write_atomic(tmp_path / "link", "new")
    assert target.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "link").is_symlink()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="cannot be written: No such file or directory"):
        durable.write_atomic(tmp_path / "no" / "file", "x")


@contextmanager
def _smallest_disk() -> Iterator[None]:
    """Files of this process may hold 1,000 bytes: what a full disk does to a write, without filling one."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_disk_that_does_not_take_it_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    durable.write_atomic(path, "old")
    with _smallest_disk(), pytest.raises(Broken, match="cannot be written"):
        durable.write_atomic(path, "n" * 5000)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["write", "fchmod", "fsync", "replace"])
def test_an_error_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "case.yaml"
    durable.write_atomic(path, "old")

    def fails(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    match step:
        case "replace":
            monkeypatch.setattr(Path, "replace", fails)
        case "write":
            monkeypatch.setattr(durable.os, "fdopen", fails)
        case _:
            monkeypatch.setattr(durable.os, step, fails)
    with pytest.raises(Broken, match="Input/output error"):
        durable.write_atomic(path, "new")
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.slow
def test_kill_9_in_mid_write_leaves_one_whole_version(tmp_path: Path) -> None:
    path = tmp_path / "log"
    for kills in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout
            told = [int(writer.stdout.readline()) for _ in range(2 + kills % 5)]
            writer.kill()
            told += [int(line) for line in writer.stdout.read().split()]
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) == 60000
        assert len(set(lines)) == 1
        assert int(lines[0]) in {told[-1], told[-1] + 1}, "what was acknowledged is there"
    durable.sweep(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["log"]


def test_sweep_removes_only_what_writers_left(tmp_path: Path) -> None:
    for name in (f"{durable.TEMPORARY}abc", "case.yaml", ".hidden"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / f"{durable.TEMPORARY}folder").mkdir()
    (tmp_path / f"{durable.TEMPORARY}link").symlink_to(tmp_path / "case.yaml")
    assert durable.sweep(tmp_path) == 1
    assert len(list(tmp_path.iterdir())) == 4


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    held, done = threading.Event(), threading.Event()

    def holder() -> None:
        with durable.lock(tmp_path / "lock"):
            held.set()
            done.wait(60)

    thread = threading.Thread(target=holder)
    thread.start()
    held.wait(60)
    try:
        with pytest.raises(Refused, match="another netsop is at work here"), durable.lock(
            tmp_path / "lock", timeout_s=0.05
        ):
            pass
    finally:
        done.set()
        thread.join()
    with durable.lock(tmp_path / "lock", timeout_s=5):
        pass


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from netsop.durable import lock\n"
        "with lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Refused), durable.lock(tmp_path / "lock", timeout_s=0.05):
            pass
        holder.kill()
        holder.wait()
        with durable.lock(tmp_path / "lock", timeout_s=5):
            pass


def test_no_lock_where_no_file_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Broken, match="cannot be locked"), durable.lock(tmp_path / "file" / "lock"):
        pass


def test_a_path_inside(tmp_path: Path) -> None:
    assert durable.inside(tmp_path, "cases", "GJU-2026-0001", "evidence/x.txt") == (
        tmp_path.resolve() / "cases/GJU-2026-0001/evidence/x.txt"
    )


@pytest.mark.parametrize(
    "part",
    ["..", "../x", "a/../../x", "/x", "", ".", "a//b", "a/", "x\0y", "x\ny", "\x1b[2J", "\u202egpj", "a" * 256],
)
def test_a_path_that_leads_out(tmp_path: Path, part: str) -> None:
    with pytest.raises(InvalidInput):
        durable.inside(tmp_path, "cases", part)


def test_a_link_that_leads_out(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "out").symlink_to(tmp_path)
    (root / "in").symlink_to(root)
    with pytest.raises(InvalidInput, match="leads out of the workspace"):
        durable.inside(root, "out", "x")
    assert durable.inside(root, "in", "x").name == "x"


@given(st.lists(st.text(max_size=12), max_size=4))
def test_whatever_the_parts_the_path_stays_inside(parts: list[str]) -> None:
    root = Path("/tmp/anywhere")
    try:
        path = durable.inside(root, *parts)
    except InvalidInput:
        return
    assert Path(os.path.normpath(path)).is_relative_to(root)
