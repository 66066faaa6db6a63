"""YAML read strictly, with the line of every value; and edited without disturbing what a person wrote.

Strict: at most 1 MiB, 40 levels, 50,000 nodes; no anchors, tags, merge keys or duplicate keys; keys are text;
only true, false, null, integers and decimal numbers are typed, everything else is text (so `no`, `12:30`
and `2026-01-01` stay what the writer typed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from netsop.errors import InvalidInput, NotFound, Where

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 50_000
_SHOWN_ERRORS = 8
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]{1,3})?\Z")
_TYPED = {"true": True, "false": False, "null": None, "~": None, "": None}

Path_ = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data and the line (from 1) on which each value, named by its path of keys, begins."""

    file: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def where(self, *path: str | int) -> Where:
        """The place of a value, or of the nearest enclosing one that exists."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Where(file=self.file, line=self.lines.get(known), field=_dotted(path) or None)


def _dotted(path: Sequence[str | int]) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def parse(text: str, *, file: str) -> Document:
    """Read YAML text. Raises InvalidInput naming file and line."""
    if len(text.encode()) > MAX_BYTES:
        raise InvalidInput(f"larger than {MAX_BYTES // 1024} KiB", where=Where(file=file), do="split the file")
    lines: dict[Path_, int] = {}
    try:
        _check_events(text, file)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark
        line = mark.line + 1 if mark else None
        raise InvalidInput(f"not YAML: {error.problem}", where=Where(file=file, line=line)) from error
    except yaml.YAMLError as error:
        raise InvalidInput(f"not YAML: {' '.join(str(error).split())}", where=Where(file=file)) from error
    data = None if node is None else _build(node, (), lines, file)
    return Document(file=file, data=data, lines=lines)


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _check_events(text: str, file: str) -> None:
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_LOADER):
        place = Where(file=file, line=event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InvalidInput("anchors and aliases are not allowed", where=place, do="write the value out")
        if getattr(event, "tag", None):
            raise InvalidInput("tags are not allowed", where=place, do="write a plain value")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise InvalidInput(f"nested deeper than {MAX_DEPTH} levels", where=place)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        nodes += 1
        if nodes > MAX_NODES:
            raise InvalidInput(f"more than {MAX_NODES} values", where=place, do="split the file")


def _build(node: yaml.Node, path: Path_, lines: dict[Path_, int], file: str) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, lines, file))
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, index), lines, file) for index, item in enumerate(node.value)]
    return _scalar(node)


def _pairs(node: yaml.MappingNode, path: Path_, lines: dict[Path_, int], file: str) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise InvalidInput("a key must be text", where=Where(file=file, line=line, field=_dotted(path) or None))
        key = str(key_node.value)
        place = Where(file=file, line=line, field=_dotted((*path, key)))
        if key == "<<" and not key_node.style:
            raise InvalidInput("merge keys are not allowed", where=place, do="write the values out")
        if key in seen:
            raise InvalidInput("this key stands here twice", where=place, do="keep one of them")
        seen.add(key)
        lines[(*path, key)] = line
        yield key, _build(value_node, (*path, key), lines, file)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None):
        return text
    if text in _TYPED:
        return _TYPED[text]
    if _INT.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def read(path: Path, *, root: Path | None = None) -> Document:
    """Read a YAML file. The document is named by its path relative to `root` where it lies in it.

    Raises NotFound when there is no such file, InvalidInput when it is not strict YAML in UTF-8.
    """
    file = str(path.relative_to(root)) if root and path.is_relative_to(root) else str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InvalidInput(f"larger than {MAX_BYTES // 1024} KiB", where=Where(file=file), do="split the file")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound("no such file", where=Where(file=file)) from error
    except UnicodeDecodeError as error:
        raise InvalidInput("not UTF-8 text", where=Where(file=file), do="save it as UTF-8") from error
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", where=Where(file=file)) from error
    return parse(text, file=file)


def validate(model: type[Model], document: Document, *, at: Path_ = (), data: Any = None) -> Model:
    """Check data against a schema. `at` is the place of `data` in the document (default: all of it).

    Raises InvalidInput with one line per error: file:line: field: what is wrong.
    """
    value = document.data if data is None else data
    if not isinstance(value, dict):
        raise InvalidInput("expected a mapping of names to values", where=document.where(*at))
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise invalid(document, at, error) from error


def invalid(document: Document, at: Path_, error: ValidationError) -> InvalidInput:
    """The user's error for a schema error: the first one placed, the others on lines of their own."""
    details = error.errors(include_url=False, include_input=True, include_context=False)
    first, *rest = (_sentence(document, at, dict(detail)) for detail in details[:_SHOWN_ERRORS])
    more = "".join(f"\n{where}: {what}" for where, what in rest)
    hidden = len(details) - _SHOWN_ERRORS
    more += f"\n… and {hidden} more" if hidden > 0 else ""
    return InvalidInput(first[1] + more, where=first[0])


def _sentence(document: Document, at: Path_, detail: dict[str, Any]) -> tuple[Where, str]:
    loc = tuple(detail["loc"])
    path = _existing(document, (*at, *loc))
    where = Where(file=document.file, line=document.where(*path).line, field=_dotted((*at, *loc)) or None)
    match detail["type"]:
        case "missing":
            return where, "is missing"
        case "extra_forbidden":
            return where, "is not a known field; check the spelling"
    shown = repr(detail.get("input"))
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    message = str(detail["msg"]).removeprefix("Value error, ")
    return where, f"{message[:1].lower()}{message[1:]}, found {shown}"


def _existing(document: Document, path: Path_) -> Path_:
    while path and path not in document.lines:
        path = path[:-1]
    return path
