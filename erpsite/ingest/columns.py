"""Find the columns that a map names in a foreign table: by name, by place, in headers of several rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erpsite.frozen import dataclass
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.mapping import ColumnMap, ImportMap
from erpsite.ingest.tables import ForeignTable, Value, column_letters, is_blank
from erpsite.nearest import find_nearest

__all__ = ["QUALTRICS", "Found", "find_columns", "header_names", "records_of"]


QUALTRICS = '{"ImportId"'
"""How the cells of the third line begin that Qualtrics writes above the answers; they name nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold where a column of the map stands in the table; indexes are counted from 0."""

    column: ColumnMap
    index: int
    instead: tuple[int, ...] = ()


def header_names(table: ForeignTable, header: Sequence[int]) -> list[str]:
    """Return the name of each column; names over several rows are joined, merged ones hold for each."""
    lines = [list(_header_row(table, number)) for number in header]
    width = table.width
    names = []
    for index in range(width):
        parts = [line[index] for line in lines if index < len(line) and not is_blank(line[index])]
        words = [" ".join(str(part).split()) for part in parts if not str(part).startswith(QUALTRICS)]
        names.append(" ".join(dict.fromkeys(words)))
    return names


def _header_row(table: ForeignTable, number: int) -> Sequence[Value]:
    if number not in table.numbers:
        message = "the map says that row {row} names the columns, but there is no such row"
        raise SourceFault(message, row=number)
    row = list(table.rows[table.numbers.index(number)])
    for top, left, bottom, right in table.merged:
        if top <= number <= bottom:
            first = row[left - table.left] if number == top and left - table.left < len(row) else None
            for index in range(left - table.left, right - table.left + 1):
                if index < len(row) and first is not None:
                    row[index] = first
    return row


def records_of(table: ForeignTable, found: ImportMap) -> tuple[int, int]:
    """Return the first and the last row, past the end, of the records; blank rows at the end are none."""
    last_header = max(found.header)
    first = sum(number <= last_header for number in table.numbers)
    last = len(table.rows)
    while last > first and all(map(is_blank, table.rows[last - 1])):
        last -= 1
    return first, max(first, last - found.footer)


def find_columns(table: ForeignTable, found: ImportMap) -> tuple[list[Found], list[SourceFault]]:
    """Return where each column of the map stands, and a fault for each that is not there or stands twice."""
    names = header_names(table, found.header)
    placed: list[Found] = []
    faults: list[SourceFault] = []
    for column in found.columns:
        try:
            index = _index(column, names, table)
            others = tuple(_by_name(name, names, table, column) for name in column.instead)
        except SourceFault as fault:
            faults.append(fault)
            continue
        placed.append(Found(column, index, others))
    return placed, faults


def _index(column: ColumnMap, names: Sequence[str], table: ForeignTable) -> int:
    if column.at is None:
        return _by_name(column.column or "", names, table, column)
    index = column.at - table.left
    place = str(column.where_of("at"))
    if not 0 <= index < len(names):
        message = "there is no column {at}; the table ends at {last}"
        raise SourceFault(message, place=place, at=column.at, last=len(names) + table.left - 1)
    if column.column is not None and _folded(column.column) != _folded(names[index]):
        message = "column {at} is called {found}, not {wanted}: columns were moved; mend the map"
        values = {"at": column.at, "found": names[index] or "—", "wanted": column.column}
        raise SourceFault(message, place=place, **values)
    return index


def _by_name(name: str, names: Sequence[str], table: ForeignTable, column: ColumnMap) -> int:
    places = [index for index, known in enumerate(names) if _folded(known) == _folded(name)]
    if len(places) == 1:
        return places[0]
    place = str(column.where_of("column"))
    if places:
        where = ", ".join(f"{index + table.left} ({column_letters(index + table.left)})" for index in places)
        message = "the column {name} stands in several places ({places}); say which with at: PLACE"
        raise SourceFault(message, place=place, name=name, places=where)
    nearest = find_nearest(name, _filled(names))
    known = ", ".join(_filled(names))
    if nearest:
        message = "there is no column {name}; did you mean {nearest}?"
        raise SourceFault(message, place=place, name=name, nearest=nearest)
    message = "there is no column {name}; there are {known}"
    raise SourceFault(message, place=place, name=name, known=known)


def _filled(names: Iterable[str]) -> list[str]:
    return [name for name in names if name]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
