"""Write the plan as a workbook made for editing (.xlsx): a sheet a table, lists to choose from, notes."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from erpsite.extras import need
from erpsite.i18n import Translator
from erpsite.ingest.editing.base import BASE_SHEET, PROPERTY, Base, base_lines
from erpsite.ingest.editing.cells import EditColumn, columns_of, seen, shown
from erpsite.ingest.editing.labels import column_label, column_note, label, sheet_title
from erpsite.ingest.editing.layout import EditSheet, edit_sheets
from erpsite.ingest.editing.lists import plan_frame, plan_lists
from erpsite.ingest.editing.trees import ABSENT, Key, RowPair, Trees, pair_rows, read_trees
from erpsite.ingest.targets import Form
from erpsite.sheets import FIRST_DAY, column_width, sheet_name, text_width

__all__ = ["KEY_COLUMN", "PARENT", "plan_workbook", "shown_parents"]

KEY_COLUMN = "erpsite:"
"""What begins the first cell of a sheet; the name of the sheet follows, whatever people call it."""
PARENT = "^"
"""What begins the name of a column that says whose row it is."""
_SPARE = 500
"""Rows below the last that have the lists, too."""
_FIRST = 2
"""Rows above the records: names for the program, hidden, and titles."""
_LINE, _MOST_LINES = 15, 8
"""Height of a line in points, and lines that a row shows at most."""
_INLINE = 250
"""Characters that a list of choices may have in its cell range."""


@dataclass
class _Made:
    """Hold the workbook while it is written."""

    book: Any
    tr: Translator
    formats: Mapping[str, Any]
    ranges: dict[str, str] = field(default_factory=dict)
    """By kind of record, or by a list of choices, where the list stands that cells choose from."""


def plan_workbook(base: Base, tr: Translator, only: Iterable[str] = ()) -> bytes:
    """Return the workbook of a plan whose files are in `base`; with `only` the sheets of these files alone.

    The same files and language give the same bytes. Raises `SourceFault` for files that cannot be read and
    `MissingExtraError` without the package that writes workbooks.
    """
    xlsxwriter = need("xlsxwriter", extra="import")
    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "use_zip64": False}
    book = xlsxwriter.Workbook(out, settings)
    book.set_properties({"title": "erpsite", "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - no zone
    book.set_custom_property(PROPERTY, base.commit or "-")
    trees = read_trees(base.files)
    made = _Made(book, tr, _formats(book))
    wanted = set(only)
    sheets = [one for one in edit_sheets() if not wanted or one.file.field in wanted]
    taken = {BASE_SHEET}
    about = book.add_worksheet(sheet_name(tr("About this workbook"), taken))
    frame = plan_frame(trees)
    lists = book.add_worksheet(sheet_name(tr("Lists"), taken))
    _write_lists(made, lists, trees, sheets)
    contents = []
    for sheet in sheets:
        rows = [pair for pair in pair_rows(sheet, trees, trees) if pair.base is not ABSENT]
        title = sheet_name(sheet_title(sheet, tr), taken)
        columns = columns_of(sheet, [row.base for row in rows], frame.languages, frame.quarters)
        _write_sheet(made, book.add_worksheet(title), sheet, rows, columns)
        contents.append((title, sheet.file.path, len(rows)))
    _write_about(made, about, base, contents)
    hidden = book.add_worksheet(BASE_SHEET)
    for number, (name, text) in enumerate(base_lines(base, (about.name, lists.name))):
        hidden.write_string(number, 0, name)
        hidden.write_string(number, 1, text, made.formats["text"])
    hidden.very_hidden()
    book.close()
    return out.getvalue()


def _formats(book: Any) -> Mapping[str, Any]:
    wrapped = {"valign": "top", "text_wrap": True}
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    return {
        "head": book.add_format({**head, "bg_color": "#E3EFF7"}),
        "owner": book.add_format({**head, "bg_color": "#ECECEC"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrapped": book.add_format(wrapped),
        "text": book.add_format({"num_format": "@", **wrapped}),
        "of": book.add_format({"num_format": "@", "valign": "top", "font_color": "#555555"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "number": book.add_format({"num_format": "General", "valign": "top"}),
        "money": book.add_format({"num_format": "#,##0", "valign": "top"}),
    }


def _write_lists(made: _Made, sheet: Any, trees: Trees, sheets: Sequence[EditSheet]) -> None:
    """Write what cells choose from: the records that references lead to, and long lists of choices."""
    wanted = {field.ref for one in sheets for field in one.fields} | {
        one.parent.kind for one in sheets if one.parent
    }
    at = 0
    for kind, records in plan_lists(trees).items():
        if kind not in wanted:
            continue
        sheet.write_string(0, at, label(kind, made.tr), made.formats["head"])
        sheet.write_string(0, at + 1, made.tr("Name"), made.formats["head"])
        for number, (name, words) in enumerate(records.items(), start=1):
            sheet.write_string(number, at, name, made.formats["text"])
            sheet.write_string(number, at + 1, " / ".join(dict.fromkeys(words)), made.formats["text"])
        if records:
            letters = _letters(at)
            made.ranges[kind] = f"='{sheet.name}'!${letters}$2:${letters}${len(records) + 1}"
        sheet.set_column(at, at, 24)
        sheet.set_column(at + 1, at + 1, 32)
        at += 2
    sheet.freeze_panes(1, 0)


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(65 + number % 26)


def _write_sheet(
    made: _Made, sheet: Any, of: EditSheet, rows: Sequence[RowPair], columns: Sequence[EditColumn]
) -> None:
    tr, formats = made.tr, made.formats
    sheet.write_string(0, 0, f"{KEY_COLUMN}{of.name}")
    sheet.write_string(1, 0, "erpsite", formats["owner"])
    first, widths = 1 + len(of.parents), {}
    for number, name in enumerate(of.parents, start=1):
        sheet.write_string(0, number, f"{PARENT}{name}")
        sheet.write_string(1, number, f"{label(name, tr)} *", formats["owner"])
        sheet.set_column(number, number, 22, formats["of"])
    for number, column in enumerate(columns, start=first):
        sheet.write_string(0, number, column.name)
        sheet.write_string(1, number, column_label(column, of, tr), formats["head"])
        sheet.write_comment(1, number, column_note(column, tr), {"x_scale": 2, "y_scale": 1.2})
        widest = max([text_width(column_label(column, of, tr)), *_widths(rows, column)])
        widths[column] = column_width(widest)
        sheet.set_column(number, number, widths[column], _format_of(column, formats))
    for number, row in enumerate(rows, start=_FIRST):
        lines = max(_lines(shown(row.base, column), width) for column, width in widths.items())
        if lines > 1:  # LibreOffice does not find the height of a row by itself
            sheet.set_row(number, _LINE * min(lines, _MOST_LINES))
        sheet.write_string(number, 0, json.dumps(row.key, ensure_ascii=False))
        for at, name in enumerate(shown_parents(of, row.key), start=1):
            sheet.write_string(number, at, name, formats["of"])
        for at, column in enumerate(columns, start=first):
            _write_cell(sheet, number, at, shown(row.base, column), column, made)
    _choices(made, sheet, of, len(rows), columns)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, 12, formats["text"], {"hidden": True})
    sheet.autofilter(1, 0, max(len(rows), 1) + 1, first + len(columns) - 1)
    sheet.freeze_panes(_FIRST, first + (1 if len(columns) > 1 else 0))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def shown_parents(sheet: EditSheet, key: Key) -> Key:
    """Return of a row's key what its cells say of the records around it."""
    around = key[:-1]
    return around[1:] if sheet.file.shape == "one" else around


def _widths(rows: Sequence[RowPair], column: EditColumn) -> list[int]:
    return [text_width(seen(shown(row.base, column))[:60]) for row in rows[:300]]


def _lines(value: Any, width: int) -> int:
    """Return how many lines a cell takes in a column of that width."""
    if not isinstance(value, str):
        return 1
    return sum(1 + max(text_width(line) - 1, 0) // width for line in value.split("\n"))


def _format_of(column: EditColumn, formats: Mapping[str, Any]) -> Any:
    form = column.field.form
    if column.field.many or form not in (Form.NUMBER, Form.DAY):
        return formats["text"]
    if form is Form.DAY:
        return formats["day"]
    return formats["money" if column.field.money else "number"]


def _write_cell(sheet: Any, row: int, at: int, value: Any, column: EditColumn, made: _Made) -> None:
    """Write one value by its type; a yes or no is a word, since LibreOffice makes a formula of a true."""
    if value is None:
        return
    style = _format_of(column, made.formats)
    if isinstance(value, bool):
        sheet.write_string(row, at, made.tr("yes") if value else made.tr("no"), made.formats["text"])
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value, style)
    elif column.field.form is Form.DAY and not column.field.many and (day := _day(value)):
        sheet.write_datetime(row, at, day, style)
    else:
        sheet.write_string(row, at, value, made.formats["text"])


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= FIRST_DAY and day.isoformat() == text else None


def _choices(made: _Made, sheet: Any, of: EditSheet, rows: int, columns: Sequence[EditColumn]) -> None:
    """Lay lists and types over the cells of the records and some rows below, as warnings."""
    last = _FIRST + rows + _SPARE
    above = of.parent
    for at in range(len(of.parents), 0, -1):
        if above is not None and above.kind in made.ranges:
            told = {"validate": "list", "source": made.ranges[above.kind], "error_type": "warning"}
            sheet.data_validation(_FIRST, at, last, at, told)
        above = above.parent if above is not None else None
    for at, column in enumerate(columns, start=1 + len(of.parents)):
        rule = _rule(column, made)
        if rule:
            told = {"error_type": "warning", "error_title": "erpsite", **rule}
            sheet.data_validation(_FIRST, at, last, at, told)


def _rule(column: EditColumn, made: _Made) -> dict[str, Any] | None:
    field, tr = column.field, made.tr
    if field.many:
        return None
    if field.form is Form.FLAG:
        return {"validate": "list", "source": [tr("yes"), tr("no")],
                "error_message": tr("Yes or no.")}  # fmt: skip
    if field.choices and sum(map(len, field.choices)) + len(field.choices) < _INLINE:
        return {"validate": "list", "source": list(field.choices),
                "error_message": tr("This is none of the choices.")}  # fmt: skip
    if field.ref in made.ranges:
        return {"validate": "list", "source": made.ranges[field.ref],
                "error_message": tr("No record has this id yet.")}  # fmt: skip
    if field.form is Form.DAY:
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY,
                "error_message": tr("A day, as 2026-03-31.")}  # fmt: skip
    if field.form is Form.NUMBER:
        return {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15,
                "error_message": tr("A number.")}  # fmt: skip
    return None


def _write_about(made: _Made, sheet: Any, base: Base, contents: Sequence[tuple[str, str, int]]) -> None:
    tr, formats = made.tr, made.formats
    sheet.write_string(0, 0, tr("The plan as a workbook for editing"), formats["title"])
    if base.commit.endswith("+"):
        made_from = tr("Made from commit {commit} with changes that were not committed.",
                       commit=base.commit.removesuffix("+"))  # fmt: skip
    elif base.commit:
        made_from = tr("Made from commit {commit}.", commit=base.commit)
    else:
        made_from = tr("Made from files that are in no repository.")
    lines = [
        made_from,
        tr("It holds the whole plan, whatever editions hide: give it only to those who may see all of it."),
        tr("Change cells, add rows below the last, delete whole rows; then save it and send it back."),
        tr("New rows need an id of lower-case letters, digits and hyphens; ids that are there stay."),
        tr("Write values, no formulas. Order and colours of rows mean nothing."),
        tr("Whoever keeps the plan brings it in with: erpsite import FILE"),
    ]
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    top = len(lines) + 2
    for column, title in enumerate((tr("Sheet"), tr("File"), tr("Rows"))):
        sheet.write_string(top, column, title, formats["head"])
    for row, (title, path, count) in enumerate(contents, start=top + 1):
        sheet.write_url(row, 0, f"internal:'{title}'!A1", string=title)
        sheet.write_string(row, 1, path)
        sheet.write_number(row, 2, count)
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 1, 22)
    sheet.fit_to_pages(1, 0)
