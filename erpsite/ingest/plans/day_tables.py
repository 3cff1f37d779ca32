"""Read a table of public holidays: a row a day or a span, days off or make-up days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from erpsite.frozen import dataclass
from erpsite.ingest.dates import plain, readings_of, reads, split_span
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.plans.icalendar_days import MOST_DAYS, is_made_up
from erpsite.ingest.shape import layout_of
from erpsite.ingest.tables import ForeignTable, Value, is_blank

__all__ = ["read_day_table"]

_UNTIL = re.compile(r"\b(end|until|to|last|through|finish)|结束|截止|截至|止$|至$", re.IGNORECASE)
_OFF = re.compile(
    r"休|假|非工作日|\boff|off\b|offday|holiday|closed|non[- ]?working|day of rest", re.IGNORECASE
)
_WORKED = re.compile(r"(?<!非)工作日|上班|补班|work|make-?up", re.IGNORECASE)
_YES = {"true", "yes", "y", "1", "x", "是", "√", "✓"}
_NO = {"false", "no", "n", "0", "否"}
_SHARE = 0.6
"""Part of a column's cells that must say days before it is the column of days."""


@dataclass(frozen=True, slots=True)
class _Column:
    """Hold the cells of one column by the index of their row."""

    index: int
    name: str
    cells: dict[int, Value]

    @property
    def is_until(self) -> bool:
        return bool(_UNTIL.search(self.name))


def read_day_table(tables: Iterable[ForeignTable], path: str) -> ForeignPlan:
    """Return a plan without tasks whose calendar holds the days of the first table that has some.

    A text that is no day, or has two readings, raises `SourceFault` with its place: no day is lost.
    """
    for table in tables:
        layout = layout_of(table)
        if layout is None:
            continue
        rows = range(layout.first, layout.last)
        columns = [_column(table, index, name, rows) for index, name in enumerate(layout.names)]
        days = [one for one in columns if _says_days(one.cells.values())]
        if days:
            plan = ForeignPlan(path, path)
            _read(table, columns, days, plan)
            if layout.footer:
                plan.notices.append(("rows beneath the table are left out: {n}", {"n": layout.footer}))
            return plan
    message = "{path} has no column of days; give each day a row, written as 2026-10-01"
    raise SourceFault(message, path=path)


def _column(table: ForeignTable, index: int, name: str, rows: Iterable[int]) -> _Column:
    cells = {row: table.rows[row][index] for row in rows if index < len(table.rows[row])}
    return _Column(index, name, {row: cell for row, cell in cells.items() if not is_blank(cell)})


def _says_days(values: Iterable[Value]) -> bool:
    """Say whether most cells are days; a number is none, as it may count anything."""
    held = list(values)
    texts = [part for one in held if isinstance(one, str) for part in _ends(one)]
    forms = readings_of(texts)
    read = reads(forms[0][0]) if forms else None
    found = [
        one for one in held if isinstance(one, dt.date) or (isinstance(one, str) and _all_read(one, read))
    ]
    return bool(held) and len(found) >= _SHARE * len(held)


def _all_read(text: str, read: object) -> bool:
    return callable(read) and all((day := read(plain(end))) and day.day for end in _ends(text))


def _ends(text: str) -> Sequence[str]:
    return split_span(text) or (text,)


def _read(
    table: ForeignTable, columns: Sequence[_Column], days: Sequence[_Column], plan: ForeignPlan
) -> None:
    for column in columns:
        plan.counts.see(column.name, len(column.cells))
    first = next((one for one in days if not one.is_until), days[0])
    until = next((one for one in days if one.is_until and one is not first), None)
    others = [one for one in columns if one not in days]
    kind = next(
        (one for one in others if one.cells and all(_told(one, cell) for cell in one.cells.values())), None
    )
    said = (
        [kind]
        if kind
        else [one for one in others if any(isinstance(cell, str) for cell in one.cells.values())]
    )
    held = {one.index: _days_of(table, one) for one in (first, until) if one}
    for row in sorted({row for one in columns for row in one.cells}):
        if row not in held[first.index]:
            message = "this row says no day; give it one, or take it out"
            raise SourceFault(message, place=table.row_place(row))
        begin, end = held[first.index][row]
        if until and row in until.cells:
            end = held[until.index][row][1]
        if not 0 <= (end - begin).days < MOST_DAYS:
            message = "from {first} to {last} are no holidays: at most {most} days, the first one first"
            values = {"first": begin, "last": end, "most": MOST_DAYS}
            raise SourceFault(message, place=table.row_place(row), **values)
        worked = any(_is_worked(one, one.cells.get(row), sure=one is kind) for one in said)
        (plan.calendar.worked if worked else plan.calendar.off).update(
            begin + dt.timedelta(days=n) for n in range((end - begin).days + 1)
        )
        plan.counts.take(one.name for one in (first, until, *said) if one and row in one.cells)


def _days_of(table: ForeignTable, column: _Column) -> dict[int, tuple[dt.date, dt.date]]:
    """Return the first and the last day that each cell says."""
    texts = [end for cell in column.cells.values() if isinstance(cell, str) for end in _ends(cell)]
    forms = readings_of(texts)
    if len(forms) > 1:
        message = (
            "the days of column {column} can be read in several ways ({forms}); write them as 2026-10-01"
        )
        shown = "; ".join(one[0] for one in forms)
        raise SourceFault(message, place=table.path, column=column.name, forms=shown)
    found = {}
    for row, cell in column.cells.items():
        if isinstance(cell, dt.date):
            day = cell.date() if isinstance(cell, dt.datetime) else cell
            found[row] = (day, day)
            continue
        read = reads(forms[0][0]) if forms and isinstance(cell, str) else None
        ends = [read(plain(end)) for end in _ends(str(cell))] if read else [None]
        known = [one.date() for one in ends if one and one.day]
        if len(known) != len(ends):
            message = "{found} is no day; write it as 2026-10-01"
            raise SourceFault(message, place=table.place(row, column.index), found=str(cell))
        found[row] = (known[0], known[-1])
    return found


def _told(column: _Column, cell: Value) -> bool:
    """Say whether a cell tells by itself, or with its column's name, what kind of day it is."""
    word = str(cell).strip().casefold()
    if isinstance(cell, bool) or word in _YES | _NO:
        return bool(_OFF.search(column.name)) != bool(_WORKED.search(column.name))
    return is_made_up(word) or bool(_OFF.search(word) or _WORKED.search(word))


def _is_worked(column: _Column, cell: Value, *, sure: bool) -> bool:
    if cell is None:
        return False
    word = str(cell).strip().casefold()
    if sure and (isinstance(cell, bool) or word in _YES | _NO):
        return (word in _YES) == bool(_WORKED.search(column.name))
    if not sure:
        return is_made_up(word)
    return is_made_up(word) or not _OFF.search(word)
