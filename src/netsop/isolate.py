"""Runs one pure function in a child process under limits of time and memory.

For work whose cost is not ours to know: the templates of a workspace's own platforms, documents' templates.
A child that overruns is killed; nothing that it did can reach this process but its result.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NoReturn, TypeVar, cast

from netsop.errors import Refused

Result = TypeVar("Result")
TIME_S = 5.0
MEMORY_BYTES = 512 * 1024 * 1024
# A server that was started before any thread forks the children: quicker than a new interpreter, and safe.
_CONTEXT = multiprocessing.get_context("forkserver")
_KILL_WAIT_S = 5.0


def run(
    function: Callable[..., Result], *args: Any, time_s: float = TIME_S, memory_bytes: int = MEMORY_BYTES
) -> Result:
    """The function's result. It, its arguments and its result must be picklable; it must be importable by name.

    Raises Refused when it takes longer or more memory than it may, and what the function itself raises.
    """
    reading, writing = _CONTEXT.Pipe(duplex=False)
    child = _CONTEXT.Process(target=_child, args=(writing, function, args, time_s, memory_bytes), daemon=True)
    child.start()
    writing.close()
    try:
        if not reading.poll(time_s):
            raise Refused(f"{_name(function)} took longer than {time_s:g} s", do="simplify the template")
        outcome, value = reading.recv()
    except EOFError as error:
        raise Refused(f"{_name(function)} ended without a result", do="it may need too much memory") from error
    finally:
        child.kill()
        child.join(_KILL_WAIT_S)
        reading.close()
    if outcome == "raised":
        raise cast("Exception", value)
    if outcome == "memory":
        limit = memory_bytes // (1024 * 1024)
        raise Refused(f"{_name(function)} needs more than {limit} MiB", do="simplify the template")
    return cast("Result", value)


def bounded(function: Callable[..., Result], *args: Any, cpu_s: float = TIME_S) -> Result:
    """The function's result, computed here: cheap, for what needs a bound on time only.

    Raises Refused when it uses more processor time than that, whatever the load of the machine; also from within
    a regular expression. A thread other than the main one cannot be interrupted, so there a child computes it.
    """
    if threading.current_thread() is not threading.main_thread():
        return run(function, *args, time_s=cpu_s)

    def overrun(_signal: int, _frame: object) -> NoReturn:
        raise Refused(f"{_name(function)} took longer than {cpu_s:g} s", do="simplify the template")

    handler = signal.signal(signal.SIGPROF, overrun)
    left, _ = signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        return function(*args)
    finally:
        signal.setitimer(signal.ITIMER_PROF, left)
        signal.signal(signal.SIGPROF, handler)


def _name(function: Callable[..., Any]) -> str:
    return getattr(function, "__qualname__", repr(function))


def _child(
    writing: Connection, function: Callable[..., Any], args: tuple[Any, ...], time_s: float, memory_bytes: int
) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    cpu_s = int(time_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    try:
        answer: tuple[str, Any] = ("value", function(*args))
    except MemoryError:
        answer = ("memory", None)
    except Exception as error:  # noqa: BLE001 - whatever the function raises is its result, raised in the parent
        answer = ("raised", error)
    writing.send(answer)
    writing.close()
