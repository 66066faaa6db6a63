"""Whatever the entry and the comments: an append adds, and changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from case_example import AT, FIRST, HEAD, NOTE
from netsop.case import store
from netsop.redact import neutralise

ID = "GJU-2026-0001"
LOOKS_LIKE_YAML = [
    "yes", "null", "~", "1e3", "0x10", "1_000", "2026-03-02", "12:30:45", "=", "<<", "!!str x", "&a", "*a", "- a",
    "a: b", "a #b", " lead", "trail ", "---", "...", "x\n\n\n", "x\n", "\n\nx", "...\nx", "x\n  ---\n...\n- n: 9",
    "{a: b}",
    "timeline:\n  - n: 1", "tab\tin\nlines \n x", "#x\n#y", "\ufeffx", "a " * 1500,
]  # fmt: skip
TEXT = st.sampled_from(LOOKS_LIKE_YAML) | st.text(min_size=1, max_size=80).filter(
    lambda text: neutralise(text.encode(errors="replace").decode()).strip()
)
COMMENT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(whats=st.lists(TEXT, min_size=1, max_size=3), who=TEXT.map(lambda text: text[:300]), comment=COMMENT)
def test_an_append_keeps_every_byte_and_reads_back(whats: list[str], who: str, comment: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        store.open_case(root, "GJU", HEAD, FIRST, AT)
        file = root / "cases" / ID / "case.yaml"
        file.write_text(file.read_text().replace("title:", f"# {comment}\ntitle:") + f"  # {comment}", encoding="utf-8")
        before = file.read_bytes()
        for what in whats:
            given_entry = {**NOTE, "what": what, "who": who}
            store.append(root, ID, lambda _, entry=given_entry: entry, AT)  # type: ignore[misc]
        assert file.read_bytes().startswith(before)
        read = store.read(root, ID).timeline[1:]
        assert [entry.what for entry in read] == [neutralise(w.encode(errors="replace").decode()) for w in whats]
