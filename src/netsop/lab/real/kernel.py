"""The few calls of the Linux kernel that the laboratory needs and Python does not offer: setns, TAP ports, carrier."""

from __future__ import annotations

import ctypes
import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000
_TUNSETIFF = 0x400454CA
_TUNSETCARRIER = 0x400454E2
_IFF_TAP = 0x0002
_IFF_NO_PI = 0x1000


@contextmanager
def network_of(pid: int) -> Iterator[None]:
    """Run the body in the network namespace of a process. Call it from one thread at a time."""
    own = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    other = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
    try:
        _setns(other)
        yield
    finally:
        _setns(own)
        os.close(other)
        os.close(own)


def _setns(descriptor: int) -> None:
    if _LIBC.setns(descriptor, _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def open_tap(name: str) -> int:
    """A new TAP port in the present network namespace; it lives as long as the descriptor."""
    descriptor = os.open(Path("/dev/net/tun"), os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    request = struct.pack("16sH22x", name.encode(), _IFF_TAP | _IFF_NO_PI)
    try:
        fcntl.ioctl(descriptor, _TUNSETIFF, request)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def set_carrier(descriptor: int, state: int) -> None:
    """Give a TAP port its carrier (1) or take it (0)."""
    fcntl.ioctl(descriptor, _TUNSETCARRIER, struct.pack("i", state))
