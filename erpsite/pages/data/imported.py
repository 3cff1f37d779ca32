"""Draw what was imported from files: the account by column, what was refused and why, what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erpsite.issues import Source
from erpsite.model.imported import ImportedColumn, ImportReport, ToldChange, ToldGroup, ToldWords
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.page import page

__all__ = ["draw_imported"]

_MOST_FILES = 4
"""Files that are named; an initiative has one each."""


@page(
    "data/imports",
    section="data",
    needs=("imports",),
    place=11,
    title="Imported from files",
    description="What each import took, refused and changed: cells by column, reasons, conflicts.",
    file=lambda book: next(
        (Source(one.path) for one in book.handbook.imports.values()), Source("sources.yml")
    ),
)
def draw_imported(book: Book) -> tuple[b.Block, ...]:
    """Return the account of each import, as it was done last; an edition that hides anything has no page."""
    tr, reports = book.locale.tr, list(book.handbook.imports.values())
    columns = [column for one in reports for column in one.columns]
    lead = tr(
        "{cells} cells of {files} files were brought in: {taken} were taken, {refused} refused, {unused} are "
        "unused and {left} stand in rows left out.",
        files=book.count("imports.files", len(reports)),
        cells=book.count("imports.cells", sum(one.cells for one in columns)),
        taken=book.count("imports.taken", sum(one.taken for one in columns)),
        refused=book.count("imports.refused", sum(one.refused for one in columns)),
        unused=book.count("imports.unused", sum(one.unused for one in columns)),
        left=book.count("imports.left-out", sum(one.left for one in columns)),
    )
    method = tr(
        "Every cell between header and end that is not blank is taken, refused or unused, or stands in a row "
        "that became no record; else the import stops. Of each reason the first places are shown; erpsite "
        "import with --dry-run and --report lists all."
    )
    parts = [block for one in reports for block in _report(book, one)]
    return b.Lead(lead), *parts, b.Paragraph(method, small=True)


def _report(book: Book, one: ImportReport) -> Iterable[b.Block]:
    tr = book.tr
    yield b.Heading(one.name, one.name)
    yield b.Facts(
        (
            (tr("Source"), b.Code(f"{one.source} ({one.sheet})" if one.sheet else one.source)),
            (tr("Map"), b.Code(one.map_path)),
            (tr("Became"), _becomes(book, one)),
            (tr("In the plan"), _outcome(book, one)),
            (tr("Files"), _files(book, one)),
            (tr("Report"), b.Place(Source(one.path))),
        )
    )
    yield _columns(book, one)
    for name, title, groups in (
        ("refused", tr("Cells refused"), one.refused),
        ("left-out", tr("Rows left out"), one.left_out),
        ("merged", tr("Rows merged into another"), one.merged),
        ("odd", tr("Odd, though it was taken"), one.suspicions),
    ):
        if groups:
            yield _groups(book, f"{one.name}-{name}", title, groups)
    yield from _said(book, one)
    for name, title, changes in (
        ("conflicts", tr("Conflicts; the plan keeps its value"), one.conflicts),
        ("changed", tr("Values changed"), one.changed),
    ):
        if changes:
            yield _changes(book, f"{one.name}-{name}", title, changes)


def _becomes(book: Book, one: ImportReport) -> str:
    whole = {"rows": one.rows, "records": one.records, "kind": one.kind}
    return book.tr("{rows} rows, {records} records of {kind}", **whole)


def _outcome(book: Book, one: ImportReport) -> str:
    tr, counts = book.tr, one.counts
    parts = [
        tr("{added} new, values changed: {changed}, unchanged: {same}",
           **{name: counts[name] for name in ("added", "changed", "same")})
    ]  # fmt: skip
    if counts["conflicts"]:
        parts.append(tr("conflicts: {n}", n=counts["conflicts"]))
    if counts["vanished"]:
        parts.append(tr("no longer in the source, kept in the plan: {n}", n=counts["vanished"]))
    if counts["removed"]:
        parts.append(tr("taken out of the plan by hand, left out: {n}", n=counts["removed"]))
    return book.locale.join(parts)


def _files(book: Book, one: ImportReport) -> b.Content:
    """Return the files of the plan that were written, the first of many."""
    shown = [b.Code(path) for path in one.files[:_MOST_FILES]]
    more = len(one.files) - len(shown)
    rest = [book.tr("and {n} more files", n=more)] if more else []
    return tuple(_joined(book, [*shown, *rest])) or b.Missing()


def _joined(book: Book, parts: Sequence[b.Inline]) -> Iterable[b.Inline]:
    for number, part in enumerate(parts):
        if number:
            yield book.locale.facts.list_separator
        yield part


def _columns(book: Book, one: ImportReport) -> b.Table:
    tr = book.tr
    rows: Rows[ImportedColumn] = Rows(one.columns, tone=lambda col: "amber" if col.refused else None)
    return rows.table(
        f"{one.name}-columns",
        Col("column", tr("Column"), lambda col: f"{col.letters} {col.name}".strip(), wide=True),
        Col("to", tr("Becomes"), lambda col: _fields(book, col)),
        *(
            Col(key, title, lambda col, key=key: _number(getattr(col, key)), "number")  # type: ignore[misc]
            for key, title in (
                ("cells", tr("Cells")), ("taken", tr("Taken")), ("refused", tr("Refused")),
                ("unused", tr("Unused")), ("left", tr("In rows left out")), ("unknown", tr("Not known")),
                ("withheld", tr("Withheld")), ("total", tr("Sum")), ("source_total", tr("Sum in the file")),
            )
        ),
        caption=tr("Cells by column"),
        empty=tr("The source has no cell."),
    )  # fmt: skip


def _fields(book: Book, col: ImportedColumn) -> b.Content:
    if col.to:
        return tuple(_joined(book, [b.Code(name) for name in col.to]))
    return b.Missing(_sentence(book, ToldWords(col.why)))


def _number(value: float | None) -> b.Inline:
    return b.Missing() if value is None else b.Number(value, f"{value:,.12g}")


def _groups(book: Book, name: str, title: str, groups: Sequence[ToldGroup]) -> b.Table:
    """Return cells or rows by what is said of them: how many, and the first places."""
    tr = book.tr
    rows = [(group, place) for group in groups for place in group.places]

    def head(row: tuple[ToldGroup, object]) -> str:
        group = row[0]
        shown = min(group.count, len(group.places))
        words = {"n": book.locale.number(group.count, 0), "shown": book.locale.number(shown, 0)}
        said = (
            tr("{n} times", **words) if shown == group.count else tr("{n} times, the first {shown}", **words)
        )
        return tr("{column}: {said}", column=group.column, said=said) if group.column else said

    return Rows(rows, group=head).table(
        name,
        spread("place", tr("Where"), lambda _, place: b.Code(place.place)),
        spread("reason", tr("Reason"), lambda _, place: _sentence(book, place.says), wide=True),
        caption=title,
    )


def _said(book: Book, one: ImportReport) -> Iterable[b.Block]:
    """Yield what is to be known besides: notices, values without a cell, records made, rows that vanished."""
    tr = book.tr
    lines = [
        *(_sentence(book, notice) for notice in one.notices),
        *(
            tr("values of {field} that stand in no cell, from the map: {n}", n=count, field=name)
            for name, count in one.invented.items()
        ),
        *(
            tr("records of {kind} that the rows name and the plan lacked: {n}", n=count, kind=kind)
            for kind, count in one.made.items()
        ),
        *(tr("no longer in the source, kept in the plan: {key}", key=key) for key in one.vanished),
    ]
    if lines:
        yield b.Heading(tr("To know"), f"{one.name}-to-know", 3)
        yield b.Items(tuple(lines))


def _changes(book: Book, name: str, title: str, changes: Sequence[ToldChange]) -> b.Table:
    tr = book.tr
    return Rows(changes).table(
        name,
        Col("record", tr("Record"), lambda change: change.key),
        Col("field", tr("Field"), lambda change: b.Code(change.field)),
        Col("before", tr("In the plan"), lambda change: change.before or b.Missing(), wide=True),
        Col("after", tr("In the source"), lambda change: change.after or b.Missing(), wide=True),
        Col("place", tr("Where"), lambda change: b.Code(change.place)),
        caption=title,
    )


def _sentence(book: Book, words: ToldWords) -> str:
    """Return a sentence in the reader's language; words of a map, and of an older version, as they stand."""
    tr = book.tr
    values = {name: _value(book, value) for name, value in words.values.items()}
    if tr.messages is None or words.message in tr.messages:
        return tr(words.message, **values)
    return words.message.format(**values) if values else words.message


def _value(book: Book, value: object) -> object:
    if isinstance(value, dict) and set(value) == {"words"}:
        return _sentence(book, ToldWords(str(value["words"])))
    return value
