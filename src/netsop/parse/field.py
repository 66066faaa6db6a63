"""One field of a fact: the cell that it comes from and what that attests, by an enum, a pattern, a conversion."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any

from netsop.model.platform import Column
from netsop.parse.normalise import CONVERSIONS, Convert
from netsop.parse.rows import Row

Cells = Any
_LISTS = {"nums": "num", "texts": "text", "ifnames": "ifname"}
_REMEMBERED, _REMEMBERED_LENGTH = 4096, 40
_PLACE = re.compile(r"\{([\w.@-]+)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a mapping, ready. how: the name of its conversion; listed: its values are several; words: those that
    the fact allows; plain: its only column, where nothing else says what the cell is."""

    name: str
    column: Column
    columns: tuple[str, ...]
    convert: Convert
    how: str
    listed: bool
    absent: frozenset[str]
    enum: dict[str, str] | None
    words: frozenset[str]
    pattern: re.Pattern[str] | None
    plain: str
    known: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False)

    def cell(self, row: Row, args: dict[str, str]) -> Any:
        """The raw cell, None when there is no value."""
        column, cells = self.column, row.cells
        if column.value is not None:
            return column.value
        if column.arg is not None and (given := args.get(column.arg)):
            return given
        for name in self.columns:
            cell = cells.get(name, "")
            if column.has is not None:
                if cell or isinstance(cell, list):
                    return "true" if column.has in cell else "false"
            elif cell and not self._says_none(cell):
                return cell
        return _formatted(column.format, cells) or (None if row.cut or row.thinned else column.otherwise)

    def _says_none(self, cell: Any) -> bool:
        """Of several columns, one that says that there is no value leaves it to the next."""
        return len(self.columns) > 1 and isinstance(cell, str) and cell.strip().lower() in self.absent

    @property
    def sources(self) -> tuple[str, ...]:
        """Every column that its cell can come from."""
        return (*self.columns, *_PLACE.findall(self.column.format or ""))

    def value(self, cell: Any) -> Any:
        """What the cell attests, None when it says that there is no value. Raises ValueError when it is no value."""
        return _list(self, cell) if self.listed else _value(self, cell)

    def remembered(self, cell: Any) -> Any:
        """The same; what a short text means is kept in `known`, where it can be looked up the next time."""
        value = self.value(cell)
        if isinstance(cell, str) and len(cell) <= _REMEMBERED_LENGTH:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[cell] = value
        return value


def make_field(name: str, column: Column, declared: Any, enums: dict[str, dict[str, str]]) -> Field:
    """Make a field ready. declared: what the fact says of it. Raises ValueError naming what does not exist."""
    kind = declared["kind"]
    listed = kind in _LISTS
    convert = column.convert or _LISTS.get(kind, kind)
    if convert not in CONVERSIONS:
        raise ValueError(f"{name}: there is no conversion {convert!r}")
    words = frozenset(declared.get("enum", ()))
    enum = _enum(name, column, enums, words)
    columns = (column.column,) if isinstance(column.column, str) else column.column or ()
    if column.pattern is not None and not re.compile(column.pattern).groups:
        raise ValueError(f"{name}: the pattern {column.pattern!r} has no group for the value")
    re.compile(column.split or "")
    return Field(
        name=name, column=column, columns=columns, convert=CONVERSIONS[convert], how=convert, listed=listed,
        absent=frozenset(word.lower() for word in column.absent), enum=enum, words=words,
        pattern=re.compile(column.pattern) if column.pattern else None,
        plain=columns[0] if len(columns) == 1 and _is_plain(column) else "",
    )


def _is_plain(column: Column) -> bool:
    return all(other is None for other in (column.arg, column.has, column.format, column.otherwise))


def _enum(
    name: str, column: Column, enums: dict[str, dict[str, str]], words: frozenset[str]
) -> dict[str, str] | None:
    table = column.enum
    if isinstance(table, str):
        if table not in enums:
            raise ValueError(f"{name}: there is no table {table!r} under enums")
        table = enums[table]
    if words and table and (wrong := sorted(set(table.values()) - words)):
        raise ValueError(f"{name}: not words of this field: {', '.join(wrong)}")
    return None if table is None else {word.lower(): meaning for word, meaning in table.items()} | table


def _formatted(text: str | None, cells: Cells) -> str:
    """The text with its places filled, '' when one of them is empty."""
    if text is None:
        return ""
    values = {name: cells.get(name, "") for name in _PLACE.findall(text)}
    return _PLACE.sub(lambda place: str(values[place[1]]), text) if all(values.values()) else ""


def _list(field: Field, cell: Any) -> tuple[Any, ...] | None:
    items = [item for item in cell if item] if isinstance(cell, list) else [cell]
    if field.column.split is not None:
        items = [part for item in items if isinstance(item, str) for part in re.split(field.column.split, item) if part]
    values = (_value(field, item) for item in items)
    return tuple(value for value in values if value is not None) or None


def _one_text(field: Field, cell: list[Any]) -> str:
    """The text of a column that is a list, where the field is none."""
    texts = [item for item in cell if item] or [""]
    if not all(isinstance(item, str) for item in texts):
        raise ValueError("a group of values, not one")
    if len(texts) > 1 and field.column.join is None:
        raise ValueError("more than one value")
    return (field.column.join or "").join(texts)


def _value(field: Field, cell: Any) -> Any:
    if isinstance(cell, list):
        cell = _one_text(field, cell)
    if not isinstance(cell, str):
        return cell  # a constant of the platform's data, or a question's parameter
    word = cell.strip()
    if field.pattern:
        found = field.pattern.search(word)
        word = (found[1] or "") if found else ""
    if word.lower() in field.absent:
        return None
    if field.enum is not None:
        meaning = field.enum.get(word) or field.enum.get(word.lower())
        if meaning is None:
            raise ValueError("a word that this platform's data does not know")
        word = meaning
    value = field.convert(word)
    if field.words and value not in field.words:
        raise ValueError("not a word of this field")
    return _scaled(value, field.column.scale) if field.column.scale is not None else value


def _scaled(value: Any, scale: float) -> Any:
    return int(value * scale + 1e-9) if isinstance(value, int) else round(value * scale, 9)
