"""Platform folders → records: what a platform extends is merged, templates are inlined, and a probe whose
command is not read-only is refused."""

from __future__ import annotations

import re
from pathlib import Path

from netsop import catalog, yamlfile
from netsop.errors import InvalidInput, Where
from netsop.model.platform import Parser, Platform, PlatformFile, ProbeSpec
from netsop.yamlfile import Document

_FOLDER = "platforms"
_FILE = "platform.yaml"
_TEMPLATE_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,80}\.textfsm\Z")
_PROBE_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\Z")
# What chains, redirects or substitutes in a shell or a CLI: in no probe of any platform.
_NEVER = re.compile(r"[;&<>`\x00-\x1f]|\$\(|\$\{|\|\||\|\s*(?:sh|bash|tee|redirect|append|save|file)\b")
_MAX_EXTENDS = 5


def load_platforms(root: Path | None = None) -> dict[str, Platform]:
    """Every platform by name, those of the workspace at `root` before ours.

    Raises InvalidInput naming file, line and field of what is wrong, or of a probe that is not read-only.
    """
    found = _folders(root)
    return {name: _platform(name, found) for name in sorted(found)}


def _folders(root: Path | None) -> dict[str, list[Path]]:
    """Platform name → its folders, the one that counts first."""
    found: dict[str, list[Path]] = {}
    for place in catalog.folders(_FOLDER, root):
        for path in sorted(place.glob(f"*/{_FILE}")):
            found.setdefault(path.parent.name, []).append(path.parent)
    return found


def _platform(name: str, found: dict[str, list[Path]]) -> Platform:
    chain = _chain(name, found)
    merged: dict[str, object] = {}
    for file, document in reversed(chain):
        _merge(merged, file, document)
    head, document = chain[0]
    if merged.get("driver") is None:
        raise InvalidInput("is missing", where=document.where("driver"), do="say how a session is held")
    foreign = any(not folder.is_relative_to(catalog.PACKAGE) for folder in found[name][:1])
    platform = Platform(name=name, title=head.title, status=head.status, foreign=foreign, **merged)
    _check_read_only(platform, [document for _, document in chain])
    return platform


def _chain(name: str, found: dict[str, list[Path]]) -> list[tuple[PlatformFile, Document]]:
    """The file of a platform, of what it extends, and so on."""
    chain: list[tuple[PlatformFile, Document]] = []
    folder: Path | None = found[name][0]
    while folder:
        document = yamlfile.read(folder / _FILE)
        file = _inlined(yamlfile.validate(PlatformFile, document), document, folder)
        chain.append((file, document))
        folder = _extended(file, document, folder, found)
        if len(chain) > _MAX_EXTENDS:
            raise InvalidInput("platforms extend one another in a circle", where=document.where("extends"))
    return chain


def _extended(file: PlatformFile, document: Document, folder: Path, found: dict[str, list[Path]]) -> Path | None:
    """The folder of the extended platform. A workspace's platform may extend ours of its own name."""
    if file.extends is None:
        return None
    choices = [path for path in found.get(file.extends, []) if path != folder]
    if not choices:
        raise InvalidInput(f"there is no platform {file.extends!r}", where=document.where("extends"),
                           do=f"one of: {', '.join(sorted(found))}")
    return choices[0] if file.extends != folder.name else choices[-1]


def _inlined(file: PlatformFile, document: Document, folder: Path) -> PlatformFile:
    changed = {}
    for group in ("probes", "readers"):
        specs: dict[str, ProbeSpec] = getattr(file, group)
        for name in specs:
            if not _PROBE_NAME.match(name):
                raise InvalidInput("a probe's name is `capability` or `capability.suffix`, lower case",
                                   where=document.where(group, name))
        changed[group] = {
            name: spec.model_copy(update={"parser": _with_text(spec.parser, document, folder, (group, name))})
            for name, spec in specs.items()
        }
    return file.model_copy(update=changed)


def _with_text(parser: Parser, document: Document, folder: Path, at: tuple[str, str]) -> Parser:
    if parser.textfsm is None:
        return parser
    where = document.where(*at, "parser", "textfsm")
    if not _TEMPLATE_NAME.match(parser.textfsm):
        raise InvalidInput(f"{parser.textfsm!r} is not the name of a template", where=where,
                           do="name a *.textfsm file in this folder")
    try:
        text = (folder / parser.textfsm).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"the template {parser.textfsm!r} cannot be read", where=where) from error
    return parser.model_copy(update={"template": text})


def _merge(merged: dict[str, object], file: PlatformFile, document: Document) -> None:
    """Add a file's data over what it extends: lists are joined, tables are merged, the driver is replaced."""
    given = document.data
    for name in ("read_only", "refused", "errors", "noise"):
        merged[name] = (*getattr(file, name), *merged.get(name, ()))  # type: ignore[misc]
    for name in ("interface_names", "enums", "probes", "readers"):
        merged[name] = {**merged.get(name, {}), **getattr(file, name)}  # type: ignore[dict-item]
    if "driver" in given or "driver" not in merged:
        merged["driver"] = file.driver


def _check_read_only(platform: Platform, documents: list[Document]) -> None:
    allowed = re.compile("|".join(f"(?:{rule})" for rule in platform.read_only) or r"(?!)")
    for name, spec in platform.probes.items():
        if _NEVER.search(spec.command) or not allowed.fullmatch(spec.command):
            raise InvalidInput(f"{spec.command!r} is not a read-only command of {platform.name}",
                               where=_place(documents, name),
                               do="a probe may only look; see read_only in platform.yaml")


def _place(documents: list[Document], name: str) -> Where:
    owner = next((each for each in documents if ("probes", name) in each.lines), documents[0])
    return owner.where("probes", name, "command")
