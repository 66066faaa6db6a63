"""A collection: Nornir visits every device of a plan at once, and every device and question is accounted for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from nornir.core import Nornir
from nornir.core.configuration import Config
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.state import GlobalState
from nornir.core.task import Result, Task

from netsop.collect.budget import Budget
from netsop.collect.connection import CONNECTION, NetsopNetmiko
from netsop.collect.device import Fill, Tools, Visit
from netsop.collect.events import Event, ignore
from netsop.collect.failure import SessionFailure
from netsop.collect.known_hosts import KnownHosts, read_known_hosts
from netsop.collect.runner import StoppableRunner
from netsop.collect.session import ReadOnlySession
from netsop.errors import NetsopError
from netsop.model.evidence import Outcome, Run
from netsop.model.platform import Platform
from netsop.model.probe import Plan
from netsop.model.workspace import Workspace
from netsop.redact import Redactor

Resolve = Callable[[str], str]


class Interrupted(KeyboardInterrupt):
    """The user stopped the run; `run` holds what was gathered until then."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run = run


def collect(
    workspace: Workspace,
    platforms: Mapping[str, Platform],
    plan: Plan,
    *,
    run_id: str,
    fill: Fill,
    resolve: Resolve,
    now: Callable[[], datetime],
    on_event: Callable[[Event], None] = ignore,
) -> Run:
    """Put a plan's questions to its devices, read-only, under the workspace's limits.

    fill: makes a command of a probe and its parameters. resolve: turns a secret's reference into the secret.
    Never raises for a device. Raises Interrupted, holding the partial run, when the user stops it.
    """
    settings = workspace.settings.collect
    tools = Tools(fill, now, on_event, settings.command_timeout_s)
    visits = {
        device: Visit(device, platforms.get(workspace.hosts[device].platform), plan.of(device), tools)
        for device in plan.devices
    }
    started, interrupted, stop = now(), False, threading.Event()
    nornir = _nornir(workspace, visits, stop)
    given = _Given(workspace, visits, resolve, read_known_hosts(workspace.known_hosts), stop)
    try:
        answered = nornir.run(task=_visit, name="collect", given=given)
        for name, result in answered.failed_hosts.items():
            visits[name].outcome, visits[name].reason = Outcome.ERROR, repr(result.exception)
    except KeyboardInterrupt:
        interrupted = True
    closed = [visit.close() for visit in visits.values()]
    run = Run(
        id=run_id,
        started=started,
        finished=now(),
        workspace_digest=workspace.digest,
        laboratory=workspace.laboratory,
        devices=tuple(outcome for outcome, _ in closed),
        evidence=tuple(evidence for _, answers in closed for evidence in answers),
        overlay=workspace.overlay,
    )
    if interrupted:
        raise Interrupted(run)
    return run


def _nornir(workspace: Workspace, visits: Mapping[str, Visit], stop: threading.Event) -> Nornir:
    """A Nornir of its own for each run: failed hosts of one run must not be left out of the next."""
    if CONNECTION not in ConnectionPluginRegister.available:
        ConnectionPluginRegister.register(CONNECTION, NetsopNetmiko)
    hosts = {
        name: Host(
            name=name,
            hostname=str(workspace.hosts[name].hostname),
            port=workspace.hosts[name].port,
            username=workspace.hosts[name].username,
            platform=workspace.hosts[name].platform,
        )
        for name in visits
    }
    workers = max(1, min(workspace.settings.collect.workers, len(hosts)))
    return Nornir(
        inventory=Inventory(hosts=Hosts(hosts), groups=Groups(), defaults=Defaults()),
        runner=StoppableRunner(workers, stop),
        config=Config(),
        data=GlobalState(),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """What every device's task is given."""

    workspace: Workspace
    visits: Mapping[str, Visit]
    resolve: Resolve
    known_hosts: KnownHosts
    stop: threading.Event


def _visit(task: Task, given: _Given) -> Result:
    """Nornir task: one device's questions through our netmiko connection."""
    host, visit, settings = task.host, given.visits[task.host.name], given.workspace.settings.collect
    budget = Budget(
        deadline_s=settings.device_deadline_s, max_bytes=settings.max_bytes, monotonic=monotonic, stop=given.stop
    )
    try:
        secret = given.resolve(given.workspace.hosts[host.name].password)
    except NetsopError as error:
        visit.outcome, visit.reason = Outcome.NO_SECRET, str(error)
        return Result(host=host)

    def connect() -> ReadOnlySession:
        if visit.platform is None:
            raise SessionFailure(Outcome.NO_PROBE, f"there is no platform {host.platform!r}")
        extras = {
            "driver": visit.platform.driver,
            "known_hosts": given.known_hosts,
            "budget": budget,
            "connect_timeout_s": settings.connect_timeout_s,
        }
        host.connection_options[CONNECTION] = ConnectionOptions(password=secret, extras=extras)
        session: ReadOnlySession = host.get_connection(CONNECTION, task.nornir.config)
        return session

    visit.run(connect, budget, Redactor([secret]))
    return Result(host=host)
