"""The files that a node is given: accounts, host name, SSH server, FRR configuration, optical truth."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from netsop.errors import Broken
from netsop.lab.real.layout import Layout, NodeSpec

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701  (shell and router configuration, from validated intent only)
)
_ACCOUNTS = ("root", "frr", "frrvty", "_lldpd", "sshd", "nobody", "dnsmasq")


def render(template: str, **values: object) -> str:
    """One of the laboratory's templates, filled."""
    return _TEMPLATES.get_template(template).render(**values)


def write_node_files(folder: Path, node: NodeSpec, layout: Layout, hashed: str) -> Path:
    """Everything that a node reads at start; returns its first process' script."""
    (folder / "wire").mkdir(parents=True, exist_ok=True)
    user = layout.lab.credentials.username
    _write_accounts(folder, user, hashed)
    (folder / "hostname").write_text(f"{node.name}\n")
    (folder / "hosts").write_text(f"127.0.0.1 localhost\n127.0.1.1 {node.name}\n")
    # Names are files only: a daemon that asks a name server which is not there stands still meanwhile.
    (folder / "nsswitch.conf").write_text("passwd: files\ngroup: files\nshadow: files\nhosts: files\n")
    (folder / "hidden").write_text("")
    shutil.copy("/usr/bin/df", folder / "df-tool")
    (folder / "df").write_text('#!/bin/sh\nexec /run/node/df-tool "$@" /run /var/log\n')
    (folder / "df").chmod(0o755)
    (folder / "ethtool").write_text(render("ethtool.j2"))
    (folder / "ethtool").chmod(0o755)
    (folder / "frr.conf").write_text(frr_configuration(node))
    script = folder / "init.sh"
    forward = 0 if node.role == "host" else 1
    script.write_text(render("init.sh.j2", name=node.name, folder=folder, forward=forward))
    if node.management:
        _write_sshd(folder, node.management, user)
    return script


def frr_configuration(node: NodeSpec) -> str:
    """The node's FRR configuration, as its intent asks."""
    router_id = (node.loopbacks or [port.address for port in node.ports])[0].partition("/")[0]
    return render("frr.conf.j2", node=node, router_id=router_id)


def _write_accounts(folder: Path, user: str, hashed: str) -> None:
    login = f"{user}:x:0:0::/run/home:/bin/bash"
    lines = Path("/etc/passwd").read_text().splitlines()
    kept = [line for line in lines if line.split(":")[0] in _ACCOUNTS]
    (folder / "passwd").write_text("\n".join([*kept, login, ""]))
    (folder / "group").write_text(Path("/etc/group").read_text())
    (folder / "shadow").write_text(f"root:*:1::::::\n{user}:{hashed}:19000::::::\n")
    (folder / "shadow").chmod(0o600)


def _write_sshd(folder: Path, address: str, user: str) -> None:
    key = folder / "host_key"
    if not key.exists():
        new_host_key(key)
    (folder / "sshd_config").write_text(render("sshd_config.j2", address=address, user=user))


def new_host_key(key: Path) -> None:
    """Make an SSH host key, replacing the one that is there."""
    key.unlink(missing_ok=True)
    key.with_suffix(".pub").unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def password_hash(password: str) -> str:
    """The hash of a password as shadow(5) holds it. Raises Broken when there is no perl to make it."""
    script = 'my $p = <STDIN>; chomp $p; print crypt($p, "\\$5\\$rounds=1000\\$" . $ENV{SALT} . "\\$")'
    environment = {**os.environ, "SALT": secrets.token_hex(6)}
    done = subprocess.run(["perl", "-e", script], input=password, capture_output=True, text=True, env=environment,
                          check=False)
    if done.returncode or not done.stdout.startswith("$5$"):
        raise Broken("the password could not be hashed", do="apt-get install perl-base")
    return done.stdout
