"""Read a workbook for editing that came back: which sheets, columns and rows of the plan it holds."""

from __future__ import annotations

import enum
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from erpsite.frozen import dataclass
from erpsite.i18n import known_languages
from erpsite.ingest.editing.base import BASE_SHEET, PROPERTY, Base, read_base
from erpsite.ingest.editing.cells import EditColumn, cell_seen
from erpsite.ingest.editing.layout import EditField, EditSheet, sheet_named
from erpsite.ingest.editing.trees import Key
from erpsite.ingest.editing.writing import KEY_COLUMN, PARENT
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.tables import ForeignTable, NoValue, Value, column_letters, is_blank
from erpsite.ingest.targets import Form
from erpsite.ingest.workbook_xml import formula_cells
from erpsite.ingest.workbooks import looks_like_workbook, read_workbook

__all__ = ["CameBack", "CameRow", "CameSheet", "new_ids", "plan_workbook_in"]


@dataclass(frozen=True, slots=True)
class CameRow:
    """Hold one row as it came back."""

    number: int
    """As the sheet shows it."""
    hidden: Key | None
    """The key that it was written with; None for a row that people added."""
    parents: tuple[str, ...]
    cells: Mapping[str, Value]
    """By the name of the column."""

    @property
    def empty(self) -> bool:
        """Say whether nothing is in its own cells."""
        return all(is_blank(value) for value in self.cells.values())


@dataclass(frozen=True, slots=True)
class CameSheet:
    """Hold one sheet as it came back."""

    sheet: EditSheet
    title: str
    columns: Mapping[str, EditColumn]
    rows: Sequence[CameRow]
    letters: Mapping[str, str]
    """By the name of the column the letters that people see."""
    strange: Sequence[str] = ()
    """Letters of columns with cells that are none of the plan's; they are not read."""

    def place(self, row: CameRow, column: str = "") -> str:
        """Return where a cell, or a row, stands: `Phases!C12`."""
        return f"{self.title}!{self.letters.get(column, '')}{row.number}"


@dataclass(frozen=True, slots=True)
class CameBack:
    """Hold a workbook as it came back."""

    base: Base
    sheets: Sequence[CameSheet]
    strange: Sequence[str] = field(default=())
    """Sheets that are none of the plan's; they are not read."""


def plan_workbook_in(data: bytes, path: str) -> CameBack | None:
    """Return what a workbook for editing holds; None for any other file.

    Raises `SourceFault` for a workbook that cannot be read, and for one whose hidden sheet or rows were
    taken away.
    """
    if not data.startswith(b"PK") or not looks_like_workbook(data, path):
        return None
    marks = _marks(data)
    if marks is _Marks.NONE:
        return None
    tables = read_workbook(data, path)
    base = read_base(tables, path)
    if base is None and marks is _Marks.PROPERTY:
        message = (
            "{path} has lost the hidden sheet that says what it was made from; copy the edits into the "
            "workbook as it was sent, or into a new one (erpsite workbook)"
        )
        raise SourceFault(message, path=path)
    if base is None:
        return None
    formulas = formula_cells(data, path)
    sheets, strange = [], []
    for table in tables:
        mark = table.rows[0][0] if table.rows and table.rows[0] else None
        if isinstance(mark, str) and mark.startswith(KEY_COLUMN):
            sheets.append(_sheet(_without_formulas(table, formulas), _known(mark, table.sheet)))
        elif table.sheet != BASE_SHEET and table.sheet not in base.own:
            strange.append(table.sheet)
    names = [one.sheet.name for one in sheets]
    if doubled := next((one for one in sheets if names.count(one.sheet.name) > 1), None):
        raise SourceFault("the sheet {sheet} is there twice; delete the copy", sheet=doubled.title)
    return CameBack(base, sheets, strange)


def new_ids(back: CameBack) -> dict[str, dict[str, list[str]]]:
    """Return by kind the ids that stand in the rows, with the names beside them; new ones are among them."""
    found: dict[str, dict[str, list[str]]] = {}
    for came in back.sheets:
        if not came.sheet.kind or not came.sheet.has_id:
            continue
        held = found.setdefault(came.sheet.kind, {})
        names = [name for name in came.columns if name == "name" or name.startswith("name_")]
        for row in came.rows:
            value = row.cells.get("id")
            if not is_blank(value):
                words = [str(row.cells[name]) for name in names if not is_blank(row.cells[name])]
                held.setdefault(str(value).strip(), []).extend(words)
    return found


class _Marks(enum.Enum):
    """Say by what a workbook looks like one for editing."""

    NONE = 0
    PROPERTY = 1
    """Its properties say that it was one."""
    SHEET = 2
    """A sheet has the name of the hidden one."""


def _marks(data: bytes) -> _Marks:
    """Look for the marks of a workbook for editing without reading all of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            parts = [b"".join(archive.read(one) for one in found if one in names) for found in _PARTS]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        return _Marks.NONE
    if f'name="{BASE_SHEET}"'.encode() in parts[0]:
        return _Marks.SHEET
    return _Marks.PROPERTY if PROPERTY.encode() in parts[1] else _Marks.NONE


_PARTS = (("xl/workbook.xml", "content.xml"), ("docProps/custom.xml", "meta.xml"))
"""Parts of a workbook that name its sheets, and those that hold its properties."""


def _known(mark: str, title: str) -> EditSheet:
    try:
        return sheet_named(mark.removeprefix(KEY_COLUMN))
    except KeyError:
        message = "the sheet {sheet} is of a newer erpsite; import the workbook with that one"
        raise SourceFault(message, sheet=title) from None


def _without_formulas(
    table: ForeignTable, formulas: Mapping[str, frozenset[tuple[int, int]]]
) -> ForeignTable:
    """Return the table with formulas in place of the results that a program stored for them."""
    wanted = formulas.get(table.sheet)
    if not wanted:
        return table
    rows = [list(row) for row in table.rows]
    for number, column in wanted:
        at = number - table.numbers[0]
        if 0 <= at < len(rows) and 0 <= column - table.left < len(rows[at]):
            rows[at][column - table.left] = NoValue("…")
    return replace(table, rows=rows)


def _sheet(table: ForeignTable, sheet: EditSheet) -> CameSheet:
    names = list(_named(sheet, table))
    parents = [at for at, name in names if isinstance(name, str) and name.startswith(PARENT)]
    columns = {at: name for at, name in names if isinstance(name, EditColumn)}
    if len(parents) != len(sheet.parents):
        message = "the sheet {sheet} has lost a column that says whose its rows are; put it back"
        raise SourceFault(message, sheet=table.sheet)
    rows = []
    for row, number in zip(table.rows[2:], table.numbers[2:], strict=True):
        cells = {one.name: row[at] if at < len(row) else None for at, one in columns.items()}
        owners = tuple(_owner(row[at] if at < len(row) else None) for at in parents)
        one = CameRow(number, _hidden(row[0] if row else None), owners, cells)
        if not one.empty or any(owners):
            rows.append(one)
    titles = [column_letters(at + table.left) for at, name in names if name == "" and _filled(table, at)]
    letters = {one.name: column_letters(at + table.left) for at, one in columns.items()}
    return CameSheet(sheet, table.sheet, {one.name: one for one in columns.values()}, rows, letters, titles)


def _filled(table: ForeignTable, at: int) -> bool:
    return any(at < len(row) and not is_blank(row[at]) for row in table.rows[1:])


def _named(sheet: EditSheet, table: ForeignTable) -> Iterator[tuple[int, EditColumn | str]]:
    """Yield what each column is: one of the plan, a `^parent`, or nothing that is known."""
    head, titles = table.rows[0], table.rows[1] if len(table.rows) > 1 else ()
    for at in range(1, table.width):
        name = head[at] if at < len(head) else None
        title = titles[at] if at < len(titles) else None
        word = str(name if not is_blank(name) else title or "").strip()
        if word.startswith(PARENT):
            yield at, word
        else:
            yield at, _column(sheet, word) or ""


def _column(sheet: EditSheet, word: str) -> EditColumn | None:
    """Return the column that a name is: a field, a text in one language, or one key of a mapping."""
    for one in sheet.fields:
        whole = EditColumn(one)
        if word == whole.name:
            return None if one.keys else whole
        if one.keys and word.startswith(f"{whole.name}."):
            return EditColumn(one, word.removeprefix(f"{whole.name}."))
        if one.text:
            found = next((code for code in known_languages() if word == f"{whole.name}_{code}"), None)
            if found:
                return EditColumn(one, found)
    return None


def _owner(value: Value) -> str:
    return "" if is_blank(value) else cell_seen(value, _PLAIN)


_PLAIN = EditColumn(EditField(("text",), Form.LABEL, required=False))
"""A column of plain texts."""


def _hidden(value: Value) -> Key | None:
    if not isinstance(value, str):
        return None
    try:
        held = json.loads(value)
    except ValueError:
        return None
    return tuple(map(str, held)) if isinstance(held, list) else None
