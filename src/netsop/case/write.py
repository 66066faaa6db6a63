"""Case text: records as YAML, and an entry put at the end of a timeline without touching anything else.

The entry goes in as text, so every other byte of the file, comments and spacing included, stays what it was.
"""

from __future__ import annotations

from typing import Any

import yaml

from netsop.errors import InvalidInput, Where
from netsop.redact import neutralise

WIDTH = 110
KEY = "timeline"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Dumper(yaml.SafeDumper):
    """Block style, times unquoted, long texts as literal blocks."""

    def increase_indent(self, **how: bool) -> None:  # type: ignore[override]
        super().increase_indent(**{**how, "indentless": False})

    def ignore_aliases(self, _data: Any) -> bool:
        return True


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != _TIMESTAMP]
    for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # A literal block cannot begin with a space or hold trailing ones; PyYAML quotes those by itself. One that ends in
    # blank lines would close the whole document after itself, and nothing could be added below it.
    block = "\n" in value and value != "\n" and not value.endswith("\n\n")
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if block else None)


_Dumper.add_representer(str, _text)


def as_yaml(data: Any) -> str:
    """Plain data as block YAML that the strict reader reads back equal."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def clean(data: Any) -> Any:
    """The same data with control characters of every text made visible, and nothing that is empty."""
    if isinstance(data, str):
        return neutralise(data.encode(errors="replace").decode())
    if isinstance(data, dict):
        return {key: clean(value) for key, value in data.items() if value not in ("", None, [], ())}
    return [clean(item) for item in data] if isinstance(data, list | tuple) else data


def appended(text: str, entry: dict[str, Any], *, file: str) -> str:
    """Case text with one more timeline entry, at the end of the list.

    Raises InvalidInput when the timeline is not written as a block list.
    """
    root = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next((index for index, (key, _) in enumerate(pairs) if key.value == KEY), None)
    newline = "\r\n" if "\r\n" in text else "\n"
    if found is None:
        return _joined(text, f"{KEY}:\n{_item(entry, 2)}", newline)
    node = pairs[found][1]
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        where = Where(file=file, line=node.start_mark.line + 1, field=KEY)
        raise InvalidInput("the timeline must be a list with one entry below another", where=where,
                           do="write each entry on lines of its own, beginning with a dash")
    item = _item(entry, node.start_mark.column)
    if found == len(pairs) - 1:
        return _joined(text, item, newline)
    at = _before_comments(text, pairs[found + 1][0].start_mark.index)
    return text[:at] + item.replace("\n", newline) + text[at:]


def _item(entry: dict[str, Any], indent: int) -> str:
    lines = as_yaml([entry]).removesuffix("\n").split("\n")
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)


def _joined(text: str, block: str, newline: str) -> str:
    ended = text if text.endswith("\n") or not text else text + newline
    return ended + block.replace("\n", newline)


def _before_comments(text: str, at: int) -> int:
    """Comments and blank lines directly above a key belong to that key."""
    while at:
        above = text.rfind("\n", 0, at - 1) + 1
        line = text[above:at]
        if line.strip() and not line.startswith("#"):
            break
        at = above
    return at
