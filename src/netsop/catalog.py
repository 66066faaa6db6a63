"""Finds items of a kind (platforms, checks, faults …): the workspace's own first, then those of the package.

An item exists because its file exists: nothing lists it. A workspace's items stand in inventory/extend/KIND/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from netsop import yamlfile
from netsop.errors import InvalidInput, NotFound, Where

PACKAGE = Path(__file__).parent
Model = TypeVar("Model", bound=BaseModel)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


def folders(package_folder: str, root: Path | None) -> Iterator[Path]:
    """The folders that may hold items of a kind, the workspace's before the package's.

    package_folder: path inside the package, for example `diagnosis/faults`; its last part is the kind.
    """
    if root:
        yield root / "inventory" / "extend" / package_folder.rsplit("/", 1)[-1]
    yield PACKAGE / package_folder


def files(package_folder: str, *, root: Path | None = None) -> dict[str, Path]:
    """Item name → its YAML file, for items that are single files.

    Raises InvalidInput for a file that nobody would find, or whose name could not be written elsewhere.
    """
    found: dict[str, Path] = {}
    for folder in folders(package_folder, root):
        for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
            _check_name(path)
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def _check_name(path: Path) -> None:
    if path.suffix == ".yml":
        raise InvalidInput("is not found under this name", where=Where(file=str(path)), do=f"call it {path.stem}.yaml")
    if not _NAME.fullmatch(path.stem):
        do = "use letters, digits, dot, dash and underscore"
        raise InvalidInput("this name cannot be referred to", where=Where(file=str(path)), do=do)


def load_all(package_folder: str, model: type[Model], *, root: Path | None = None) -> dict[str, Model]:
    """Every item of a kind, read and checked. Raises InvalidInput naming the file and line of a wrong one."""
    found = files(package_folder, root=root)
    return {name: yamlfile.validate(model, yamlfile.read(path, root=root)) for name, path in found.items()}


def find(package_folder: str, name: str, *, root: Path | None = None) -> Path:
    """The file of one item. Raises NotFound, naming what there is."""
    found = files(package_folder, root=root)
    if name in found:
        return found[name]
    kind = package_folder.rsplit("/", 1)[-1]
    raise NotFound(f"there is no {name!r} among the {kind}", do=f"one of: {', '.join(found) or 'none'}")
