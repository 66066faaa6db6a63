"""Reads an answer once more and keeps notes: which rule fits which line, what each cell becomes, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from netsop.facts.explanation import Converted, ExplainedRow, Explanation, Fitting, Line, Made
from netsop.model.platform import Platform
from netsop.parse.engine import answer, find_rows, missing, parse, prepare, reading
from netsop.parse.lookup import Hit, find
from netsop.parse.mapping import Conversion, Mapper
from netsop.parse.rows import Row, Rows


def explain(platform: Platform, command: str, capability: str, text: str) -> tuple[Explanation, ...]:
    """One explanation for each way of reading the command's answer, in the order in which they count."""
    return tuple(_explained(platform, hit, command, text) for hit in find(platform, command, capability))


def _explained(platform: Platform, hit: Hit, command: str, text: str) -> Explanation:
    spec = platform.spec(hit.probe)
    if spec is None:
        raise KeyError(hit.probe)
    parsed = parse(platform, hit.probe, hit.args, text, hit.ending, typed=command)
    given, numbers = answer(platform, spec, hit.args, text, command)
    lacking = missing(text, numbers, hit.ending)
    fittings: list[Fitting] = []
    try:
        lines = reading(platform, spec, given, numbers, args=hit.args, missing=lacking).lines
        found = find_rows(spec, lines, numbers, lacking,
                          lambda line, state, rule, values: fittings.append(Fitting(line, state, rule, values)))
        mappers = prepare(platform, spec)
    except (ValueError, re.error):  # the data cannot be used, as the parsed reason says
        lines, found, mappers = given, Rows(), ()
    rows = tuple(_row(row, found.rows, mappers, dict(hit.args)) for row in found.rows)
    read = {fitting.line for fitting in fittings}
    unread = {each.line for each in parsed.unread}
    answered = tuple(Line(at, line) for line, at in zip(lines, numbers, strict=True))
    left = tuple(line for line in answered if line.text.strip()
                 and (line.number in unread or (spec.parser.template and line.number not in read)))
    kept = set(numbers)
    skipped = [at for at, line in enumerate(text.split("\n"), 1) if at not in kept and line.strip()]
    return Explanation(hit.probe, hit.fit.said, spec.parser.name, parsed.status.value, parsed.reason,
                       answered, tuple(skipped), tuple(fittings), rows, left)


def _row(row: Row, rows: list[Row], mappers: tuple[Mapper, ...], args: dict[str, str]) -> ExplainedRow:
    made = tuple(_made(mapper, row, rows, args) for mapper in mappers if mapper.wants(row))
    cells = {name: cell for name, cell in row.cells.items() if cell}
    used = {name for mapper in mappers for name in _columns(mapper)}
    return ExplainedRow(row.line, cells, made, tuple(name for name in cells if name not in used))


def _made(mapper: Mapper, row: Row, rows: list[Row], args: dict[str, str]) -> Made:
    conversions = tuple(mapper.conversions(row, args))
    fact = mapper.fact(row, rows, args, [])
    fields = tuple(Converted(each.field, _source(each), each.cell, each.how, _plain(each.value), each.error)
                   for each in conversions)
    return Made(mapper.kind.KIND, fact.to_json() if fact else None, fields)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _source(conversion: Conversion) -> str:
    column = conversion.column
    if column.value is not None:
        return "always"
    if column.arg is not None and column.column is None:
        return f"the command's {column.arg}"
    names = (column.column,) if isinstance(column.column, str) else column.column or ()
    return " or ".join((*names, *([column.format] if column.format else ())))


def _columns(mapper: Mapper) -> Iterator[str]:
    for field in mapper.fields:
        yield from field.sources
    yield from (name for name, _ in (*mapper.when, *mapper.unless))
