"""Take the rows of a foreign table as records, with an account of every cell."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from erpsite.collector import paused_collector
from erpsite.ingest.account import Column, ColumnCount, Taken
from erpsite.ingest.columns import Found, find_columns, header_names, records_of
from erpsite.ingest.converting import Convert, Refused, Setting, Withheld, converter
from erpsite.ingest.faults import SourceFault, Words
from erpsite.ingest.ids import Ids
from erpsite.ingest.making import ids_to_keep, made_records, makers_of, own_ids
from erpsite.ingest.mapping import ImportMap
from erpsite.ingest.odd_rows import odd_rows
from erpsite.ingest.personal import PERSONAL, looks_personal
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.rows import Rows, unaccounted
from erpsite.ingest.settling import settled
from erpsite.ingest.tables import ForeignTable, Value, column_letters
from erpsite.ingest.targets import Form, TargetField, fields_of
from erpsite.ingest.whole_columns import read_together
from erpsite.model.base import may_be_withheld

__all__ = ["take"]


def take(table: ForeignTable, found: ImportMap, plan: PlanNames, ids: Mapping[str, str]) -> Taken:
    """Return the records that a map makes of a table; nothing is written.

    `ids` are the ids that foreign names had before. Where `faults` are not empty, nothing may be written.
    """
    with paused_collector():
        return _take(table, found, plan, ids)


def _take(table: ForeignTable, found: ImportMap, plan: PlanNames, ids: Mapping[str, str]) -> Taken:
    taken = Taken(found.kind, table.path, table.sheet)
    taken.notices += list(table.notices)
    placed, faults = find_columns(table, found)
    taken.faults += faults
    first, last = records_of(table, found)
    rows: Sequence[Sequence[Value]] = table.rows[first:last]
    if table.typed or table.merged:  # the reader of texts has left blanks out
        rows = filled = [
            [None if type(value) is str and value.isspace() else value for value in row] for row in rows
        ]
        odd = odd_rows(table, first, rows)
        taken.faults += _merged(table, found, first, last, filled, odd)
    else:
        odd = odd_rows(table, first, rows)
    if taken.faults:
        return taken
    taken.columns = _counts(table, found, rows)
    made = Ids(found.kind, own_ids(ids), plan, source=table.path.rpartition(".")[0])
    makers = makers_of(ids, plan)
    columns = _columns(placed, rows, found, taken)
    for column in columns:
        _convert(column, found, Setting(plan, made, makers=makers), taken)
    _lacking(columns, found, taken)
    if not taken.faults:
        Rows(taken, found, columns, table, first, ZoneInfo(plan.timezone)).settle(rows, odd)
        taken.faults += unaccounted(taken)
    if taken.drafts:
        taken.made_ids = {**made.made, **ids_to_keep(makers)}
        taken.made = made_records(found, makers, plan)
    return taken


def _merged(
    table: ForeignTable, found: ImportMap, first: int, last: int, rows: list[list[Value]], odd: Container[int]
) -> Iterator[SourceFault]:
    """Fill merged cells where the map says so; else name the first of them that lie among the records.

    Rows that are no records may be merged as they like.
    """
    numbers = {number: index for index, number in enumerate(table.numbers[first:last])}
    inside = [one for one in table.merged if one[0] in numbers and numbers[one[0]] not in odd]
    if inside and found.merged == "refuse":
        top, left, bottom, right = inside[0]
        message = (
            "cells are merged among the records ({n} times, first {cells}); part them in the file, or say "
            "merged: fill in the map"
        )
        cells = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        yield SourceFault(message, n=len(inside), cells=cells)
        return
    for top, left, bottom, right in inside:
        value = rows[numbers[top]][left - table.left] if left - table.left < len(rows[numbers[top]]) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            continue  # an amount of several rows together counts once
        for number in range(top, bottom + 1):
            for column in range(left, right + 1):
                if number in numbers and column - table.left < len(rows[numbers[number]]):
                    rows[numbers[number]][column - table.left] = value


def _counts(table: ForeignTable, found: ImportMap, rows: Sequence[Sequence[Value]]) -> list[ColumnCount]:
    counts = []
    across = list(zip_longest(*rows)) if rows else []
    for index, name in enumerate(header_names(table, found.header)):
        count = ColumnCount(name, column_letters(index + table.left))
        count.cells = len(rows) - across[index].count(None) if index < len(across) else 0
        counts.append(count)
    return counts


def _columns(
    placed: Sequence[Found], rows: Sequence[Sequence[Value]], found: ImportMap, taken: Taken
) -> list[Column]:
    """Return the columns that are taken; what looks personal and was not asked for is left out."""
    known = fields_of(found.target)
    columns = []
    for one in placed:
        count = taken.columns[one.index]
        if one.column.to is None:
            count.why = one.column.unused or ""
            continue
        values = [row[one.index] if one.index < len(row) else None for row in rows]
        seen = "" if one.column.personal else looks_personal(count.name, values)
        if seen and not (known[one.column.to].form is Form.ID and seen == "phone"):
            count.why = PERSONAL[seen]
            taken.notices.append(_left_out_personal(count, seen))
            continue
        count.to = (*count.to, one.column.to)
        columns.append(Column(one, known[one.column.to], count, *_with_instead(one, values, rows)))
    return columns


def _left_out_personal(count: ColumnCount, seen: str) -> tuple[str, Mapping[str, object]]:
    message = "the column {column} looks like {what} and is left out; where it is wanted, say personal: true"
    return message, {"column": count.name or count.letters, "what": Words(PERSONAL[seen])}


def _with_instead(
    found: Found, values: list[Value], rows: Sequence[Sequence[Value]]
) -> tuple[list[Value], list[int]]:
    source = [found.index] * len(values)
    for other in found.instead:
        for number, value in enumerate(values):
            if value is None:
                row = rows[number]
                if other < len(row) and row[other] is not None:
                    values[number], source[number] = row[other], other
    return values, source


def _convert(
    column: Column, found: ImportMap, setting: Setting, taken: Taken
) -> None:  # fmt: skip
    words = {*found.empty_as, *found.unknown_as, *found.withheld_as}
    real = [value for value in column.values if value is not None]
    if words:
        real = [value for value in real if str(value).strip() not in words]
    form, decimal, faults = settled(column, real)
    taken.faults += faults
    if faults:
        return
    target, notices = column.target, set[str]()
    setting = replace(
        setting, form=form, decimal=decimal, withheld=_withholdable(target, found), notices=notices
    )
    read = _with_words(converter(column.found.column, target, setting), found, setting)
    if set(map(type, column.values)) <= {str, NoneType}:
        plain = () if words else (form,)
        column.results.extend(_read_texts(column, read, plain))
    else:
        column.results.extend(_read_each(column.values, read))
    name = {"column": column.count.name or column.count.letters}
    taken.notices += [("{column}: {what}", {**name, "what": Words(notice)}) for notice in sorted(notices)]


def _read_texts(column: Column, read: Convert, plain: tuple[str, ...]) -> Iterable[Any]:
    """Return the results of a column of texts, each different one read once.

    `plain` holds the form of its days where no word of it stands for something else.
    """
    texts = [value for value in dict.fromkeys(column.values) if isinstance(value, str)]
    together = read_together(texts, column.found.column, column.target, *plain) if plain else None
    results = together or [read(text) for text in texts]
    if len(texts) == len(column.values):
        return results
    known: dict[Value, Any] = {None: None, **dict(zip(texts, results, strict=True))}
    return map(known.__getitem__, column.values)


def _read_each(values: Sequence[Value], read: Convert) -> Iterator[Any]:
    """Give the results of a column of typed cells; a text is read once."""
    known: dict[str, Any] = {}
    for value in values:
        if isinstance(value, str):
            if value not in known:
                known[value] = read(value)
            yield known[value]
        else:
            yield None if value is None else read(value)


def _withholdable(target: TargetField, found: ImportMap) -> bool:
    return target.field in may_be_withheld(found.target.record)


def _with_words(read: Any, found: ImportMap, setting: Setting) -> Any:
    """Return what reads a cell, the words for empty, unknown and withheld before all else."""
    nothing = {*found.empty_as, *found.unknown_as}
    reasons = found.withheld_as
    if not nothing and not reasons:
        return read

    def one(value: Value) -> Any:
        word = str(value).strip()
        if word in nothing:
            return None
        if word in reasons:
            if setting.withheld:
                return Withheld(reasons[word])
            return Refused("{found} says that it is withheld, but the field needs a value", {"found": word})
        return read(value)

    return one


def _lacking(columns: Sequence[Column], found: ImportMap, taken: Taken) -> None:
    """Refuse a map that gives a required field no column and no constant."""
    known = fields_of(found.target)
    given = {column.target.field for column in columns}
    given |= {known[name].field for column in columns for name in column.found.column.beside if name in known}
    given |= {known[name].field for name in found.constants if name in known}
    given |= {"id"} if found.rows_as_ids is not None else set()
    for name in dict.fromkeys(target.field for target in known.values() if target.required):
        if name not in given and not (name == "id" and "name" in given):
            message = "nothing gives {field}, without which there is no record; add a column or a constant"
            taken.faults.append(SourceFault(message, place=str(found.where), field=name))
