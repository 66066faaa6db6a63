"""Case files on a real disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from case_example import AT, FIRST, HEAD, NOTE
from netsop.case import store
from netsop.errors import InvalidInput, NotFound

ID = "GJU-2026-0001"
WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from case_example import AT, NOTE
from netsop.case import store
for count in range(8):
    store.append(Path(sys.argv[1]), "GJU-2026-0001", lambda case: {**NOTE, "who": sys.argv[2]}, AT)
    print(count, flush=True)
"""


def case_file(root: Path) -> Path:
    return root / "cases" / ID / "case.yaml"


def test_opened_case_reads_back(root: Path) -> None:
    case = store.read(root, ID)
    assert (case.case, case.title, case.timeline[0].papers_in[0].number) == (ID, HEAD["title"], "005/117/DINKES")
    assert case_file(root).read_text().startswith("# yaml-language-server: $schema=")
    assert store.names(root) == (ID,)


def test_numbers_count_up_and_are_never_given_twice(root: Path) -> None:
    second = store.open_case(root, "GJU", HEAD, FIRST, AT)
    shutil.rmtree(root / "cases" / second.case)
    assert store.open_case(root, "GJU", HEAD, FIRST, AT).case == "GJU-2026-0003"
    assert store.open_case(root, "GJU", HEAD, FIRST, AT.replace(year=2027)).case == "GJU-2027-0001"


def test_a_wrong_head_creates_nothing(root: Path) -> None:
    with pytest.raises(InvalidInput, match="severity"):
        store.open_case(root, "GJU", {**HEAD, "severity": "terrible"}, FIRST, AT)
    assert store.names(root) == (ID,)


def test_an_appended_entry_is_a_diff_of_just_that_entry(root: Path) -> None:
    file = case_file(root)
    by_hand = file.read_text().replace("severity: major", "severity:   major   # menurut Pak Kabid\n\n# masih hujan")
    file.write_text(by_hand)
    for words in (["init", "-q"], ["add", "cases"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    store.append(root, ID, lambda _: NOTE, AT + timedelta(hours=1))
    diff = subprocess.run(["git", "diff", "-U0"], cwd=root, check=True, capture_output=True, text=True).stdout
    changed = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    assert changed[0].strip() == "+  - n: 2"
    assert all(line.startswith("+") for line in changed)
    assert file.read_text().startswith(by_hand)


def test_two_writers_at_once_lose_nothing(root: Path) -> None:
    path = str(Path(__file__).parents[2])
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(root), who], env={"PYTHONPATH": path, "PATH": ""})
        for who in ("Budi", "Wati")
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    entries = store.read(root, ID).timeline[1:]
    assert len(entries) == 16
    assert sum(entry.who == "Wati" for entry in entries) == 8


@pytest.mark.parametrize("acknowledged", [1, 3])
def test_a_killed_writer_loses_nothing_that_it_said_was_written(root: Path, acknowledged: int) -> None:
    environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""}
    command = [sys.executable, "-c", WRITER, str(root), "Budi"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        for _ in range(acknowledged):
            writer.stdout.readline()
        writer.kill()
    assert len(store.read(root, ID).timeline) - 1 >= acknowledged
    assert store.append(root, ID, lambda _: NOTE, AT).n == len(store.read(root, ID).timeline)


def test_time_never_runs_backwards(root: Path) -> None:
    assert store.append(root, ID, lambda _: NOTE, AT - timedelta(hours=3)).at == AT


def test_entries_go_above_keys_that_follow_the_timeline(root: Path) -> None:
    file = case_file(root)
    head, timeline = file.read_text().split("timeline:")
    title, rest = head.split("severity:")
    file.write_text(f"{title}timeline:{timeline}\n# what follows\nseverity:{rest}")
    store.append(root, ID, lambda _: NOTE, AT)
    assert "diperiksa\n\n# what follows\nseverity:" in file.read_text()


def test_windows_line_ends_stay(root: Path) -> None:
    file = case_file(root)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    store.append(root, ID, lambda _: {**NOTE, "what": "a\nb"}, AT)
    written = file.read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n")


def test_control_characters_of_a_letter_are_shown_not_obeyed(tmp_path: Path) -> None:
    case = store.open_case(tmp_path, "GJU", {**HEAD, "symptom": "mati\x1b[2J\x07 \u202etotal"}, FIRST, AT)
    assert case.symptom == "mati\ufffd \ufffdtotal"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("severity: major", "severity: terrible", r"case.yaml:7: severity"),
        ("n: 1", "n: 3", r"timeline\[0\]\.n: entry 1 has the number 3"),
        ("title:", "titel:", r"titel: is not a known field"),
        ("opened_at: 2026-03-02T08:15:00+07:00", "opened_at: 2026-03-02T08:15:00", r"opened_at: .*timezone"),
        ("opened_at: 2026-03-02T08:15:00+07:00", "opened_at: 1772413200", r"opened_at: expected a time with offset"),
        (f"case: {ID}", "case: GJU-2026-0009", r"says GJU-2026-0009, but the folder is"),
        ("timeline:", "timeline: [", r"not YAML"),
    ],
)
def test_a_wrong_case_says_where(root: Path, old: str, new: str, says: str) -> None:
    file = case_file(root)
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(InvalidInput, match=says):
        store.append(root, ID, lambda _: NOTE, AT)


def test_a_wrong_entry_leaves_the_file_alone(root: Path) -> None:
    before = case_file(root).read_bytes()
    with pytest.raises(InvalidInput, match="what"):
        store.append(root, ID, lambda _: {**NOTE, "what": " "}, AT)
    assert case_file(root).read_bytes() == before


@pytest.mark.parametrize("name", ["../x", "GJU-2026-0002/..", "gju-2026-0001", ""])
def test_a_name_that_is_no_case_number(root: Path, name: str) -> None:
    with pytest.raises(InvalidInput, match="no case number"):
        store.read(root, name)


def test_an_unknown_case(root: Path) -> None:
    with pytest.raises(NotFound, match="no case GJU-2026-0042"):
        store.read(root, "GJU-2026-0042")


@pytest.mark.parametrize("timeline", ["timeline: []", "timeline: [{n: 1}]", "timeline:"])
def test_a_timeline_in_one_line_is_refused_with_what_to_do(root: Path, timeline: str) -> None:
    file = case_file(root)
    head = file.read_text().split("timeline:")[0]
    file.write_text(head + timeline + "\n")
    with pytest.raises(InvalidInput, match="timeline"):
        store.append(root, ID, lambda _: NOTE, AT)
    assert file.read_text() == head + timeline + "\n"


def test_a_case_without_a_timeline_yet_gets_one(root: Path) -> None:
    file = case_file(root)
    file.write_text(file.read_text().split("timeline:")[0] + "# belum ada apa-apa")
    assert store.append(root, ID, lambda _: NOTE, AT).n == 1
