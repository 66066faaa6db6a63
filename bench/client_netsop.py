"""netsop's own collection and parsing of a fleet."""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path

from fleet_commands import COMMANDS
from netsop import clock
from netsop.collect.run import collect
from netsop.model.evidence import Outcome
from netsop.model.platform import ProbeSpec
from netsop.model.probe import Plan, Question
from netsop.parse.engine import parse
from netsop.parse.lookup import find
from netsop.platforms.loader import load_platforms
from netsop.workspace.root import open_workspace
from netsop.workspace.secrets import resolve

BEGAN = time.monotonic()


def main() -> None:
    """Collect, parse, count."""
    root = Path(sys.argv[1])
    workspace = open_workspace(root, overlay=False)
    ios = load_platforms(None)["cisco_ios"]
    probes = {f"bench.{number}": command for number, command in enumerate(COMMANDS)}
    specs = {name: find(ios, command)[0].probe for name, command in probes.items()}
    all_probes = {**ios.probes, **ios.readers}
    platform = ios.model_copy(
        update={
            "probes": {name: all_probes[specs[name]].model_copy(update={"command": probes[name]}) for name in probes}
        }
    )
    plan = Plan(tuple(Question(device, name) for device in workspace.hosts for name in probes))
    run = collect(
        workspace,
        {"cisco_ios": platform},
        plan,
        run_id="bench",
        fill=_fill,
        resolve=partial(resolve, root=root),
        now=clock.now,
    )
    rows = sum(len(parse(platform, item.question.probe, (), item.text).facts) for item in run.evidence)
    answered = {item.question.device for item in run.evidence}
    lost = {item.question.device for item in run.evidence if item.outcome is not Outcome.OK}
    print(json.dumps({"devices": len(answered - lost), "rows": rows, "work_s": time.monotonic() - BEGAN}))


def _fill(spec: ProbeSpec, _args: tuple[tuple[str, str], ...]) -> str:
    return spec.command


if __name__ == "__main__":
    main()
