"""The plain script of Nornir's and nornir-netmiko's documentation: 20 workers, TextFSM by netmiko, strict host keys."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from nornir.core import Nornir
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.task import Result, Task
from nornir.plugins.runners import ThreadedRunner
from nornir_netmiko.tasks import netmiko_send_command

from fleet_commands import COMMANDS
from netsop.workspace.root import open_workspace
from netsop.workspace.secrets import resolve

BEGAN = time.monotonic()


def ask(task: Task) -> Result:
    """Five commands through netmiko."""
    rows = 0
    for command in COMMANDS:
        answer = task.run(netmiko_send_command, command_string=command, use_textfsm=True)
        rows += len(answer.result) if isinstance(answer.result, list) else 0
    return Result(host=task.host, result=rows)


def main() -> None:
    """Run it on the fleet."""
    root = Path(sys.argv[1])
    workspace = open_workspace(root, overlay=False)
    ConnectionPluginRegister.auto_register()
    extras = {"ssh_strict": True, "alt_host_keys": True, "alt_key_file": str(workspace.known_hosts), "use_keys": False}
    hosts = {
        name: Host(
            name=name,
            hostname=str(host.hostname),
            port=host.port,
            username=host.username,
            password=resolve(host.password, root=root),
            platform=host.platform,
            connection_options={"netmiko": ConnectionOptions(extras=extras)},
        )
        for name, host in workspace.hosts.items()
    }
    inventory = Inventory(hosts=Hosts(hosts), groups=Groups(), defaults=Defaults())
    results = Nornir(inventory=inventory, runner=ThreadedRunner(num_workers=20)).run(task=ask)
    good = [result for name, result in results.items() if not result.failed]
    rows = sum(result[0].result for result in good)
    print(json.dumps({"devices": len(good), "rows": rows, "work_s": time.monotonic() - BEGAN}))


if __name__ == "__main__":
    main()
