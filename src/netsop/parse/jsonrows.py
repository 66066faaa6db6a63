"""JSON → rows, by a path that says where the rows are.

Steps are parted by dots: `name` goes into a member, `{column}` takes every member in turn and puts its key
into that column, and `[]` behind either takes every element of the list. `?` behind a step: where it is
missing, the place itself is the row. A column names a member of the row, or of anything that the path
came through (the innermost first; with a dot before the name the row's only, with `^` only what is around the row);
dots go deeper (a number takes that element of a list, a name collects that member of all its elements). `?` behind a
column: `true` where it is there at all, as an empty XML element is; `*`: the names of its members.

    neighbors.{neighbor_id}[]      {"neighbors": {"10.0.0.1": [{"nbrState": …}, …]}}
    [].nexthops[]?                 [{"dst": …, "nexthops": [{"gateway": …}]}, {"dst": …, "gateway": …}]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from netsop.facts.parsed import Unread
from netsop.parse.rows import Row, Rows

_START = ("{", "[")
_LONE = re.compile("[\ud800-\udfff]")  # half a surrogate pair, which JSON can write and UTF-8 cannot
Scope = tuple[dict[str, Any], ...]
Step = tuple[str, bool, bool]  # member or {column}, list follows, may be missing


@lru_cache(maxsize=512)
def compile_path(path: str) -> tuple[Step, ...]:
    """Read a path. Raises ValueError when a step is not of a known form."""
    steps = []
    for part in path.split("."):
        name, optional = (part[:-1], True) if part.endswith("?") else (part, False)
        name, listed = (name[:-2], True) if name.endswith("[]") else (name, False)
        if not name and not listed:
            raise ValueError(f"an empty step in {path!r}")
        steps.append((name, listed, optional))
    return tuple(steps)


def read(paths: tuple[str, ...], lines: Sequence[str], numbers: Sequence[int]) -> Rows:
    """The rows of the first JSON document in the text, by the first of the paths that finds any."""
    first = next((at for at, line in enumerate(lines) if line.lstrip().startswith(_START)), None)
    if first is None:
        return Rows()
    text = "\n".join(lines[first:]).lstrip()
    try:
        data, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        line = numbers[min(first + error.lineno - 1, len(numbers) - 1)]
        return Rows(unread=[Unread(f"the JSON is broken: {error.msg}", line)])
    except (ValueError, RecursionError) as error:
        return Rows(unread=[Unread(f"the JSON cannot be read: {type(error).__name__}", numbers[first])])
    found = rows_at(paths, data, numbers[first])
    if rest := text[end:].strip():
        line = numbers[first + text.count("\n", 0, len(text) - len(text[end:].lstrip()))]
        found.unread.append(Unread(f"text behind the JSON: {rest[:60]!r}", line))
    found.none = found.none and not found.unread
    return found


def rows_at(paths: tuple[str, ...], data: Any, line: int) -> Rows:
    """The rows of a document that has been read; those of the first path that leads anywhere."""
    tries = []
    for path in paths:
        found = Rows()
        for scope in _walk(data, compile_path(path), (), found):
            found.rows.append(Row(_View(scope), line))
        found.none = not found.rows and not found.unread
        if found.rows:
            return found
        tries.append(found)
    return next((found for found in tries if found.none), tries[0])


class _View(dict[str, Any]):
    """A row's cells, looked up by dotted path when they are asked for."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope = scope

    def get(self, column: str, default: Any = "") -> Any:
        head, _, rest = column.lstrip(".^").rstrip("?*").partition(".")
        for place in self._places(column):
            if head in place:
                found = _deep(place[head], rest)
                if column.endswith("?"):
                    return default if found is None else "true"
                return _cell(list(found) if column.endswith("*") and isinstance(found, dict) else found)
        return default

    def _places(self, column: str) -> Iterator[dict[str, Any]]:
        """Where the column may be, in the order in which they count."""
        if column.startswith("."):
            return iter(self._scope[-1:])
        return reversed(self._scope[:-1] if column.startswith("^") else self._scope)


def _deep(value: Any, path: str) -> Any:
    for name in path.split(".") if path else ():
        if isinstance(value, list) and name.isdecimal():
            value = value[int(name)] if int(name) < len(value) else None
        elif isinstance(value, list):
            value = [item[name] for item in value if isinstance(item, dict) and name in item]
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def _cell(value: Any) -> Any:
    """A scalar as text, a list of scalars as a list of texts; anything else is no cell."""
    if isinstance(value, list):
        return [_cell(item) for item in value if not isinstance(item, (dict, list))]
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", str(value))


def _walk(here: Any, steps: tuple[Step, ...], scope: Scope, found: Rows) -> Iterator[Scope]:
    inner = (*scope, here) if isinstance(here, dict) else scope
    if not steps:
        if isinstance(here, dict):
            yield inner
        return
    (name, listed, optional), rest = steps[0], steps[1:]
    places = list(_places(here, name, inner))
    if not places and not _holds(here, name):
        if optional:
            yield inner
        else:
            found.unread.append(Unread(f"the JSON has no {name or 'list'!r} where it should"))
        return
    for place, around in places:
        if not listed:
            yield from _walk(place, rest, around, found)
        elif isinstance(place, list):
            for item in place:
                yield from _walk(item, rest, around, found)
        else:
            yield from _walk(place, rest, around, found)


def _holds(here: Any, name: str) -> bool:
    """Whether a step can be taken here at all, though it may lead to nothing."""
    if not name:
        return isinstance(here, list)
    return isinstance(here, dict) and (name.startswith("{") or name in here)


def _places(here: Any, name: str, scope: Scope) -> Iterator[tuple[Any, Scope]]:
    if not name:
        if isinstance(here, list):
            yield here, scope
        return
    if not isinstance(here, dict):
        return
    if name.startswith("{"):
        for key, value in here.items():
            if isinstance(value, (dict, list)):
                yield value, (*scope, {name[1:-1]: key})
    elif name in here:
        yield here[name], scope
