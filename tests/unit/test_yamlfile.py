"""YAML is read strictly, and what is refused is named by line and field."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from netsop import yamlfile
from netsop.errors import InvalidInput, NotFound
from netsop.model.record import Record


class Inner(Record):
    port: int
    password: str = ""
    either: int | list[int] = 0


class Outer(Record):
    name: str
    inner: tuple[Inner, ...] = ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("0", 0), ("-7", -7), ("+7", 7), ("12345678901234567890", "12345678901234567890"),
        ("1.5", 1.5), ("-1.5e3", -1500.0), ("1" * 400 + ".0", "1" * 400 + ".0"),
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("True", "True"), ("012", "012"), ("0x1f", "0x1f"), ("0o7", "0o7"),
        ("12:30", "12:30"), ("1:30:00", "1:30:00"), ("2026-01-01", "2026-01-01"), ("1_000", "1_000"), ("1e5", "1e5"),
        (".inf", ".inf"), (".5", ".5"), ("5.", "5."), ("=", "="), ("<<", "<<"), ("10.0.0.1", "10.0.0.1"),
        ("'1'", "1"), ('"true"', "true"), ('""', ""), ("|\n  1\n", "1\n"),
    ],
)  # fmt: skip
def test_only_what_is_plain_to_everybody_is_typed(text: str, value: Any) -> None:
    data = yamlfile.parse(f"a: {text}\n", file="x").data
    assert data["a"] == value
    assert type(data["a"]) is type(value)


def test_every_value_has_its_line() -> None:
    document = yamlfile.parse("# c\na:\n  - b: 1\n    c: {d: 2}\n  -\n    e: 3\n", file="f.yaml")
    assert document.where("a", 0, "c", "d").line == 4
    assert str(document.where("a", 1, "e")) == "f.yaml:6: a[1].e"
    assert str(document.where("a", 1, "nowhere")) == "f.yaml:6: a[1].nowhere"
    assert str(document.where()) == "f.yaml:2"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2\n", r"^f:2: a: this key stands here twice"),
        ("x: {a: 1, a: 2}", r"^f:1: x\.a: this key stands here twice"),
        ("1: a\n1: b\n", r"^f:2: 1: this key stands here twice"),
        ("a: &x 1\n", r"^f:1: anchors and aliases"),
        ("a: *x\n", r"^f:1: anchors and aliases"),
        ("b: 1\n<<: {a: 1}\n", r"^f:2: <<: merge keys"),
        ("a: !!python/object/apply:os.system [id]\n", r"^f:1: tags are not allowed"),
        ("a: !vault x\n", r"^f:1: tags are not allowed"),
        ("[a]: 1\n", r"^f:1: a key must be text"),
        ("? {a: 1}\n: 1\n", r"^f:1: a key must be text"),
        ("a: 1\n---\nb: 1\n", r"^f:2: not YAML: but found another document"),
        ("a: [1\n", r"^f:2: not YAML"),
        ("a: 'x\n", r"^f:2: not YAML"),
        ("a:\n\t- 1\n", r"^f:2: not YAML"),
        ("a: b: c\n", r"^f:1: not YAML"),
        ("%YAML 9.9\n---\na: 1\n", r"^f:1: not YAML"),
        ("a: \x00\n", r"^f: not YAML|^f:1: not YAML"),
        ('a: "\\e[2J"\n', r"^f:1: holds a control character"),
        ('"\\0": 1\n', r"^f:1: holds a control character"),
        ('a: "\\x9b"\n', r"^f:1: holds a control character"),
        ("a: \ud800\n", r"^f"),
        ("[" * 41 + "]" * 41, r"^f:1: nested deeper than 40 levels"),
        ("- 1\n" * 50_001, r"^f:\d+: more than 50000 values"),
        ("a: " + "x" * 1024 * 1024, r"^f: larger than 1024 KiB"),
        ("a: " + "é" * 600 * 1024, r"^f: larger than 1024 KiB"),
    ],
    ids=str,
)
def test_what_is_refused(text: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        yamlfile.parse(text, file="f")


_BOMBS = {
    "laughs": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)),
    "merges": "a: &a {x: 1}\nb:\n" + "".join("  - {<<: *a}\n" for _ in range(40_000)),
    "depth": "[" * 400_000,
    "flow": "{a: " * 200_000,
    "indent": "".join(f"{' ' * depth}a:\n" for depth in range(1400)),
    "one line": "x" * 1_000_000,
    "keys": "".join(f"k{n}: 1\n" for n in range(90_000)),
    "spaces": " " * 1_000_000 + "a",
    "quotes": '"' + "\\" * 999_998,
    "digits": "a: " + "9" * 1_000_000,
}


@pytest.mark.parametrize("name", _BOMBS)
def test_a_bomb_costs_little(tmp_path: Path, name: str) -> None:
    """A child with 300 MiB of address space and 20 s of CPU reads it or refuses it (P5)."""
    path = tmp_path / "bomb.yaml"
    path.write_text(_BOMBS[name], encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from netsop import yamlfile; from netsop.errors import InvalidInput\n"
        "try: yamlfile.read(Path(sys.argv[1]))\n"
        "except InvalidInput: pass\n"
    )

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (300 * 2**20, 300 * 2**20))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], preexec_fn=limits, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"^a\.yaml: no such file"):
        yamlfile.read(tmp_path / "a.yaml", root=tmp_path)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: \xe9\n")
    with pytest.raises(InvalidInput, match=r"^a\.yaml: not UTF-8 text; save it as UTF-8"):
        yamlfile.read(tmp_path / "a.yaml", root=tmp_path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as stream:
        stream.truncate(2**40)
    with pytest.raises(InvalidInput, match="larger than 1024 KiB"):
        yamlfile.read(tmp_path / "a.yaml")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read: Is a directory"):
        yamlfile.read(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: x\r\n")
    assert yamlfile.read(tmp_path / "a.yaml").data == {"a": 1, "b": "x"}


def _wrong(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        yamlfile.validate(Outer, yamlfile.parse(text, file="f"))
    return str(caught.value).splitlines()


def test_each_schema_error_has_its_place() -> None:
    assert _wrong("name: 7\ninner:\n  - port: x\n  - prt: 1\n") == [
        "f:1: name: input should be a valid string, found 7",
        "f:3: inner[0].port: input should be a valid integer, unable to parse string as an integer, found 'x'",
        "f:4: inner[1].port: is missing",
        "f:4: inner[1].prt: is not a known field; check the spelling",
    ]


def test_the_types_of_a_choice_are_one_problem() -> None:
    (line,) = _wrong("name: x\ninner:\n  - port: 1\n    either: x\n")
    assert line.startswith("f:4: inner[0].either: input should be a valid integer")
    assert line.endswith("or input should be a valid list, found 'x'")


def test_a_secret_is_not_repeated() -> None:
    assert _wrong("name: x\ninner: [{port: 1, password: [hunter2]}]\n") == [
        "f:2: inner[0].password: input should be a valid string"
    ]


def test_long_input_is_cut_and_many_errors_are_counted() -> None:
    lines = _wrong("name: x\ninner:\n" + f"  - port: {'y' * 500}\n" * 12)
    assert len(lines) == 9
    assert lines[-1] == "… and 4 more"
    assert all(len(line) < 200 for line in lines)


@pytest.mark.parametrize("text", ["", "- a\n", "x\n", "7\n"])
def test_what_is_no_mapping(text: str) -> None:
    assert "expected a mapping" in _wrong(text)[0]
