"""The few calls of the Linux kernel that the laboratory needs and Python does not offer: setns, TAP ports, carrier."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000
_TUNSETIFF = 0x400454CA
_TUNSETCARRIER = 0x400454E2
_IFF_TAP = 0x0002
_IFF_NO_PI = 0x1000
_IFF_UP = 1
_RTMGRP_LINK = 1
_RTM_NEWLINK = 16
_IFLA_IFNAME = 3
_IFLA_MTU = 4


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


def watch_links() -> socket.socket:
    """A socket that tells of every change of an interface in the present network namespace."""
    watcher = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, socket.NETLINK_ROUTE)
    watcher.bind((0, _RTMGRP_LINK))
    return watcher


@dataclass(frozen=True, slots=True)
class LinkChange:
    """An interface as the kernel tells of it: set up by its owner or not, and the longest packet it takes."""

    interface: str
    enabled: bool
    mtu: int


def link_changes(watcher: socket.socket) -> Iterator[LinkChange]:
    """What a watcher has to tell now (rtnetlink(7): a header, an ifinfomsg, attributes)."""
    while True:
        try:
            data = watcher.recv(65536)
        except OSError:
            return
        while len(data) >= 32:
            length, kind = struct.unpack_from("=IH", data)
            if kind == _RTM_NEWLINK:
                yield _link_change(data[:length])
            data = data[max(_aligned(length), 16):]


def _link_change(message: bytes) -> LinkChange:
    (flags,) = struct.unpack_from("=I", message, 24)
    name, mtu, place = "", 0, 32
    while place + 4 <= len(message):
        length, kind = struct.unpack_from("=HH", message, place)
        value = message[place + 4:place + length]
        if kind == _IFLA_IFNAME:
            name = value.rstrip(b"\0").decode(errors="replace")
        elif kind == _IFLA_MTU:
            (mtu,) = struct.unpack("=I", value)
        place += max(_aligned(length), 4)
    return LinkChange(name, enabled=bool(flags & _IFF_UP), mtu=mtu)


def _aligned(length: int) -> int:
    return (length + 3) & ~3
