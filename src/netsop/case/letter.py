"""A request letter as text: labelled lines, an empty line, then what is wrong in the applicant's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from netsop.errors import InvalidInput, Where
from netsop.model.intent import Intent
from netsop.redact import neutralise

_LABELS = {
    "nomor": "number", "number": "number", "tanggal": "date", "date": "date", "perihal": "title", "subject": "title",
    "instansi": "office", "dari": "office", "office": "office", "from": "office", "nama": "name", "name": "name",
    "kontak": "contact", "telepon": "contact", "contact": "contact", "lokasi": "sites", "sites": "sites",
    "layanan": "services", "services": "services",
}  # fmt: skip
_MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
           "november", "desember")  # fmt: skip


def read_letter(text: str, *, file: str) -> dict[str, str]:
    """The letter's fields: number, date (ISO), title, office, name, contact, sites, services, symptom.

    Labels are Indonesian or English; one that is missing is absent. Raises InvalidInput for a date that is none.
    """
    head, _, body = neutralise(text).strip().partition("\n\n")
    fields: dict[str, str] = {}
    for number, line in enumerate(head.split("\n"), start=1):
        label, colon, value = line.partition(":")
        name = _LABELS.get(label.strip().lower()) if colon else None
        if name and value.strip():
            place = Where(file=file, line=number, field=label.strip())
            fields.setdefault(name, _date(value.strip(), place) if name == "date" else value.strip())
    if body.strip():
        fields["symptom"] = body.strip()
    return fields


def _date(text: str, where: Where) -> str:
    words = text.lower().split()
    try:
        if len(words) == 3 and words[1] in _MONTHS:
            return date(int(words[2]), _MONTHS.index(words[1]) + 1, int(words[0])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise InvalidInput(f"{text!r} is no date", where=where, do="write it like 2 Maret 2026") from error


def named(kind: str, wanted: Iterable[str], intent: Intent) -> list[str]:
    """The inventory's names of what a letter calls by name or title. kind: `sites` or `services`.

    Raises InvalidInput naming what there is.
    """
    items: Mapping[str, Any] = {item.name: item for item in getattr(intent, kind)}
    titles = {item.title.casefold(): name for name, item in items.items()}
    found = []
    for text in wanted:
        name = text if text in items else titles.get(text.casefold())
        if name is None:
            raise InvalidInput(f"the inventory has none of the {kind} called {text!r}",
                               where=Where(field=kind), do=f"one of: {', '.join(items)}")
        found.append(name)
    return found
