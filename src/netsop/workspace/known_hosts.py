"""The host keys that a workspace trusts: lines are added to the file, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from netsop.durable import lock, write_atomic
from netsop.errors import InvalidInput, Where

_LOCK = ".netsop/known_hosts.lock"


def add(root: Path, path: Path, lines: Iterable[str]) -> int:
    """Append those lines that the file does not hold yet; what it holds stays as it is. The number added.

    Raises InvalidInput when the file is not text, Refused when another process is writing it.
    """
    with lock(root / _LOCK):
        try:
            text = path.read_text(encoding="utf-8") if path.exists() else ""
        except UnicodeDecodeError as error:
            raise InvalidInput("not UTF-8 text", where=Where(file=str(path))) from error
        held = set(text.splitlines())
        new = [line for line in dict.fromkeys(lines) if line not in held]
        if new:
            gap = "" if not text or text.endswith("\n") else "\n"
            write_atomic(path, text + gap + "".join(f"{line}\n" for line in new))
        return len(new)
