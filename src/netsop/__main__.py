"""Where netsop starts, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from netsop.cli.app import PipeClosedError, app
from netsop.cli.context import Context
from netsop.errors import NetsopError

_BUG = 1
_INTERRUPTED = 130
_PIPE_CLOSED = 141  # as shells report a program that SIGPIPE ended


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run a command line (by default this process's own) and exit with its code."""
    try:
        code = run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _pipe_closed()
    sys.exit(code)


def _pipe_closed() -> int:
    """Python flushes stdout once more when it ends: let that go nowhere instead of failing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _PIPE_CLOSED


def run(argv: Sequence[str]) -> int:
    """Run a command line. The exit code; a command's integer result is one."""
    context = Context()
    try:
        result = app.main(args=list(argv), prog_name="netsop", standalone_mode=False, obj=context)
    except SystemExit as done:
        result = _BUG if isinstance(done.code, str) else done.code
    except PipeClosedError:
        return _pipe_closed()
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except NetsopError as error:
        return _failed(error, error.exit_code, str(error), context)
    except Exception as error:  # noqa: BLE001 - the boundary: whatever it is, the user gets one line
        what = f"this is a bug: {type(error).__name__}: {error}; run it as `netsop --debug …` to see where"
        return _failed(error, _BUG, what, context)
    return result if isinstance(result, int) else 0


def _failed(error: Exception, code: int, what: str, context: Context) -> int:
    if context.debug:
        import traceback  # noqa: PLC0415 - only needed now

        _write("".join(traceback.format_exception(error)))
    _say(what)
    return code


def _say(what: str) -> None:
    _write(f"netsop: {what}\n")


def _write(text: str) -> None:
    """To stderr, with what could steer a terminal made visible: parts of the text come from elsewhere."""
    safe = "".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text)
    sys.stderr.write(safe.encode(errors="backslashreplace").decode())
    sys.stderr.flush()


if __name__ == "__main__":
    main()
