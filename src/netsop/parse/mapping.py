"""Rows → facts, as a platform's data says: cell by cell, and never a value that the cell does not attest."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from netsop.facts.fact import Fact
from netsop.facts.parsed import Unread
from netsop.facts.registry import fact_kinds
from netsop.model.platform import Column, Mapping
from netsop.parse.ending import is_likely, is_whole
from netsop.parse.field import Field, make_field
from netsop.parse.rows import Row

_SHOWN = 60


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
    fields: tuple[Field, ...]
    when: tuple[tuple[str, tuple[str, ...]], ...]
    unless: tuple[tuple[str, tuple[str, ...]], ...]
    needs: Callable[[dict[str, Any]], bool]
    strict: bool
    joins: tuple[str, ...]

    def facts(self, rows: Sequence[Row], args: dict[str, str], unread: list[Unread]) -> list[Fact]:
        """The facts of these rows; what could not be converted goes to `unread`."""
        choosy = bool(self.when or self.unless)
        found = (self.fact(row, rows, args, unread) for row in rows if not choosy or self.wants(row))
        return [fact for fact in found if fact is not None]

    def fact(self, row: Row, rows: Sequence[Row], args: dict[str, str], unread: list[Unread]) -> Fact | None:
        """The fact of one of the rows that it wants; None where the row lacks what the kind needs."""
        values = self._values(row, args, unread)
        if row.last:
            values = self._without_halves(values, row, rows, unread)
        if self.needs(values):
            return self.kind(**values)
        if values and not self.strict:
            unread.append(Unread(f"a row that does not say which {self.kind.KIND} it is about", row.line))
        return None

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
            cell = field.cell(row, args)
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
            cell = (cells.get(field.plain, "") or None) if field.plain else field.cell(row, args)
            if cell is None:
                continue
            if cell.__class__ is str and cell in field.known:
                value = field.known[cell]
            else:
                try:
                    value = field.remembered(cell)
                except ValueError as error:
                    unread.append(Unread(f"{field.name}: {_shown(cell)} is {error}", row.line or None))
                    continue
            if value is not None:
                values[field.name] = value
        return values

    def _without_halves(
        self, values: dict[str, Any], row: Row, rows: Sequence[Row], unread: list[Unread]
    ) -> dict[str, Any]:
        """The values of a row within which the text ends, without those that may be halves."""
        kept = dict(values)
        for field in self.fields:
            column = next((name for name in field.sources if name in row.last), "")
            cell = row.cells.get(column, "") if column in field.columns else None
            if not column or field.name not in values or is_whole(cell, field.how, field.enum):
                continue
            unread.append(Unread(f"{field.name}: the text ends within {_shown(row.cells[column])}", row.line or None))
            names = field.name in self.kind.KEY and field.how in {"text", "ifname"}
            if not names or not is_likely(cell, field.how, (other.cells.get(column, "") for other in rows)):
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
    fields = tuple(make_field(name, column, declared[name], enums) for name, column in mapping.fields.items())
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


def _shown(cell: Any) -> str:
    text = repr(cell)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
