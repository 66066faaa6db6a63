"""XML → rows, by the same paths as JSON (parse/jsonrows.py).

An element is a member of its parent under its name without the namespace; elements of one name are a list; an
attribute is the member `element@attribute` beside its element; an element without children is its text. The
envelope `rpc-reply` (NETCONF, RFC 6241) is taken off, and so is what a device prints before and behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from netsop.facts.parsed import Unread
from netsop.parse.jsonrows import rows_at
from netsop.parse.rows import Rows

_ENVELOPE = "rpc-reply"
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
_DEEPEST = 60


def read(paths: tuple[str, ...], lines: Sequence[str], numbers: Sequence[int]) -> Rows:
    """The rows of the XML document in the text, by the first of the paths that finds any."""
    first = next((at for at, line in enumerate(lines) if line.lstrip().startswith("<")), None)
    if first is None:
        return Rows()
    text = "\n".join(lines[first:])
    if any(word in text for word in _DECLARATIONS):  # entities can make a small text large
        return Rows(unread=[Unread("not an answer: the XML declares a document type", numbers[first])])
    try:
        root = ET.fromstring(text[: text.rfind(">") + 1].lstrip())  # noqa: S314 - declarations are refused above
    except ET.ParseError as error:
        line, _ = error.position
        place = numbers[min(first + line - 1, len(numbers) - 1)]
        return Rows(unread=[Unread(f"the XML is broken: {expat.ErrorString(error.code)}", place)])
    try:
        value = _value(root, 0)
    except ValueError as error:
        return Rows(unread=[Unread(str(error), numbers[first])])
    name = _name(root.tag)
    return rows_at(paths, value if name == _ENVELOPE else {name: value}, numbers[first])


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _value(element: ET.Element, depth: int) -> Any:
    if depth > _DEEPEST:
        raise ValueError(f"the XML is nested deeper than {_DEEPEST} elements")
    if not len(element):
        return (element.text or "").strip()
    members: dict[str, Any] = {}
    for child in element:
        name = _name(child.tag)
        _add(members, name, _value(child, depth + 1))
        for key, value in child.attrib.items():
            _add(members, f"{name}@{_name(key)}", value)
    return members


def _add(members: dict[str, Any], name: str, value: Any) -> None:
    if name not in members:
        members[name] = value
    elif isinstance(members[name], list):
        members[name].append(value)
    else:
        members[name] = [members[name], value]
