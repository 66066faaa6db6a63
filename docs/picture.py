"""Draws docs/diagnose.svg: a real run of netsop in the simulated laboratory. Run: .venv/bin/python docs/picture.py"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
FAULT, COMPONENT = "isp-blackhole", "isp1-main"
CASE = ["--number", "005/117", "--date", "2026-11-23", "--office", "Dinas Kesehatan", "--name", "Head of office",
        "--symptom", "No internet since this morning", "--site", "dinkes"]  # fmt: skip


def netsop(folder: Path, *arguments: str) -> str:
    """What a command shows on a terminal of 80 columns."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "netsop", "-w", str(folder), *arguments]
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm-256color"}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=subprocess.DEVNULL, env=environment):
        os.close(slave)
        shown = b""
        while chunk := _read(master):
            shown += chunk
    os.close(master)
    return shown.decode(errors="replace").replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the terminal's other end is closed
        return b""


def main() -> None:
    """Break something, diagnose it, draw what a person sees."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "netsop.yaml", folder)
        shutil.copytree(ROOT / "inventory", folder / "inventory")
        netsop(folder, "lab", "up")
        try:
            netsop(folder, "lab", "fault", FAULT, COMPONENT)
            netsop(folder, "case", "open", *CASE)
            shown = netsop(folder, "diagnose", "GJU-2026-0001", "--lang", "en")
        finally:
            netsop(folder, "lab", "down")
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=80, file=nowhere, force_terminal=True)
        console.print(Text("$ netsop diagnose GJU-2026-0001 --lang en", style="bold"))
        console.print(Text.from_ansi(shown.strip()))
    drawn = console.export_svg(title="netsop", unique_id="netsop")
    # nothing of the picture is to be fetched from elsewhere
    plain = re.sub(r"\s*@font-face \{.*?\}|\s*<!-- .*? -->", "", drawn, flags=re.DOTALL)
    (ROOT / "docs" / "diagnose.svg").write_text(plain)


if __name__ == "__main__":
    main()
