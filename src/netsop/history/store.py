"""Readings of earlier runs in SQLite, in a workspace's state folder. Written after a run, read before the next.

A laboratory has a history of its own, which ends with it: its readings are not those of the network.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from netsop.errors import InvalidInput, Where
from netsop.model.component import Component
from netsop.model.trend import Sample

FILE = "history.sqlite"
STATE, LABORATORY = ".netsop", ".netsop/lab"
_KEPT = timedelta(days=90)
_PER_SERIES = 24
"""Readings of one thing that a run takes along: enough for a pace, little to store."""
_WAIT_S = 10
_TABLE = """
CREATE TABLE IF NOT EXISTS sample (
  "check" TEXT NOT NULL, component TEXT NOT NULL, vantage TEXT NOT NULL, at REAL NOT NULL, value REAL NOT NULL,
  PRIMARY KEY ("check", component, vantage, at)
) WITHOUT ROWID
"""
_NEWEST = """
SELECT "check", component, vantage, at, value FROM (
  SELECT *, row_number() OVER (PARTITION BY "check", component, vantage ORDER BY at DESC) AS nth
  FROM sample WHERE at < ? AND at >= ?
) WHERE nth <= ? ORDER BY "check", component, vantage, at
"""


def remember(folder: Path, samples: Iterable[Sample]) -> None:
    """Add readings; those older than ninety days go. Raises InvalidInput when the file cannot be used."""
    rows = [(s.check, str(s.component), s.vantage, s.at.timestamp(), s.value) for s in samples]
    if not rows:
        return
    oldest = max(row[3] for row in rows) - _KEPT.total_seconds()
    with _open(folder) as database, database:
        database.executemany("INSERT OR REPLACE INTO sample VALUES (?, ?, ?, ?, ?)", rows)
        database.execute("DELETE FROM sample WHERE at < ?", (oldest,))


def recall(folder: Path, before: datetime) -> tuple[Sample, ...]:
    """The newest readings of each thing before a moment, oldest first; none where nothing was remembered."""
    if not (folder / FILE).exists():
        return ()
    until = before.timestamp()
    with _open(folder) as database:
        rows = database.execute(_NEWEST, (until, until - _KEPT.total_seconds(), _PER_SERIES)).fetchall()
    return tuple(
        Sample(check, Component.parse(component), vantage, datetime.fromtimestamp(at, UTC), value)
        for check, component, vantage, at, value in rows
    )


@contextmanager
def _open(folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT_S)) as database:
            database.execute(_TABLE)
            yield database
    except sqlite3.DatabaseError as error:
        do = "move the file away; a new one begins with the next run"
        raise InvalidInput(f"cannot be used: {error}", where=Where(file=str(path)), do=do) from error
