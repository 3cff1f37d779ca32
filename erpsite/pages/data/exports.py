"""Make the files that readers download: the plan's tables as CSV, and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from erpsite.frozen import dataclass
from erpsite.model.base import Record
from erpsite.pages.data.computed_tables import computed_tables
from erpsite.pages.data.export_fields import ExportField, export_fields, field_value
from erpsite.pages.data.export_tables import RECORD_TABLES, RecordTable, table_rows
from erpsite.pages.kit.book import Book, once
from erpsite.pages.kit.csv_cells import csv_bytes, plain_value
from erpsite.pages.kit.states import withheld_words

__all__ = ["DICTIONARY", "Export", "book_exports", "exports", "record_export"]

DICTIONARY = "dictionary"
"""Name of the table that explains the columns of all others."""


@dataclass(frozen=True, slots=True)
class Export:
    """Hold one table as rows of plain values."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    @property
    def file(self) -> str:
        """Return the name of its file."""
        return f"{self.name}.csv"


@once
def exports(book: Book) -> Mapping[str, bytes]:
    """Return every file by name: UTF-8 with byte order mark, texts in the reader's language.

    What was recorded after the month shown is left out.
    """
    return {export.file: csv_bytes(export.header, export.rows) for export in book_exports(book)}


@once
def book_exports(book: Book) -> tuple[Export, ...]:
    """Return every table that has rows, then the dictionary; computed once per build."""
    return tuple(_all(book))


def record_export(book: Book, name: str) -> bytes:
    """Return the file of one table of records, made alone. Raises `KeyError` for an unknown name."""
    export = _records(book, {table.name: table for table in RECORD_TABLES}[name])
    return csv_bytes(export.header, export.rows)


def _all(book: Book) -> Iterator[Export]:
    records = [_records(book, table) for table in RECORD_TABLES]
    made = [*records, *(Export(*table) for table in computed_tables(book))]
    kept = [export for export in made if export.rows]
    yield from kept
    yield _dictionary(book, {export.name for export in kept})


def _records(book: Book, table: RecordTable) -> Export:
    language, columns = book.locale.language, _columns(book, table.record)
    owner = (table.owner,) if table.owner else ()
    rows = tuple(
        (*above, *(_cell(book, record, column, language) for column in columns))
        for above, record in table_rows(book.handbook, table, book.state.as_of)
    )
    return Export(table.name, (*owner, *(column.name for column in columns)), rows)


def _cell(book: Book, record: Record, column: ExportField, language: str) -> object:
    """Return a value; where it is withheld, that it is and why; nothing where it is not known."""
    value = field_value(record, column)
    return plain_value(value, language) if value is not None else _withheld(book, record, column)


def _withheld(book: Book, record: Record, column: ExportField) -> str:
    owner: Any = record
    for name in column.path[:-1]:
        owner = getattr(owner, name, None)
    return withheld_words(book, owner.withheld, column.path[-1]) if isinstance(owner, Record) else ""


def _columns(book: Book, record: type[Record]) -> tuple[ExportField, ...]:
    """Return the columns of a kind of record without those that the edition hides."""
    handbook = book.handbook
    return tuple(
        column
        for column in export_fields(record)
        if not (column.money and handbook.hides("money"))
        and not (column.path[-1] == "email" and handbook.hides("people"))
    )


def _dictionary(book: Book, names: set[str]) -> Export:
    header = ("table", "column", "type", "required", "refers_to", "meaning")
    rows: list[tuple[object, ...]] = []
    for table in RECORD_TABLES:
        if table.name in names:
            rows += [_column(book, table.name, column) for column in _columns(book, table.record)]
    return Export(DICTIONARY, header, tuple(rows))


def _column(book: Book, table: str, column: ExportField) -> tuple[object, ...]:
    required = plain_value(column.required, book.locale.language)
    return (table, column.name, column.type, required, column.refers_to, field_meaning(book, column.doc))


def field_meaning(book: Book, doc: str) -> str:
    """Return what the model says about a field, in the reader's language; empty where it says nothing.

    The model's words are not the interface's: one that is not translated yet is left out of the
    dictionary rather than breaking a build.
    """
    messages = book.locale.tr.messages
    return doc if messages is None else messages.get(doc, "")
