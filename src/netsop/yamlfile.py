"""YAML read strictly, with the line of every value; and edited without disturbing what a person wrote.

Strict: at most 1 MiB, 40 levels, 50,000 nodes; no anchors, tags, merge keys or duplicate keys; keys are text;
only true, false, null, integers and decimal numbers are typed, everything else is text (so `no`, `12:30`
and `2026-01-01` stay what the writer typed).
"""

from __future__ import annotations

import math
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
# C0 and C1 but tab and newline, and halves of surrogate pairs: no text that a person writes needs them, and a
# terminal or a file name could be misled by them.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SECRET_FIELDS = frozenset({"password"})
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
    if len(text) > MAX_BYTES or len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        raise _too_large(file)
    lines: dict[Path_, int] = {}
    try:
        _check_events(text, file)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else None
        raise InvalidInput(f"not YAML: {error.problem}", where=Where(file=file, line=line)) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise InvalidInput(f"not YAML: {' '.join(str(error).split())}", where=Where(file=file)) from error
    data = None if node is None else _build(node, (), lines, file)
    return Document(file=file, data=data, lines=lines)


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _too_large(file: str) -> InvalidInput:
    return InvalidInput(f"larger than {MAX_BYTES // 1024} KiB", where=Where(file=file), do="split the file")


def _check_events(text: str, file: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER), start=1):
        place = Where(file=file, line=event.start_mark.line + 1 if event.start_mark else None)
        _check_event(event, place)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise InvalidInput(f"nested deeper than {MAX_DEPTH} levels", where=place)
        if count > MAX_NODES:
            raise InvalidInput(f"more than {MAX_NODES} values", where=place, do="split the file")


def _check_event(event: yaml.Event, place: Where) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise InvalidInput("anchors and aliases are not allowed", where=place, do="write the value out")
    if getattr(event, "tag", None):
        raise InvalidInput("tags are not allowed", where=place, do="write a plain value")
    if isinstance(event, yaml.ScalarEvent) and _UNFIT.search(event.value):
        raise InvalidInput("holds a control character", where=place, do="write the text without it")


def _build(node: yaml.Node, path: Path_, lines: dict[Path_, int], file: str) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, lines, file))
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, index), lines, file) for index, item in enumerate(node.value)]
    return _scalar(node)


def _pairs(
    node: yaml.MappingNode, path: Path_, lines: dict[Path_, int], file: str
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            place = Where(file=file, line=line, field=_dotted(path) or None)
            raise InvalidInput("a key must be text", where=place)
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
    number = float(text) if _FLOAT.match(text) else math.nan
    return number if math.isfinite(number) else text


def read(path: Path, *, root: Path | None = None) -> Document:
    """Read a YAML file. The document is named by its path relative to `root` where it lies in it.

    Raises NotFound when there is no such file, InvalidInput when it is not strict YAML in UTF-8.
    """
    file = str(path.relative_to(root)) if root and path.is_relative_to(root) else str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(file)
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
        raise _invalid(document, at, value, error) from error


def _invalid(document: Document, at: Path_, data: Any, error: ValidationError) -> InvalidInput:
    """The user's error for a schema error: the first one placed, the others on lines of their own."""
    said: dict[Path_, list[str]] = {}
    for detail in error.errors(include_url=False, include_input=True, include_context=False):
        reasons = said.setdefault(place(data, detail["loc"], missing=detail["type"] == "missing"), [])
        if (what := reason(dict(detail))) not in reasons:
            reasons.append(what)
    parts = [_part(document, (*at, *path), " or ".join(reasons)) for path, reasons in said.items()]
    shown = [parts[0].what, *(str(part) for part in parts[1:_SHOWN_ERRORS])]
    hidden = len(parts) - _SHOWN_ERRORS
    if hidden > 0:
        shown.append(f"… and {hidden} more")
    return InvalidInput("\n".join(shown), where=parts[0].where, parts=parts if len(parts) > 1 else ())


def place(data: Any, loc: Sequence[str | int], *, missing: bool = False) -> Path_:
    """The part of a pydantic error's `loc` that is a path in the data: what it adds to name types is dropped.

    missing: the last part names what is not there.
    """
    path: list[str | int] = []
    for index, part in enumerate(loc):
        found = part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int)
        if not found:
            path += [part] if missing and index == len(loc) - 1 else []
            break
        path.append(part)
        data = data[part]
    return tuple(path)


def _part(document: Document, path: Path_, what: str) -> InvalidInput:
    line = document.where(*path).line
    return InvalidInput(what, where=Where(file=document.file, line=line, field=_dotted(path) or None))


def reason(detail: dict[str, Any]) -> str:
    """What one pydantic error detail says, as the end of a sentence about the field. Shows no secret."""
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a known field; check the spelling"
    message = str(detail["msg"]).removeprefix("Value error, ")
    message = f"{message[:1].lower()}{message[1:]}"
    if _SECRET_FIELDS & {str(part) for part in detail["loc"]}:
        return message
    shown = repr(detail.get("input"))
    return f"{message}, found {shown if len(shown) <= 60 else f'{shown[:57]}…'}"
