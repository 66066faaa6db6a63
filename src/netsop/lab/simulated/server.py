"""The process that is the simulated laboratory: `python -m netsop.lab.simulated.server ROOT`, until `down`."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from netsop import clock
from netsop.durable import write_atomic
from netsop.errors import InvalidInput, NetsopError, NotFound
from netsop.lab.serve import serve
from netsop.lab.simulated.design import Design
from netsop.lab.simulated.device import HOST, Device
from netsop.lab.simulated.laboratory import Laboratory
from netsop.lab.simulated.operations import Operations
from netsop.lab.simulated.render import terminal
from netsop.model.lab import Overlay, OverlayHost
from netsop.workspace.lab import read_lab
from netsop.workspace.root import open_workspace

_WRITTEN = ("overlay.yaml", "known_hosts", "password", "control.sock")

_GLANCE_S = 0.01


async def run(root: Path) -> None:
    """Serve the devices of a workspace until told to stop. Raises NetsopError when the workspace is not in order."""
    workspace = open_workspace(root, overlay=False)
    for host in workspace.hosts.values():
        try:
            terminal(host.platform)
        except NotFound as error:
            raise InvalidInput(
                f"{host.name}: the simulated laboratory does not speak {host.platform}",
                do="use another platform for it",
            ) from error
    folder = root / ".netsop" / "lab"
    folder.mkdir(parents=True, exist_ok=True)
    laboratory = Laboratory(Design(workspace.hosts, workspace.intent, read_lab(root)), clock.monotonic)
    password = secrets.token_urlsafe(18)
    devices = {name: Device(laboratory, name, password) for name in workspace.hosts}
    try:
        for device in devices.values():
            await device.follow()
        await _control(folder, Operations(laboratory, devices, asyncio.get_running_loop()), password)
    finally:
        for name in _WRITTEN:
            (folder / name).unlink(missing_ok=True)
        for device in devices.values():
            await device.close()


async def _control(folder: Path, operations: Operations, password: str) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    place = folder / "control.sock"
    place.unlink(missing_ok=True)
    answering = loop.run_in_executor(None, serve, place, operations)
    answering.add_done_callback(lambda _: ended.set())
    while not (place.exists() or answering.done()):
        await asyncio.sleep(_GLANCE_S)
    _write(folder, password, operations.devices)
    await ended.wait()
    if not answering.done():
        # The thread waits for a request: it is given one, so that it sees that it is over.
        operations.stopped = True
        with suppress(OSError):
            _, writer = await asyncio.open_unix_connection(os.path.relpath(place))
            writer.close()
    await answering


def _write(folder: Path, password: str, devices: Mapping[str, Device]) -> None:
    """Files for those who connect; the overlay last, because its presence means that all is ready."""
    write_atomic(folder / "password", f"{password}\n", mode=0o600)
    known = "".join(f"[{HOST}]:{device.port} {device.public_key}\n" for device in devices.values())
    write_atomic(folder / "known_hosts", known)
    hosts = {
        name: OverlayHost(hostname=HOST, port=device.port, platform=device.platform, username=device.username,
                          password="file:.netsop/lab/password")  # noqa: S106 - a reference
        for name, device in devices.items()
    }  # fmt: skip
    overlay = Overlay(laboratory="simulated", pid=os.getpid(), control=".netsop/lab/control.sock",
                      known_hosts=".netsop/lab/known_hosts", hosts=hosts)  # fmt: skip
    write_atomic(folder / "overlay.yaml", f"{overlay.model_dump_json(indent=1)}\n")


def main() -> int:
    """Entry point."""
    try:
        root = Path(sys.argv[1]).resolve()
        os.chdir(root)  # from here the control socket's path is short enough for a socket address
        asyncio.run(run(root))
    except NetsopError as error:
        sys.stderr.write(f"netsop: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
