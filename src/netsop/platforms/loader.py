"""Platform folders → records: what a platform extends is merged, templates are inlined, and a probe whose
command is not read-only is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from netsop import catalog, yamlfile
from netsop.errors import InvalidInput, Where
from netsop.model.platform import CapabilityFile, Parser, Platform, PlatformFile, ProbeSpec
from netsop.yamlfile import Document

_FOLDER = "platforms"
_FILE = "platform.yaml"
_TEMPLATE_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,80}\.textfsm\Z")
_FOLDER_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_]{0,60})?\Z")
_NTC_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,120}\Z")
_PROBE_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\Z")
# What chains, redirects or substitutes in a shell or a CLI: in no probe of any platform.
_NEVER = re.compile(r"[;&<>`\x00-\x1f]|\$\(|\$\{|\|\||\|\s*(?:sh|bash|tee|redirect|append|save|file)\b")
_MAX_EXTENDS = 5
_Written = tuple[PlatformFile, list[Document]]
_Folders = dict[str, list[Path]]


class Platforms(Mapping[str, Platform]):
    """The platforms by name, each read when it is first asked for. A platform also answers to its other names
    (netmiko device types), but is listed once.

    Raises InvalidInput, naming file, line and field, when a platform that is asked for is wrong or holds a probe
    that is not read-only.
    """

    def __init__(self, found: dict[str, list[Path]]) -> None:
        self._found = found
        self._also: dict[str, str] | None = None
        self._loaded: dict[str, Platform] = {}

    def _own(self, name: object) -> str | None:
        """The platform's own name; None when there is no such platform."""
        if name in self._found:
            return str(name)
        if self._also is None:
            self._also = {also: own for own in reversed(self._found) for also in _other_names(self._found[own])}
        return self._also.get(str(name))

    @property
    def foreign(self) -> tuple[str, ...]:
        """Those that the workspace brings."""
        return tuple(name for name, folders in self._found.items() if _is_foreign(folders))

    def __getitem__(self, name: str) -> Platform:
        own = self._own(name)
        if own is None:
            raise KeyError(name)
        if own not in self._loaded:
            self._loaded[own] = _platform(own, self._found)
        return self._loaded[own]

    def __contains__(self, name: object) -> bool:
        return self._own(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def load_platforms(root: Path | None = None) -> Platforms:
    """The platforms, those of the workspace at `root` before ours. Nothing is read before it is asked for, and ours
    are read once in a process."""
    found = _folders(root)
    ours = _ours()
    return ours if found.keys() == ours.keys() and not Platforms(found).foreign else Platforms(found)


@cache
def _ours() -> Platforms:
    return Platforms(_folders(None))


def _other_names(folders: list[Path]) -> list[str]:
    """`also` of a platform. One that cannot be read has none; what is wrong is told when it is asked for."""
    names: list[str] = []
    for folder in folders:
        try:
            data = yamlfile.read(folder / _FILE).data
        except InvalidInput:
            continue
        also = data.get("also") if isinstance(data, dict) else None
        names += [name for name in also if isinstance(name, str)] if isinstance(also, list) else []
    return names


def _folders(root: Path | None) -> dict[str, list[Path]]:
    """Platform name → its folders, the one that counts first."""
    found: dict[str, list[Path]] = {}
    for place in catalog.folders(_FOLDER, root):
        for path in place.glob(f"*/{_FILE}"):
            found.setdefault(path.parent.name, []).append(path.parent)
    return dict(sorted(found.items()))


def _platform(name: str, found: dict[str, list[Path]]) -> Platform:
    chain = _chain(name, found)
    merged: dict[str, Any] = {}
    for file, documents in reversed(chain):
        _merge(merged, file, documents[0])
    head, (document, *_) = chain[0]
    same = [file for file, _ in chain[: 2 if head.extends == name else 1]]
    also, borrows = (tuple(dict.fromkeys(word for file in same for word in getattr(file, group)))
                     for group in ("also", "borrows"))
    if merged.get("driver") is None:
        raise InvalidInput("is missing", where=document.where("driver"), do="say how a session is held")
    for lender in borrows:
        _borrow(merged, lender, document, found)
    platform = Platform(
        name=name, title=head.title, also=also, status=head.status, foreign=_is_foreign(found[name]), **merged
    )
    _check_read_only(platform, [document for _, documents in chain for document in documents])
    return platform


def _is_foreign(folders: list[Path]) -> bool:
    return not folders[0].is_relative_to(catalog.PACKAGE)


def _chain(name: str, found: dict[str, list[Path]]) -> list[_Written]:
    """What is written of a platform, of what it extends, and so on."""
    chain: list[_Written] = []
    folder: Path | None = found[name][0]
    while folder:
        file, documents = _read(folder, found)
        document = documents[0]
        chain.append((file, documents))
        folder = _extended(file, document, folder, found)
        if len(chain) > _MAX_EXTENDS:
            raise InvalidInput("platforms extend one another in a circle", where=document.where("extends"))
    return chain


def _read(folder: Path, found: _Folders) -> _Written:
    """A folder's platform.yaml with what its other files add, and all their documents, platform.yaml's first."""
    head = yamlfile.read(folder / _FILE)
    file, documents = yamlfile.validate(PlatformFile, head), [head]
    tables: dict[str, dict[str, Any]] = {"enums": dict(file.enums)}
    tables |= {group: _inlined(getattr(file, group), (group, head, folder, found)) for group in ("probes", "readers")}
    for path in sorted(set(folder.glob("*.yaml")) - {folder / _FILE}):
        document = yamlfile.read(path)
        part = yamlfile.validate(CapabilityFile, document)
        for group, table in tables.items():
            given = getattr(part, group)
            for name in table.keys() & given.keys():
                raise InvalidInput("is defined in another file of this folder too", where=document.where(group, name))
            table.update(given if group == "enums" else _inlined(given, (group, document, folder, found)))
        documents.append(document)
    return file.model_copy(update=tables), documents


def _borrow(merged: dict[str, Any], lender: str, document: Document, found: dict[str, list[Path]]) -> None:
    """What another platform reads, as readers; nothing of it can be asked for here."""
    if lender not in found:
        raise InvalidInput(f"there is no platform {lender!r}", where=document.where("borrows"),
                           do=f"one of: {', '.join(sorted(found))}")
    file, _ = _read(found[lender][-1], found)
    for table, words in file.enums.items():
        if merged["enums"].get(table, words) != words:
            raise InvalidInput(f"{lender} has another table {table!r} under enums", where=document.where("borrows"),
                               do="call one of the two by another name")
    merged["enums"] = {**file.enums, **merged["enums"]}
    lent = {f"{name}.{lender}": spec for name, spec in (*file.probes.items(), *file.readers.items())}
    merged["readers"] = {**merged["readers"], **lent}
    merged["lent"] = (*merged.get("lent", ()), *lent)
    for name in ("refused", "errors", "noise", "wrappers"):
        merged[name] = tuple(dict.fromkeys((*merged[name], *getattr(file, name))))


def _extended(file: PlatformFile, document: Document, folder: Path, found: dict[str, list[Path]]) -> Path | None:
    """The folder of the extended platform. A workspace's platform may extend ours of its own name."""
    if file.extends is None:
        return None
    choices = [path for path in found.get(file.extends, []) if path != folder]
    if not choices:
        raise InvalidInput(f"there is no platform {file.extends!r}", where=document.where("extends"),
                           do=f"one of: {', '.join(sorted(found))}")
    return choices[0] if file.extends != folder.name else choices[-1]


def _inlined(
    specs: dict[str, ProbeSpec], written: tuple[str, Document, Path, _Folders]
) -> dict[str, ProbeSpec]:
    """The probes with the texts of their templates. written: their group, and the file and folder that they are in."""
    group, document, folder, found = written
    texts = {}
    for name, spec in specs.items():
        if not _PROBE_NAME.match(name):
            raise InvalidInput("a probe's name is `capability` or `capability.suffix`, lower case",
                               where=document.where(group, name))
        where = document.where(group, name, "parser")
        parser = spec.parser.model_copy(update={"template": _template(spec.parser, folder, found, where)})
        texts[name] = spec.model_copy(update={"parser": parser})
    return texts


def _template(parser: Parser, folder: Path, found: _Folders, where: Where) -> str:
    """The text of the template that a parser names, '' when it names none."""
    if parser.ntc is not None:
        if not _NTC_NAME.match(parser.ntc):
            raise InvalidInput(f"{parser.ntc!r} is not the name of a template of ntc-templates", where=where)
        places = [_ntc_templates() / f"{parser.ntc}.textfsm"]
    elif parser.textfsm is not None:
        shared, _, file = parser.textfsm.rpartition("/")
        if not _TEMPLATE_NAME.match(file) or not _FOLDER_NAME.match(shared):
            raise InvalidInput(f"{parser.textfsm!r} is not the name of a template", where=where,
                               do="name a *.textfsm file in this folder, or as other_platform/file.textfsm")
        places = [place / file for place in found.get(shared, [])] if shared else [folder / file]
    else:
        return ""
    path = next((path for path in places if path.exists()), None)
    if path is None:
        raise InvalidInput(f"the template {parser.textfsm or parser.ntc!r} cannot be read", where=where,
                           do="there is no such file")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"the template {path.name!r} cannot be read", where=where) from error


@cache
def _ntc_templates() -> Path:
    """Where the library ntc-templates keeps its templates. It is found, not imported: its index is not used."""
    spec = find_spec("ntc_templates")
    if spec is None or spec.origin is None:
        raise InvalidInput("the library ntc-templates is not installed", do="install netsop's requirements again")
    return Path(spec.origin).parent / "templates"


def _merge(merged: dict[str, Any], file: PlatformFile, document: Document) -> None:
    """Add a file's data over what it extends: lists are joined, tables are merged, the driver is replaced."""
    given = document.data
    for name in ("read_only", "refused", "errors", "noise", "wrappers"):
        merged[name] = (*getattr(file, name), *merged.get(name, ()))
    for name in ("interface_names", "enums", "probes", "readers"):
        merged[name] = {**merged.get(name, {}), **getattr(file, name)}
    if "driver" in given or "driver" not in merged:
        merged["driver"] = file.driver


def _check_read_only(platform: Platform, documents: list[Document]) -> None:
    try:
        allowed = re.compile("|".join(f"(?:{rule})" for rule in platform.read_only) or r"(?!)")
    except re.error as error:
        raise InvalidInput(f"not regular expressions: {error}", where=documents[0].where("read_only")) from error
    for name, spec in platform.probes.items():
        if _NEVER.search(spec.command) or not allowed.fullmatch(spec.command):
            raise InvalidInput(f"{spec.command!r} is not a read-only command of {platform.name}",
                               where=_place(documents, name),
                               do="a probe may only look; see read_only in platform.yaml")


def _place(documents: list[Document], name: str) -> Where:
    owner = next((each for each in documents if ("probes", name) in each.lines), documents[0])
    return owner.where("probes", name, "command")
