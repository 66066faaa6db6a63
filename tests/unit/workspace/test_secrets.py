"""References are resolved when needed; what goes wrong is said without ever saying the secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from netsop.errors import InvalidInput, NetsopError, NotFound, Refused
from netsop.workspace.secrets import resolve


def _secret(root: Path, data: bytes, *, mode: int = 0o600) -> None:
    path = root / "secret"
    path.write_bytes(data)
    path.chmod(mode)


def test_from_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY_PASSWORD", "s3:cret ")
    assert resolve("env:CITY_PASSWORD", root=tmp_path) == "s3:cret "


@pytest.mark.parametrize(
    ("data", "expected"), [(b"pw", "pw"), (b"pw\n", "pw"), (b"pw\r\n", "pw"), (b" p w\n\n", " p w\n")]
)
def test_from_a_file_without_its_last_newline(tmp_path: Path, data: bytes, expected: str) -> None:
    _secret(tmp_path, data)
    assert resolve("file:secret", root=tmp_path) == expected
    assert resolve(f"file:{tmp_path}/secret", root=Path("/")) == expected


def test_a_variable_that_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CITY_PASSWORD", raising=False)
    with pytest.raises(InvalidInput, match="the variable CITY_PASSWORD is not set; set it: export CITY_PASSWORD="):
        resolve("env:CITY_PASSWORD", root=tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="secret: no such file"):
        resolve("file:secret", root=tmp_path)


def test_a_file_that_everybody_may_read(tmp_path: Path) -> None:
    _secret(tmp_path, b"pw", mode=0o644)
    with pytest.raises(Refused, match="everybody may read this secret; chmod 600 secret"):
        resolve("file:secret", root=tmp_path)


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfe", b"x" * 70_000])
def test_a_file_that_holds_no_secret(tmp_path: Path, data: bytes) -> None:
    _secret(tmp_path, data)
    with pytest.raises(InvalidInput):
        resolve("file:secret", root=tmp_path)


@pytest.mark.parametrize("name", ["../secret", "a/../../secret", ".", ""])
def test_a_file_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(NetsopError):
        resolve(f"file:{name}", root=tmp_path)


def test_a_folder_or_device(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir(mode=0o700)
    for name in ("folder", "/dev/zero"):
        with pytest.raises(InvalidInput, match="not a file"):
            resolve(f"file:{name}", root=tmp_path)


@pytest.mark.parametrize("reference", ["", "hunter2", "vault:hunter2", "hunter2:x", "env:", "file:"])
def test_the_secret_itself_in_place_of_a_reference_is_not_repeated(tmp_path: Path, reference: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        resolve(reference, root=tmp_path)
    assert "hunter2" not in str(caught.value)
