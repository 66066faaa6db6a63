"""What the documentation says is so: the examples of docs/extend.md work as they stand."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

from netsop import catalog
from netsop.__main__ import run
from netsop.case.letter import _LABELS, read_letter
from netsop.model.check import CheckSpec
from netsop.model.fault import FaultSpec
from netsop.parse.check import problems
from netsop.parse.lookup import read
from netsop.platforms.loader import load_platforms

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(kind, words, text) for kind, words, text in BLOCK.findall((ROOT / "docs" / "extend.md").read_text())]


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    for name in ("netsop.yaml", "inventory"):
        source = ROOT / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    for _, words, text in BLOCKS:
        if words.startswith("file="):
            file = tmp_path / words.removeprefix("file=")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    return tmp_path


SAMPLES = [(words.partition(" command=")[2], text) for kind, words, text in BLOCKS if kind == "sample"]
FACTS = [text.splitlines() for kind, _, text in BLOCKS if kind == "facts"]


@pytest.mark.parametrize(("sample", "facts"), list(zip(SAMPLES, FACTS, strict=True)), ids=lambda pair: pair[0][:20])
def test_the_example_platform_reads_the_example_answers(
    extended: Path, sample: tuple[str, str], facts: list[str]
) -> None:
    platform = load_platforms(extended)["acme"]
    assert problems(platform) == ()
    command, text = sample
    _, parsed = read(platform, command, "", text)
    assert [fact.to_json() for fact in parsed.facts] == [json.loads(line) for line in facts]
    if command == "list ports":
        assert [each.line for each in parsed.unread] == [5, 4]


def test_the_example_check_and_fault_load(extended: Path) -> None:
    assert "interface-half-duplex" in catalog.load_all("checks", CheckSpec, root=extended)
    fault = catalog.load_all("diagnosis/faults", FaultSpec, root=extended)["duplex-mismatch"]
    assert fault.examples[0].on == "interface:core1/GigabitEthernet0/0/6"


PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_in_its_links_exists(page: Path) -> None:
    for target in re.findall(r"\]\((?!http|#|mailto:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["commands", "coverage", "diagnosis", "faults", "reading"])
def test_a_written_page_is_up_to_date(name: str) -> None:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    assert writer.PAGE.read_text(encoding="utf-8") == writer.page(), f"run docs/{name}.py again"


def test_the_example_letter_opens_a_case(extended: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = ROOT / "docs" / "examples" / "surat.txt"
    assert run(["-w", str(extended), "case", "open", "--letter", str(letter), "--format", "json"]) == 0
    case = json.loads(capsys.readouterr().out)
    assert (case["letter"]["date"], case["sites"], case["services"]) == ("2026-11-23", ["dinkes"], ["internet-web"])
    assert case["symptom"] == read_letter(letter.read_text(), file="surat.txt")["symptom"]


def test_every_label_of_a_letter_is_documented() -> None:
    page = (ROOT / "docs" / "case-file.md").read_text()
    assert {label.lower() for label in re.findall(r"`(\w+)`", page.split("## The letter")[1])} >= set(_LABELS)
