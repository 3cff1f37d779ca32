"""Match the columns of a CSV file with the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from erpsite.frozen import dataclass
from erpsite.i18n import known_languages
from erpsite.issues import Issue, Severity, Source
from erpsite.load.csv_cells import CsvRow
from erpsite.model.base import Record
from erpsite.model.shape import Kind, shape_of
from erpsite.nearest import find_nearest

__all__ = ["Column", "absent_fields", "choose_delimiter", "column_names", "match_columns"]

_DELIMITERS = {",": '","', ";": '";"', "\t": "TAB", "|": '"|"', "；": '"；"', "，": '"，"'}
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?(?:\n|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """Say what one column holds."""

    name: str
    field: str
    kind: Kind
    language: str | None = None
    """Set where the column holds one language of a text, such as `description_zh`."""


def column_names(record: type[Record]) -> Mapping[str, Column]:
    """Return every column that a table of these records may have, by name."""
    columns: dict[str, Column] = {}
    for name, shape in shape_of(record).fields.items():
        columns[name] = Column(name, name, shape.kind)
        if shape.kind is Kind.TEXT:
            for language in known_languages():
                columns[f"{name}_{language}"] = Column(f"{name}_{language}", name, shape.kind, language)
    return columns


def choose_delimiter(text: str, known: Mapping[str, Column], path: str) -> tuple[str, int, list[Issue]]:
    """Return the delimiter, how many characters to skip, and what to tell about it.

    A first line `sep=;`, as Excel writes it, decides; else the delimiter that yields most known columns.
    """
    if found := _SEPARATOR_LINE.match(text):
        return found[1], found.end(), []
    header = re.split("[\r\n]", text, maxsplit=1)[0]
    hits = {mark: _count_known(header.split(mark), known) for mark in _DELIMITERS}
    best = max(hits, key=lambda mark: hits[mark])
    if best == "," or hits[best] <= hits[","]:
        return ",", 0, []
    message = "the columns are separated by {found}; it was read so, but a comma is expected"
    values = {"found": _DELIMITERS[best]}
    return best, 0, [Issue("csv-delimiter", message, Source(path, 1, 1), Severity.WARNING, values)]


def match_columns(header: CsvRow, record: type[Record], path: str) -> tuple[list[Column | None], list[Issue]]:
    """Return the column for each cell of the header, None where it is not known, and what is wrong."""
    known = column_names(record)
    folded = {column.casefold(): column for column in known}
    columns: list[Column | None] = []
    issues: list[Issue] = []
    seen: dict[str, int] = {}
    for cell, place in zip(header.cells, header.places, strict=True):
        name = " ".join(cell.split())
        source = Source(path, *place)
        name = name if name in known else folded.get(name.casefold(), name)
        column = known.get(name)
        columns.append(None if name in seen else column)
        if name and name in seen:
            message = "the column {column} stands here a second time"
            issues.append(Issue("duplicate-column", message, source, values={"column": name}))
        elif column is None and name:
            issues.append(_unknown_column(name, known, source))
        seen[name] = 1
    issues += _missing_columns([column for column in columns if column], record, Source(path, *header.place))
    return columns, issues


def absent_fields(columns: Sequence[Column | None], record: type[Record]) -> frozenset[str]:
    """Return the required fields that no column holds."""
    present = {column.field for column in columns if column}
    return frozenset(
        name for name, shape in shape_of(record).fields.items() if shape.required and name not in present
    )


def _count_known(names: Sequence[str], known: Mapping[str, Column]) -> int:
    return sum(name.strip().strip('"').strip().casefold() in known for name in names)


def _unknown_column(name: str, known: Mapping[str, Column], source: Source) -> Issue:
    values: dict[str, object] = {"column": name[:60]}
    nearest = find_nearest(name, known)
    if nearest is None:
        message = "the column {column} is not known; the columns are {allowed}"
        values["allowed"] = ", ".join(column.name for column in known.values() if not column.language)
    else:
        message, values["nearest"] = "the column {column} is not known; did you mean {nearest}?", nearest
    return Issue("unknown-column", message, source, values=values)


def _missing_columns(columns: Sequence[Column], record: type[Record], source: Source) -> list[Issue]:
    message = "the column {column} is missing"
    present = {column.field for column in columns}
    lacking = absent_fields(columns, record) | {
        group[0] for group in record.one_of if present.isdisjoint(group)
    }
    absent = [name for name in shape_of(record).fields if name in lacking]
    return [Issue("missing-column", message, source, values={"column": name}) for name in absent]
