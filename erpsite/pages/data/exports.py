"""Make the files that readers download: the plan's tables as CSV, and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from erpsite.model.base import Record
from erpsite.pages.data.export_cells import csv_bytes, plain_value
from erpsite.pages.data.export_fields import ExportField, export_fields, field_value
from erpsite.pages.data.export_tables import RECORD_TABLES, RecordTable, table_rows
from erpsite.pages.kit.book import Book, once

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
    made = [*records, _budget(book), _effort(book), _states(book), _commitments(book)]
    kept = [export for export in made if export.rows]
    yield from kept
    yield _dictionary(book, {export.name for export in kept})


def _records(book: Book, table: RecordTable) -> Export:
    language, columns = book.locale.language, _columns(book, table.record)
    owner = (table.owner,) if table.owner else ()
    rows = tuple(
        (*above, *(plain_value(field_value(record, column), language) for column in columns))
        for above, record in table_rows(book.handbook, table, book.state.as_of)
    )
    return Export(table.name, (*owner, *(column.name for column in columns)), rows)


def _columns(book: Book, record: type[Record]) -> tuple[ExportField, ...]:
    """Return the columns of a kind of record without those that the edition hides."""
    handbook = book.handbook
    return tuple(
        column
        for column in export_fields(record)
        if not (column.money and handbook.hides("money"))
        and not (column.path[-1] == "email" and handbook.hides("people"))
    )


def _budget(book: Book) -> Export:
    rows = tuple(
        (name, line.kind, line.third_party or "", quarter, amount)
        for name, initiative in book.handbook.initiatives.items()
        for line in initiative.budget
        for quarter, amount in line.by_quarter.items()
    )
    return Export("budget", ("initiative", "kind", "third_party", "quarter", "amount"), rows)


def _effort(book: Book) -> Export:
    rows = tuple(
        (name, line.role, period, days)
        for name, initiative in book.handbook.initiatives.items()
        for line in initiative.effort
        for period, days in [*line.by_quarter.items(), *line.by_month.items()]
    )
    return Export("effort", ("initiative", "role", "period", "days"), rows)


def _states(book: Book) -> Export:
    language, days = book.locale.language, book.state.days
    header = (
        "initiative", "as_of", "stage", "owner", "complete", "declared", "computed", "budget", "spent",
        "committed", "forecast_cost", "start", "finish", "baseline_finish", "slip",
    )  # fmt: skip
    rows = tuple(
        tuple(plain_value(value, language) for value in (
            name, book.state.as_of, now.stage, now.owner, now.complete, now.declared, now.computed,
            now.initiative.stated_cost, now.spent, now.committed, now.forecast_cost, now.start, now.finish,
            now.baseline_finish, now.slip(days),
        ))
        for name, now in book.state.initiatives.items()
    )  # fmt: skip
    hidden = {"budget", "spent", "committed", "forecast_cost"} if book.handbook.hides("money") else set()
    shown = [place for place, name in enumerate(header) if name not in hidden]
    return Export(
        "initiative_states", tuple(header[place] for place in shown),
        tuple(tuple(row[place] for place in shown) for row in rows),
    )  # fmt: skip


def _commitments(book: Book) -> Export:
    language = book.locale.language
    header = (
        "owner", "initiative", "phase", "milestone", "date", "baseline", "slip", "done", "overdue",
        "acceptance",
    )  # fmt: skip
    rows = tuple(
        tuple(plain_value(value, language) for value in (
            one.owner, one.initiative.initiative.id, one.phase.id if one.phase else "",
            one.milestone.id if one.milestone else "", one.day, one.task.baseline_finish, one.task.slip,
            one.task.done, one.overdue, one.milestone.acceptance if one.milestone else None,
        ))
        for found in book.figures.commitments_by_owner.values()
        for one in found
    )  # fmt: skip
    return Export("commitments", header, rows)


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
