"""Request letters, and opening a case from one by the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from netsop.__main__ import run
from netsop.case.letter import read_letter
from netsop.errors import InvalidInput

REPO = Path(__file__).parents[3]
LETTER = """Nomor   : 005/117/DINKES
Tanggal : 2 Maret 2026
Perihal : Internet mati
Instansi: Dinas Kesehatan
Nama    : Sri Wahyuni
Lokasi  : Dinas Kesehatan, setda
Layanan : internet-web

Sejak pagi tidak bisa
membuka apa pun: gelap.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copy(REPO / "netsop.yaml", tmp_path)
    shutil.copytree(REPO / "inventory", tmp_path / "inventory")
    (tmp_path / "surat.txt").write_text(LETTER)
    return tmp_path


def opened(workspace: Path, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    code = run(["-w", str(workspace), "case", "open", "--letter", str(workspace / "surat.txt"), *args])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_letter_is_read() -> None:
    fields = read_letter(LETTER, file="surat.txt")
    assert fields["date"] == "2026-03-02"
    assert fields["symptom"] == "Sejak pagi tidak bisa\nmembuka apa pun: gelap."


def test_a_wrong_date_names_its_line() -> None:
    with pytest.raises(InvalidInput, match=r"surat\.txt:2: Tanggal: '31 Februari 2026' is no date"):
        read_letter(LETTER.replace("2 Maret", "31 Februari"), file="surat.txt")


def test_a_case_is_opened_from_it(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = opened(workspace, capsys, "--format", "json", "--severity", "critical")
    case = json.loads(out)
    assert code == 0
    assert (case["sites"], case["services"], case["severity"]) == (["dinkes", "setda"], ["internet-web"], "critical")
    assert case["standing"]["step"] == 2
    assert (workspace / "cases" / case["case"] / "papers" / "surat_permohonan.txt").read_text() == LETTER


def test_list_and_show(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case_id = opened(workspace, capsys)[1].split()[0]
    assert run(["-w", str(workspace), "case", "list"]) == 0
    assert run(["-w", str(workspace), "case", "show", case_id]) == 0
    text = capsys.readouterr().out
    assert f"{case_id}  major     langkah 2  (kepala_dinas)  Internet mati" in text
    assert "Berikutnya: 2. Menerima surat laporan gangguan" in text


def test_a_broken_case_is_named_and_the_others_are_listed(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (opened(workspace, capsys)[1].split()[0] for _ in range(2))
    (workspace / "cases" / first / "case.yaml").write_text("case: [")
    assert run(["-w", str(workspace), "case", "list"]) == 3
    said = capsys.readouterr()
    assert f"cases/{first}/case.yaml:2: not YAML" in said.err
    assert second in said.out


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (("Nama ", "Nam "), 2, "the letter does not say: name; give --name"),
        (("Dinas Kesehatan, setda", "Antah Berantah"), 3, "none of the sites called 'Antah Berantah'; one of: kominfo"),
        (("2 Maret", "31 Februari"), 3, "surat.txt:2: Tanggal"),
    ],
)
def test_a_letter_that_lacks_something(
    workspace: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], code: int, says: str
) -> None:
    (workspace / "surat.txt").write_text(LETTER.replace(*change))
    got, text = opened(workspace, capsys)
    assert got == code
    assert says in text
    assert not (workspace / "cases").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 300_000])
def test_a_letter_that_is_no_text(workspace: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    (workspace / "surat.txt").write_bytes(content)
    assert opened(workspace, capsys)[0] == 3


def test_a_case_can_be_read_although_the_inventory_is_broken(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = opened(workspace, capsys)[1].split()[0]
    (workspace / "inventory/hosts.yaml").write_text("core1: [")
    assert run(["-w", str(workspace), "case", "show", case_id, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "netsop.case/1"
