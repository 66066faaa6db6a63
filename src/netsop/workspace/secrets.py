"""Secret references → secrets, at the moment of connecting. Nothing here keeps or shows a secret."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from netsop.durable import inside
from netsop.errors import InvalidInput, NotFound, Refused, Where

_LARGEST = 64 * 1024
_HOW = "write env:NAME or file:PATH"


def resolve(reference: str, *, root: Path) -> str:
    """The secret that a reference names: `env:NAME`, or `file:PATH` (relative to the workspace, or absolute).

    One newline at the end of a file does not count. Raises InvalidInput when the reference, the variable or
    the file is missing, empty or not text; Refused when anybody on this machine may read the file.
    The messages never repeat a reference of an unknown kind: it might be the secret itself.
    """
    kind, separator, name = reference.partition(":")
    if kind == "env" and separator and name:
        return _variable(name)
    if kind == "file" and separator and name:
        path = Path(name) if name.startswith("/") else inside(root, name)
        return _file(path, name)
    raise InvalidInput("not a reference to a secret" if reference else "no secret is declared", do=_HOW)


def _variable(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise InvalidInput(f"the variable {name} is not set", do=f"set it: export {name}=…")
    return value


def _file(path: Path, name: str) -> str:
    where = Where(file=name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InvalidInput("not a file", where=where)
        if status.st_mode & stat.S_IROTH:
            raise Refused("everybody may read this secret", where=where, do=f"chmod 600 {name}")
        if status.st_size > _LARGEST:
            raise InvalidInput("too large for a secret", where=where)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound("no such file", where=where, do="write the secret there, mode 600") from error
    except UnicodeDecodeError as error:
        raise InvalidInput("not UTF-8 text", where=where) from error
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", where=where) from error
    secret = text.removesuffix("\n").removesuffix("\r")
    if not secret:
        raise InvalidInput("this file is empty", where=where)
    return secret
