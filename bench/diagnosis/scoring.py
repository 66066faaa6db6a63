"""Scores stored sessions again, after the engine changed; no laboratory is needed."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

from netsop import catalog
from netsop.model.fault import FaultSpec
from netsop.workspace.root import open_workspace

from . import plan, samples, tables
from .evidence import VARIANTS, WHOLE, Variant
from .graph import Graph
from .judge import Judged, judge
from .score import Key, Scores, alike, score

Groups = dict[str, Scores]
_PUBLISHED = "<!-- tables: {} -->"


def rescore(out: Path, *, jobs: int, publish: Path | None = None, spoilt: bool = True) -> str:
    """Judge and score every session of a folder; writes results.json, results.md and failures.md there.

    publish: a page between whose marks the tables are put. spoilt: also with evidence missing and wrong.
    """
    sessions = sorted(path.parent for path in out.glob("*/plan.json"))
    judged = _judge_all(sessions, jobs, VARIANTS if spoilt else (WHOLE,))
    known = alike(catalog.load_all("diagnosis/faults", FaultSpec))
    keys = {each.name: Key(Graph(open_workspace(each / "workspace", overlay=False)), known) for each in sessions}
    text = _report(judged, keys, _thrown_out(sessions))
    (out / "results.md").write_text(text, encoding="utf-8")
    (out / "results.json").write_text(json.dumps(_machine(judged, keys), indent=1) + "\n", encoding="utf-8")
    (out / "failures.md").write_text(tables.failures(judged, keys), encoding="utf-8")
    if publish:
        _publish(publish, text)
    return text


def _judge_all(sessions: Sequence[Path], jobs: int, variants: tuple[Variant, ...]) -> list[Judged]:
    found: list[Judged] = []
    with ProcessPoolExecutor(jobs) as pool:
        for session in sessions:
            folders = [folder for folder, _ in samples.stored(session)]
            for each in pool.map(partial(judge, session, variants=variants), folders, chunksize=4):
                found += each
    return found


def _thrown_out(sessions: Sequence[Path]) -> dict[str, Counter[str]]:
    return {session.name: Counter(sample.result for _, sample in samples.stored(session)) for session in sessions}


def _by(judged: Sequence[Judged], keys: Mapping[str, Key], name: str) -> Groups:
    """Scores by `session`, by `use` (seeds for tuning, for reporting) or by `variant` of the evidence."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        group = {"session": each.session, "use": use_of(each.session), "variant": each.variant.name}[name]
        groups[group].append(each)
    return {group: score(found, keys) for group, found in groups.items()}


def use_of(session: str) -> str:
    """What the seed of a session is for; it is the last part of its name."""
    return plan.use_of(int(session.rpartition("-")[2]))


def _report(judged: Sequence[Judged], keys: Mapping[str, Key], results: Mapping[str, Counter[str]]) -> str:
    whole = [each for each in judged if each.variant == WHOLE]
    sessions, uses = _by(whole, keys, "session"), _by(whole, keys, "use")
    kept = tables.table(
        ("session", "seed for", "kept", "not proven active", "not proven gone"),
        [(name, use_of(name), *(str(count[what]) for what in ("kept", "unproven", "unhealed")))
         for name, count in results.items()],
    )  # fmt: skip
    parts = [
        f"Scored on {date.today().isoformat()}. A session is LABORATORY-TOPOLOGY-SIZE-SEED.",  # noqa: DTZ011
        "### Trials", kept, "### By session, all evidence", tables.summary(sessions, "session"),
        "### By use of the seed, all evidence", tables.summary(uses, "seeds for"),
        *_by_variant(judged, keys), "### Time", tables.times(sessions),
    ]  # fmt: skip
    for use in uses:
        group = [each for each in whole if use_of(each.session) == use]
        parts += [f"### Calibration, seeds for {use}", tables.calibration(uses[use]),
                  f"### By fault, seeds for {use}", tables.per_fault(group, keys)]  # fmt: skip
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _by_variant(judged: Sequence[Judged], keys: Mapping[str, Key]) -> list[str]:
    parts = []
    for use in dict.fromkeys(use_of(each.session) for each in judged):
        group = [each for each in judged if use_of(each.session) == use]
        parts += [f"### Evidence missing or stale, seeds for {use}",
                  tables.summary(_by(group, keys, "variant"), "evidence")]  # fmt: skip
    return parts


def _machine(judged: Sequence[Judged], keys: Mapping[str, Key]) -> dict[str, object]:
    whole = [each for each in judged if each.variant == WHOLE]
    return {
        "schema": "netsop.bench.diagnosis/1",
        "sessions": {name: asdict(scores) for name, scores in _by(whole, keys, "session").items()},
        "uses": {name: asdict(scores) for name, scores in _by(whole, keys, "use").items()},
        "variants": {name: asdict(scores) for name, scores in _by(judged, keys, "variant").items()},
        "trials": [_trial(each) for each in judged],
    }


def _trial(each: Judged) -> dict[str, object]:
    return {
        "session": each.session, "trial": each.trial, "evidence": each.variant.name, "answer": each.answer,
        "truth": [str(named) for named in each.truth],
        "ranked": [{"named": str(named), "confidence": named.confidence} for named in each.ranked],
        "causes": len(each.causes), "failing": list(each.failing),
    }  # fmt: skip


def _publish(page: Path, text: str) -> None:
    """Put the tables between the marks of a page. Raises ValueError when it has none."""
    begin, end = _PUBLISHED.format("begin"), _PUBLISHED.format("end")
    old = page.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    if not pattern.search(old):
        raise ValueError(f"{page} has no place for tables: {begin} … {end}")
    page.write_text(pattern.sub(lambda _: f"{begin}\n{text}{end}", old), encoding="utf-8")
