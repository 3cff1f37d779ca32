"""Settle how the days and numbers of a column are written, or say that they have two readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from erpsite.ingest.account import Column
from erpsite.ingest.converting import texts_in
from erpsite.ingest.dates import SERIALS, plain, readings_of, reads, split_span
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.mapping import ColumnMap
from erpsite.ingest.numbers import mark_readings
from erpsite.ingest.tables import Value
from erpsite.ingest.targets import Form

__all__ = ["settled"]


def settled(column: Column, real: Sequence[Value]) -> tuple[str, str, list[SourceFault]]:
    """Return the form of a column's days and the decimal mark of its numbers, or why they are open."""
    spec, target = column.found.column, column.target
    if target.form in (Form.DAY, Form.MONTH, Form.MOMENT):
        if spec.date is not None:
            wrong = spec.date not in SERIALS and reads(spec.date) is None
            return spec.date, ".", [_no_form(spec)] if wrong else []
        texts = texts_in(real)
        parts = [part for text in texts for part in _span_parts(text, spec)]
        groups = readings_of(part for part in [*parts, *_long_numbers(real)] if part not in spec.values)
        if len(groups) > 1:
            return "", ".", [_two_readings(column, groups, parts)]
        return groups[0][0] if groups else "", ".", []
    if target.form is Form.NUMBER and spec.decimal is None:
        texts = texts_in(real)
        marks = mark_readings(texts)
        if len(marks) > 1:
            return "", ".", [_two_marks(column, texts)]
        return "", marks[0], []
    return "", spec.decimal or ".", []


def _span_parts(text: str, spec: ColumnMap) -> tuple[str, ...]:
    return (spec.part and split_span(text)) or (text,)


def _long_numbers(real: Iterable[Value]) -> list[str]:
    """Return whole numbers of six or eight digits, such as 20260304, as texts."""
    return list({str(one) for one in real if type(one) is int and one > 190_000 and len(str(one)) in (6, 8)})


def _no_form(spec: ColumnMap) -> SourceFault:
    message = "{form} is no form of a day; write it with YYYY or YY, MM or MMM, and DD, such as DD.MM.YYYY"
    return SourceFault(message, place=str(spec.where_of("date")), form=spec.date)


def _two_readings(column: Column, groups: Sequence[tuple[str, ...]], texts: Sequence[str]) -> SourceFault:
    one, other = groups[0][0], groups[1][0]
    for text in texts:
        said = [read(plain(text)) for read in (reads(one), reads(other)) if read]
        first, second = said if len(said) == 2 else (None, None)
        if first and second and first != second:
            message = (
                "in the column {column}, {found} is {first} ({one}) or {second} ({other}); say which in the "
                "map: date: {one} or date: {other}"
            )
            values: dict[str, Any] = {
                "found": text,
                "first": first.date(),
                "second": second.date(),
                "one": one,
                "other": other,
            }
            return SourceFault(message, column=column.count.name, **values)
    message = "the column {column} holds days written as {one} and days written as {other}; make them alike"
    return SourceFault(message, column=column.count.name, one=one, other=other)


def _two_marks(column: Column, texts: Sequence[str]) -> SourceFault:
    found = next(text for text in texts if "," in text or "." in text)
    message = (
        "in the column {column}, {found} has two readings: the mark parts thousands, or decimals; say in the "
        'map decimal: "." or decimal: ","'
    )
    return SourceFault(message, column=column.count.name, found=found)
