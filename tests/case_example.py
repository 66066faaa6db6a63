"""A case to work with."""

from __future__ import annotations

from datetime import datetime

AT = datetime.fromisoformat("2026-03-02T08:15:00+07:00")
HEAD = {
    "sop": {"number": "060/040.1", "version": "2022-04-11"},
    "title": "Internet mati di Dinas Kesehatan",
    "severity": "major",
    "letter": {"number": "005/117/DINKES", "date": "2026-03-02", "received_at": "2026-03-02T08:00:00+07:00"},
    "applicant": {"office": "Dinas Kesehatan", "name": "Sri", "contact": "0285-555"},
    "sites": ["dinkes"],
    "services": ["internet-reach"],
    "symptom": "Tidak bisa membuka situs web sejak pagi",
}
FIRST = {"step": 1, "role": "pemohon", "who": "Sri", "what": "Surat diterima",
         "papers_in": [{"paper": "surat_permohonan", "number": "005/117/DINKES"}],
         "papers_out": [{"paper": "surat_permohonan"}]}
NOTE = {"step": 4, "role": "teknisi", "who": "Budi", "what": "Perangkat diperiksa"}

