"""Writes that survive a crash: whole or not at all, one writer at a time, never outside their folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from netsop.errors import Broken, InvalidInput, Refused, Where

TEMPORARY = ".netsop-tmp-"
_LONGEST_NAME = 255


def write_atomic(path: Path, data: bytes | str, *, mode: int = 0o644) -> None:
    """Replace a file's content. After a crash at any moment the file holds the old bytes or the new ones.

    The folder must exist. A symbolic link at `path` is replaced, never followed. `mode` is the file's
    permission bits, exactly. Raises Broken when the disk does not take it; the old file is then untouched.
    """
    content = data.encode() if isinstance(data, str) else data
    temporary: str | None = None
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise Broken(f"cannot be written: {error.strerror}", where=Where(file=str(path))) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """The new name itself must reach the disk too, or a power cut could bring the old file back."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> int:
    """Remove what writers that were killed left behind in a folder. Call it while holding its lock."""
    left = [path for path in folder.glob(f"{TEMPORARY}*") if path.is_file() and not path.is_symlink()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


@contextmanager
def lock(path: Path, *, timeout_s: float = 10.0) -> Iterator[None]:
    """Hold a lock among processes (and threads). `path` is the lock's own file, made when missing.

    Raises Refused when another holder does not let go within `timeout_s` seconds. The system frees the
    lock of a process that dies.
    """
    try:
        held = FileLock(path, timeout=timeout_s).acquire()
    except Timeout as error:
        raise Refused(
            "another netsop is at work here", where=Where(file=str(path)), do="wait for it, then try again"
        ) from error
    except OSError as error:
        raise Broken(f"cannot be locked: {error.strerror}", where=Where(file=str(path))) from error
    with held:
        yield


def inside(root: Path, *parts: str) -> Path:
    """The path of `parts` below root, which need not exist yet.

    Raises InvalidInput when a part is absolute, steps upwards, is no sane name, or passes through a
    symbolic link that leads out of root.
    """
    for part in parts:
        _check_part(part)
    base = root.resolve()
    path = base.joinpath(*parts)
    if not path.resolve().is_relative_to(base):
        raise InvalidInput("this path leads out of the workspace", where=Where(file="/".join(parts)))
    return path


def _check_part(part: str) -> None:
    pieces = part.split("/")
    if "\0" in part or not part.isprintable():
        raise InvalidInput("a path may not hold control characters", where=Where(file=repr(part)))
    if part.startswith("/") or any(piece in {"", ".", ".."} for piece in pieces):
        raise InvalidInput("this path leads out of the workspace", where=Where(file=part))
    if any(len(piece.encode()) > _LONGEST_NAME for piece in pieces):
        raise InvalidInput("this name is too long for a file", where=Where(file=f"{part[:40]}…"))
