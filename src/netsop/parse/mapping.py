"""Rows → facts, as a platform's data says: cell by cell, and never a value that the cell does not attest."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from netsop.facts.fact import Fact
from netsop.facts.parsed import Unread
from netsop.facts.registry import fact_kinds
from netsop.model.platform import Column, Mapping
from netsop.parse.ending import is_likely, is_whole
from netsop.parse.normalise import CONVERSIONS, Convert
from netsop.parse.rows import Row

Cells = Any
_LISTS = {"nums": "num", "texts": "text", "ifnames": "ifname"}
_SHOWN = 60
_REMEMBERED, _REMEMBERED_LENGTH = 4096, 40
_PLACE = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class _Field:
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
    plain: str  # the only column, where nothing but it says what the cell is
    known: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False)

    def value(self, cell: Any) -> Any:
        """What the cell attests, None when it says that there is no value. Raises ValueError when it is no value."""
        return _list(self, cell) if self.listed else _value(self, cell)

    def remembered(self, cell: Any) -> Any:
        """The same; what a short text meant before it means again."""
        if not isinstance(cell, str) or len(cell) > _REMEMBERED_LENGTH:
            return self.value(cell)
        if cell not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[cell] = self.value(cell)
        return self.known[cell]


@dataclass(frozen=True, slots=True)
class Conversion:
    """One cell and the value that it became, by the named conversion; or the error that kept it from becoming one."""

    field: str
    column: Column
    how: str
    cell: Any
    value: Any
    error: str


@dataclass(frozen=True, slots=True)
class Mapper:
    """One mapping, made ready. Built by `mapper`. strict: rows without the required fields are other rows."""

    kind: type[Fact]
    fields: tuple[_Field, ...]
    when: tuple[tuple[str, tuple[str, ...]], ...]
    unless: tuple[tuple[str, tuple[str, ...]], ...]
    needs: Callable[[dict[str, Any]], bool]
    strict: bool
    joins: tuple[str, ...]

    def facts(self, rows: Sequence[Row], args: dict[str, str], unread: list[Unread]) -> list[Fact]:
        """The facts of these rows; what could not be converted goes to `unread`."""
        found = []
        choosy = bool(self.when or self.unless)
        for row in rows:
            if not choosy or self.wants(row):
                values = self._values(row, args, unread)
                if row.last:
                    values = self._without_halves(values, row, rows, unread)
                if self.needs(values):
                    found.append(self.kind(**values))
                elif values and not self.strict:
                    unread.append(Unread(f"a row that does not say which {self.kind.KIND} it is about", row.line))
        return found

    def wants(self, row: Row) -> bool:
        """Whether the row is of the kind that this mapping is about. That a cell is empty says nothing of a row
        within which the text ends."""
        cells = row.cells
        for name, words in self.when:
            if (cell := cells.get(name, "")) not in words or (row.cut and not cell):
                return False
        for name, words in self.unless:  # noqa: SIM110 - a loop, not a generator: this is the hot place
            if cells.get(name, "") in words:
                return False
        return True

    def conversions(self, row: Row, args: dict[str, str]) -> Iterator[Conversion]:
        """What becomes of each field that the row says something about."""
        for field in self.fields:
            cell = _cell(field, row, args)
            if cell is None:
                continue
            try:
                value = field.value(cell)
            except ValueError as error:
                yield Conversion(field.name, field.column, field.how, cell, None, str(error))
            else:
                yield Conversion(field.name, field.column, field.how, cell, value, "")

    def _values(self, row: Row, args: dict[str, str], unread: list[Unread]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        cells = row.cells
        for field in self.fields:
            cell = (cells.get(field.plain, "") or None) if field.plain else _cell(field, row, args)
            if cell is None:
                continue
            try:
                value = field.remembered(cell)
            except ValueError as error:
                unread.append(Unread(f"{field.name}: {_shown(cell)} is {error}", row.line or None))
            else:
                if value is not None:
                    values[field.name] = value
        return values

    def _without_halves(
        self, values: dict[str, Any], row: Row, rows: Sequence[Row], unread: list[Unread]
    ) -> dict[str, Any]:
        """The values of a row within which the text ends, without those that may be halves."""
        kept = dict(values)
        for field in self.fields:
            sources = (*field.columns, *_PLACE.findall(field.column.format or ""))
            column = next((name for name in sources if name in row.last), "")
            cell = row.cells.get(column, "") if column in field.columns else None
            if not column or field.name not in values or is_whole(cell, field.how, field.enum):
                continue
            unread.append(Unread(f"{field.name}: the text ends within {_shown(row.cells[column])}", row.line or None))
            names = field.name in self.kind.KEY and field.how in {"text", "ifname"}
            if not names or not is_likely(cell, (other.cells.get(column, "") for other in rows)):
                del kept[field.name]
        return kept


def mapper(mapping: Mapping, enums: dict[str, dict[str, str]]) -> Mapper:
    """Make a mapping ready. Raises ValueError naming the fact, field or conversion that does not exist."""
    kind = fact_kinds().get(mapping.fact)
    if kind is None:
        raise ValueError(f"there is no fact {mapping.fact!r}")
    declared = {field.name: field.metadata for field in dataclasses.fields(kind)}
    for name in (*mapping.fields, *mapping.requires, *mapping.joins):
        if name not in declared:
            raise ValueError(f"{mapping.fact} has no field {name!r}")
    fields = tuple(_field(name, column, declared[name], enums) for name, column in mapping.fields.items())
    keys = tuple(name for name in kind.KEY if name in mapping.fields)
    return Mapper(kind, fields, tuple(mapping.when.items()), tuple(mapping.unless.items()), _needs(mapping, keys),
                  strict=bool(mapping.requires), joins=mapping.joins)


def _needs(mapping: Mapping, keys: tuple[str, ...]) -> Callable[[dict[str, Any]], bool]:
    if mapping.requires:
        required = frozenset(mapping.requires)
        return lambda values: required <= values.keys()
    if keys:
        return lambda values: any(name in values for name in keys)
    attested = {name for name, column in mapping.fields.items() if column.column is not None}
    return lambda values: not attested.isdisjoint(values)


def _field(name: str, column: Column, declared: Any, enums: dict[str, dict[str, str]]) -> _Field:
    kind = declared["kind"]
    listed = kind in _LISTS
    convert = column.convert or _LISTS.get(kind, kind)
    if convert not in CONVERSIONS:
        raise ValueError(f"{name}: there is no conversion {convert!r}")
    words = frozenset(declared.get("enum", ()))
    enum = _enum(name, column, enums, words)
    columns = (column.column,) if isinstance(column.column, str) else column.column or ()
    return _Field(
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


def _cell(field: _Field, row: Row, args: dict[str, str]) -> Any:
    """The raw cell, None when there is no value."""
    column, cells = field.column, row.cells
    if column.value is not None:
        return column.value
    if column.arg is not None and (given := args.get(column.arg)):
        return given
    for name in field.columns:
        cell = cells.get(name, "")
        if column.has is not None:
            if cell or isinstance(cell, list):
                return "true" if column.has in cell else "false"
        elif cell:
            return cell
    return _formatted(column.format, cells) or (None if row.cut else column.otherwise)


def _formatted(text: str | None, cells: Cells) -> str:
    """The text with its places filled, '' when one of them is empty."""
    if text is None:
        return ""
    values = {name: cells.get(name, "") for name in _PLACE.findall(text)}
    return _PLACE.sub(lambda place: str(values[place[1]]), text) if all(values.values()) else ""


def _shown(cell: Any) -> str:
    text = repr(cell)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _list(field: _Field, cell: Any) -> tuple[Any, ...] | None:
    items = [item for item in cell if item] if isinstance(cell, list) else [cell]
    if field.column.split is not None:
        items = [part for item in items for part in re.split(field.column.split, item) if part]
    values = (_value(field, item) for item in items)
    return tuple(value for value in values if value is not None) or None


def _value(field: _Field, cell: Any) -> Any:
    if not isinstance(cell, str):
        if not isinstance(cell, list):
            return cell  # a constant of the platform's data, or a question's parameter
        cell, *more = [item for item in cell if item] or [""]
        if more and field.column.join is not None:
            cell = field.column.join.join([cell, *more])
        elif more:
            raise ValueError("more than one value")
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
