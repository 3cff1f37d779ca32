"""Hold `imports/NAME.yml`: which column of a foreign table becomes which field of the plan, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from erpsite.ingest.targets import MADE, TARGETS, Target, TargetField, fields_of
from erpsite.issues import Issue, Severity, Source
from erpsite.load.binding import bind
from erpsite.load.yaml_reader import EMPTY, read_yaml
from erpsite.model.base import Record
from erpsite.model.quantity import PositiveFigure, Whole
from erpsite.nearest import find_nearest

__all__ = ["ColumnMap", "ImportMap", "read_map"]

Position = Annotated[int, Field(strict=True, ge=1)]
"""Place of a column or row, counted from 1."""


class ColumnMap(Record):
    """Say what becomes of one column."""

    column: str | None = None
    """Its name in the header; line breaks and several blanks count as one blank."""
    at: Position | None = None
    """Its place, counted from 1, where a name stands twice or not at all. With both, both must hold."""
    instead: tuple[str, ...] = ()
    """Names of columns that are taken, the first that is not empty, where this one is empty."""
    to: str | None = None
    """Field of the plan, such as `opened` or `name_zh`."""
    unused: str | None = None
    """Why it is left out."""
    personal: StrictBool = False
    """Whether its personal data are wanted; else a column that looks like mail addresses, telephone or ID
    numbers is left out."""
    values: Mapping[str, Any] = {}
    """What each word means in the plan; nothing (`null`) where it means that nobody knows. Words that are
    not listed are refused, unless the plan knows them itself."""
    date: str | None = None
    """How its days are written, such as `DD.MM.YYYY`, `MMM YYYY` or `YYYY年MM月`; `unambiguous`
    for any mixture of forms that cannot be misread; several forms of one column are joined by ` or `;
    `serial` and `serial-1904` for the day numbers of spreadsheets. Times of day behind are understood."""
    part: Literal["start", "finish"] | None = None
    """Which end of a span or month is meant where the field wants a day."""
    zone: str | None = None
    """IANA name of the time zone that its times are in; left out, the plan's."""
    factor: PositiveFigure = 1
    """What its numbers are multiplied by: 10000 for 万, 0.01 for percent as a share."""
    units: Mapping[str, PositiveFigure] = {}
    """Factor by what stands behind a number, such as `{万: 10000, 亿: 100000000}`."""
    decimal: Literal[".", ","] | None = None
    """The decimal mark of numbers that are written as texts."""
    signs: tuple[str, ...] = ()
    """What is cut off before or behind its numbers, such as `¥`, `h` or `%`."""
    brackets: StrictBool = False
    """Whether (1,234) is the negative number."""
    separator: str | None = None
    """What parts several values in one cell."""
    make: Mapping[str, Any] | None = None
    """What a record holds, besides id and name, that is made of a word which the plan does not know, such as
    `{title: not stated, side: business}` for people; left out, such words are refused."""
    beside: Mapping[str, Any] = {}
    """Fields that the column itself says, such as `{month: 2026-01}`: each row gives a record of its own for
    each column that has them."""


class ImportMap(Record):
    """Say how one foreign table is read."""

    kind: str
    """What its rows become, such as `tickets`."""
    sheet: str | None = None
    """Sheet of a workbook, where several hold cells."""
    header: tuple[Position, ...] = (1,)
    """Rows that name the columns, as the file numbers them."""
    footer: Whole = 0
    """Rows at the end that are no records, such as totals."""
    delimiter: str | None = None
    """What parts the cells of a text file; left out, it is found."""
    merged: Literal["refuse", "fill"] = "refuse"
    """What to do about merged cells among the records: `fill` lays the value into each."""
    doubles: Literal["refuse", "first", "last"] = "refuse"
    """Which of several rows with the same key counts; `refuse` stops the import."""
    empty_as: tuple[str, ...] = ()
    """Words that stand for an empty cell, such as `-`."""
    unknown_as: tuple[str, ...] = ()
    """Words by which the file says that nobody knows."""
    withheld_as: Mapping[str, str] = {}
    """Words by which it says that a value may not be told, each with the reason."""
    columns: tuple[ColumnMap, ...]
    constants: Mapping[str, Any] = {}
    """Fields that are the same in every record and stand in no column, or hold where its cell is empty."""
    rows_as_ids: str | None = None
    """What stands before the number of a row, which is its id where no column holds one."""
    made: Mapping[str, Any] = {}
    """Records that others refer to and the plan lacks, by kind: `{people: [{id: …, name: …, …}]}`."""

    @property
    def target(self) -> Target:
        """Return what its rows become."""
        return TARGETS[self.kind]


def read_map(data: bytes, path: str) -> tuple[ImportMap | None, tuple[Issue, ...]]:
    """Return the map, or None with every fault and its place."""
    file = read_yaml(data, path)
    if file.tree is EMPTY or file.tree is None:
        empty = Issue("empty-file", "the file is empty; it must hold keys and values", Source(path, 1, 1))
        return None, file.issues or (empty,)
    found, issues = bind(ImportMap, file.tree, path, file.lines)
    issues = [*file.issues, *issues]
    if found is not None:
        issues += _misfits(found)
    failed = any(issue.severity is Severity.ERROR for issue in issues)
    return (None if failed else found), tuple(issues)


def _misfits(found: ImportMap) -> Iterator[Issue]:
    if found.kind not in TARGETS:
        values: dict[str, object] = {"kind": found.kind, "known": ", ".join(TARGETS)}
        message = "nothing is imported as {kind}; there are {known}"
        yield Issue("unknown-kind", message, found.where_of("kind"), values=values)
        return
    known = fields_of(found.target)
    for column in found.columns:
        yield from _column_misfits(column, known)
    for name in found.constants:
        if name not in known:
            yield _no_field(name, known, found.where_of(f"constants.{name}"))
    for kind, records in found.made.items():
        if kind not in MADE or not isinstance(records, list | tuple) or not all(map(_has_id, records)):
            message = "made holds lists of records with id and name, by kind: {known}"
            yield Issue("no-record", message, found.where_of("made"), values={"known": ", ".join(MADE)})


def _has_id(record: Any) -> bool:
    return isinstance(record, Mapping) and "id" in record and "name" in record


def _column_misfits(column: ColumnMap, known: Mapping[str, TargetField]) -> Iterator[Issue]:
    if column.column is None and column.at is None:
        message = "say which column is meant: column: NAME, at: PLACE, or both"
        yield Issue("no-column", message, column.where)
    if (column.to is None) == (column.unused is None):
        message = "say either to: FIELD or unused: REASON of the column {column}"
        yield Issue("undecided-column", message, column.where, values={"column": column.column or column.at})
    if column.make is not None and (
        not column.to or column.to not in known or known[column.to].ref not in MADE
    ):
        message = "make is for columns whose words lead to records of {known}"
        yield Issue("no-reference", message, column.where, values={"known": ", ".join(MADE)})
    for name in [column.to, *column.beside] if column.to else ():
        if name not in known:
            yield _no_field(name, known, column.where_of("to" if name == column.to else "beside"))


def _no_field(name: str, known: Mapping[str, object], source: Source) -> Issue:
    nearest = find_nearest(name, known)
    values: dict[str, object] = {"field": name, "known": ", ".join(known)}
    if nearest is None:
        message = "there is no field {field}; there are {known}"
    else:
        message, values["nearest"] = "there is no field {field}; did you mean {nearest}?", nearest
    return Issue("unknown-field", message, source, values=values)
