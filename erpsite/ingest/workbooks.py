"""Read workbooks: .xlsx, .xlsm, .xls, .xlsb and .ods, each cell with the type that it has there."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from erpsite.extras import need
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.other_workbooks import holds_short_cells, ods_sheets, without_blanks
from erpsite.ingest.tables import CellError, ForeignTable, Value
from erpsite.ingest.workbook_xml import SheetFacts, sheet_facts

__all__ = ["ENDINGS", "chosen", "looks_like_workbook", "read_workbook"]

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
LARGEST = 60_000_000
"""Bytes of a file."""
LARGEST_XML = 150_000_000
"""Bytes of its sheets once they are unpacked; more would not fit the memory that an import may use."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ERRORS = re.compile(r"#(?:N/A|DIV/0!|REF!|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)|Err:\d{3}")


def looks_like_workbook(data: bytes, name: str) -> bool:
    """Say whether a file is a workbook, or is called one."""
    return name.lower().endswith(ENDINGS) or data.startswith(_OLE)


def read_workbook(data: bytes, path: str) -> tuple[ForeignTable, ...]:
    """Return the sheets that hold cells, in their order; hidden ones too, with a notice.

    Raises `SourceFault` with the cure for what is no workbook, is locked by a password, cut off or too
    large, and `MissingExtraError` where the reader is not installed.
    """
    calamine = need("python_calamine")
    facts = _checked(data, path)
    try:
        tables = _tables(calamine, data, path, facts)
    except calamine.CalamineError as error:
        if not _is_ods(data) or "password" in str(error).lower():
            raise _unreadable(error, path) from None
        try:
            tables = _tables(calamine, without_blanks(data), path, facts)
        except calamine.CalamineError as again:
            raise _unreadable(again, path) from None
    except ET.ParseError:
        raise _cut_off(path) from None
    except calamine.PasswordError as error:
        raise _unreadable(error, path) from None
    if not tables:
        message = (
            "{path} holds no cells: perhaps pictures or charts; import the table that they are made from"
        )
        raise SourceFault(message, path=path)
    return tables


def _tables(
    calamine: Any, data: bytes, path: str, facts: Mapping[str, SheetFacts]
) -> tuple[ForeignTable, ...]:
    ods = ods_sheets(data) if _is_ods(data) else {}
    book = calamine.load_workbook(io.BytesIO(data))
    found = _sheets(book, path, {name: SheetFacts(one.shares) for name, one in ods.items()} or facts)
    return tuple(
        replace(one, merged=tuple(ods[one.sheet].merged)) if one.sheet in ods else one for one in found
    )


def _is_ods(data: bytes) -> bool:
    return b"application/vnd.oasis.opendocument" in data[:200] or b"content.xml" in data[-4000:]


def _checked(data: bytes, path: str) -> Mapping[str, SheetFacts]:
    """Refuse what would fail later without a cure; return what the XML says beyond the values."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if len(data) > LARGEST:
        raise _too_large(path, len(data), LARGEST)
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<div")):
        message = "{path} is a web page or XML that is only called a workbook; open it and save it as .xlsx"
        raise SourceFault(message, path=path)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _locked(path)
        return {}
    if not data.startswith(_ZIP):
        message = "{path} is no workbook; if it is a text with columns, give it the ending .csv"
        raise SourceFault(message, path=path)
    try:
        return _checked_archive(data, path)
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError):
        raise _cut_off(path) from None


def _checked_archive(data: bytes, path: str) -> Mapping[str, SheetFacts]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        names = {info.filename for info in infos}
        unpacked = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".bin")))
        if unpacked > LARGEST_XML:
            raise _too_large(path, unpacked, LARGEST_XML)
        if any(info.flag_bits & 1 for info in infos) or _locked_ods(archive, names):
            raise _locked(path)
    if "xl/workbook.bin" in names and holds_short_cells(data):
        message = (
            "{path} holds cells in a short form that is not read here; open it in a spreadsheet program and "
            "save it as .xlsx"
        )
        raise SourceFault(message, path=path)
    return sheet_facts(data, path) if "xl/workbook.xml" in names else {}


def _locked_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in names and b"encryption-data" in archive.read(manifest)


def _sheets(book: Any, path: str, facts: Mapping[str, SheetFacts]) -> list[ForeignTable]:
    found = []
    for meta in book.sheets_metadata:
        if not str(meta.typ).endswith("WorkSheet"):
            continue
        sheet = book.get_sheet_by_name(meta.name)
        known = facts.get(meta.name, SheetFacts())
        if sheet.start is None and not known.cells:
            continue
        notices = [] if str(meta.visible).endswith("Visible") else [_hidden(meta.name)]
        if not facts and not path.lower().endswith(".ods"):
            notices.append(_untold(meta.name))
        found.append(_table(sheet, path, known, tuple(notices)))
    return found


def _table(
    sheet: Any, path: str, facts: SheetFacts, notices: tuple[tuple[str, dict[str, object]], ...]
) -> ForeignTable:
    if facts.pivot:
        message = "the sheet {sheet} is a pivot table; import the sheet that it is made from"
        raise SourceFault(message, sheet=sheet.name)
    starts = [(sheet.start[0] + 1, sheet.start[1] + 1)] if sheet.start else []
    starts += list(facts.cells)
    top, left = min(row for row, _ in starts), min(column for _, column in starts)
    rows: list[list[Value]] = []
    if sheet.start:
        rows = [[] for _ in range(sheet.start[0] + 1 - top)]
        pad: list[Value] = [None] * (sheet.start[1] + 1 - left)
        rows += [[*pad, *(_value(value) for value in row)] for row in sheet.to_python()]
    for (row, column), value in facts.cells.items():
        _put(rows, row - top, column - left, value)
    merged = [
        (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    ]
    numbers = list(range(top, top + len(rows)))
    return ForeignTable(path, sheet.name, rows, numbers, left, tuple(merged), notices)


def _put(rows: list[list[Value]], row: int, column: int, value: Value) -> None:
    """Lay a value over a cell; cells outside of what the reader took for the sheet widen it."""
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _value(value: Any) -> Value:
    if isinstance(value, str):
        if not value:
            return None
        if value[0] in "#E" and _ERRORS.fullmatch(value):
            return CellError(value)
        if value.startswith("PT") and (found := _DURATION.fullmatch(value)):
            hours, minutes, seconds = (int(part) for part in found.groups())
            return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value  # type: ignore[no-any-return]  # a bool, day, moment, time of day or duration


def _hidden(name: str) -> tuple[str, dict[str, object]]:
    return "the sheet {sheet} is hidden in its workbook", {"sheet": name}


def _untold(name: str) -> tuple[str, dict[str, object]]:
    message = (
        "in this kind of workbook an error cell looks like an empty one (sheet {sheet}); save it as .xlsx "
        "to have them told"
    )
    return message, {"sheet": name}


def _unreadable(error: Exception, path: str) -> SourceFault:
    words = str(error).lower()
    return _locked(path) if "password" in words or "encrypt" in words else _cut_off(path)


def _locked(path: str) -> SourceFault:
    message = "{path} is locked by a password; open it, save it without one and import that copy"
    return SourceFault(message, path=path)


def _cut_off(path: str) -> SourceFault:
    message = (
        "{path} is damaged or cut off; open it in a spreadsheet program and save it again, or fetch it again"
    )
    return SourceFault(message, path=path)


def _too_large(path: str, size: int, limit: int) -> SourceFault:
    message = "{path} holds {size} MB; at most {limit} MB are read: leave out what is not needed, or split it"
    return SourceFault(message, path=path, size=size // 1_000_000, limit=limit // 1_000_000)


def chosen(tables: Sequence[ForeignTable], sheet: str) -> ForeignTable:
    """Return the sheet of that name, or the only one; raise `SourceFault` with the names where it is open."""
    names = ", ".join(table.sheet for table in tables)
    if sheet:
        for table in tables:
            if table.sheet == sheet:
                return table
        raise SourceFault(
            "there is no sheet {sheet} with cells; there are: {names}", sheet=sheet, names=names
        )
    if len(tables) > 1:
        message = "the workbook has several sheets with cells ({names}); say which in the map: sheet: NAME"
        raise SourceFault(message, names=names)
    return tables[0]
