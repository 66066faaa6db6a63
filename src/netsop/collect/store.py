"""A run on disk: run.json and one readable text file per answer. What was changed afterwards is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from netsop.durable import inside, write_atomic
from netsop.errors import InvalidInput, NotFound, Where
from netsop.model.component import Component
from netsop.model.evidence import DeviceOutcome, Evidence, Outcome, Run
from netsop.model.lab import Overlay
from netsop.model.probe import Question
from netsop.model.trend import Sample

SCHEMA = "netsop.run/1"


def save(run: Run, folder: Path) -> None:
    """Write a run to a folder; answers first, run.json last, so that a run without run.json is not one."""
    for item in run.evidence:
        if item.text:
            path = inside(folder, item.question.device, f"{item.question.key}.txt")
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, item.text)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(folder / "run.json", json.dumps(_to_json(run), indent=1, ensure_ascii=False) + "\n")


def _to_json(run: Run) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "id": run.id,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat(),
        "workspace_digest": run.workspace_digest,
        "laboratory": run.laboratory,
        "overlay": run.overlay.model_dump(mode="json") if run.overlay else None,
        "devices": [
            {"device": d.device, "outcome": d.outcome.value, "reason": d.reason, "elapsed_ms": d.elapsed_ms}
            for d in run.devices
        ],
        "evidence": [_evidence_to_json(item) for item in run.evidence],
        "earlier": _samples_to_json(run.earlier),
    }


def _samples_to_json(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    """By what they are readings of; each reading is [time, value]."""
    series: dict[tuple[str, Component, str], list[list[Any]]] = {}
    for sample in samples:
        series.setdefault(sample.series, []).append([sample.at.isoformat(), sample.value])
    return [
        {"check": check, "component": str(component), "vantage": vantage, "readings": readings}
        for (check, component, vantage), readings in series.items()
    ]


def _samples_from_json(data: list[dict[str, Any]]) -> tuple[Sample, ...]:
    return tuple(
        Sample(
            row["check"], Component.parse(row["component"]), row["vantage"], datetime.fromisoformat(at), float(value)
        )
        for row in data
        for at, value in row["readings"]
    )


def _evidence_to_json(item: Evidence) -> dict[str, Any]:
    question = item.question
    return {
        "device": question.device,
        "probe": question.probe,
        "args": dict(question.args),
        "nth": question.nth,
        "command": item.command,
        "outcome": item.outcome.value,
        "reason": item.reason,
        "started": item.started.isoformat() if item.started else None,
        "elapsed_ms": item.elapsed_ms,
        "sha256": item.digest,
    }


def load(folder: Path) -> Run:
    """Read a stored run. Raises NotFound without one, InvalidInput naming the file that is wrong or was changed."""
    file = folder / "run.json"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotFound("no run is stored here", where=Where(file=str(folder))) from error
    except (OSError, ValueError) as error:
        raise InvalidInput(f"cannot be read: {error}", where=Where(file=str(file))) from error
    try:
        return _from_json(data, folder)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(f"is not a stored run: {error!r}", where=Where(file=str(file))) from error


def _from_json(data: dict[str, Any], folder: Path) -> Run:
    if data["schema"] != SCHEMA:
        raise ValueError(f"schema {data['schema']!r} is not {SCHEMA}")
    return Run(
        id=data["id"],
        started=datetime.fromisoformat(data["started"]),
        finished=datetime.fromisoformat(data["finished"]),
        workspace_digest=data["workspace_digest"],
        laboratory=data["laboratory"],
        overlay=Overlay.model_validate(data["overlay"]) if data["overlay"] else None,
        devices=tuple(
            DeviceOutcome(d["device"], Outcome(d["outcome"]), d["reason"], d["elapsed_ms"]) for d in data["devices"]
        ),
        evidence=tuple(_evidence_from_json(item, folder) for item in data["evidence"]),
        earlier=_samples_from_json(data.get("earlier", [])),
    )


def _evidence_from_json(item: dict[str, Any], folder: Path) -> Evidence:
    question = Question(item["device"], item["probe"], tuple(sorted(item["args"].items())), item["nth"])
    text = _text(folder, question, item["sha256"])
    started = datetime.fromisoformat(item["started"]) if item["started"] else None
    return Evidence(
        question,
        item["command"],
        Outcome(item["outcome"]),
        item["reason"],
        started,
        item["elapsed_ms"],
        text,
        item["sha256"],
    )


def _text(folder: Path, question: Question, digest: str) -> str:
    path = inside(folder, question.device, f"{question.key}.txt")
    raw = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(raw).hexdigest() != digest:
        raise InvalidInput(
            "this evidence is not what was collected: its digest differs from run.json",
            where=Where(file=str(path)),
            do="restore it from git",
        )
    return raw.decode(encoding="utf-8")
