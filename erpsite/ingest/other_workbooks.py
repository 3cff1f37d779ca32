"""See to what the reader of workbooks leaves out of .ods and .xlsb: merged cells, other ways of writing.

https://docs.oasis-open.org/office/OpenDocument/v1.3/ and [MS-XLSB] 2.1.4, Record Enumeration.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from erpsite.ingest.workbook_xml import as_percent

__all__ = ["OdsSheet", "holds_short_cells", "ods_sheets", "without_blanks"]

_CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_BEFORE_TABLE = re.compile(rb">\s+(?=</?table:)")
_BEHIND_TABLE = re.compile(rb"(</?table:[^<>]*>)\s+(?=<)")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MOST_REPEATED = 1000
"""Rows or columns that one element stands for, as far as they are looked at."""
_SHORT = frozenset(range(12, 19))
"""Records of cells without their column, which the reader passes over."""
Block = tuple[int, int, int, int]


@dataclass(slots=True)
class OdsSheet:
    """Hold what a sheet of an .ods file says beyond its values."""

    merged: list[Block] = field(default_factory=list)
    """First and last row and column of merged cells, from 1."""
    shares: dict[tuple[int, int], str] = field(default_factory=dict)
    """By row and column shares of 1 that are shown as percent, as people see them."""


def ods_sheets(data: bytes) -> dict[str, OdsSheet]:
    """Return by its name what each sheet of an .ods file says beyond its values."""
    found: dict[str, OdsSheet] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_CONTENT) as content:
        if b"<!DOCTYPE" in content.read(4096):
            raise ET.ParseError("a document type, which no office program writes")
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_CONTENT) as content:
        sheet, row = OdsSheet(), 0
        for event, one in ET.iterparse(content, ("start", "end")):  # noqa: S314 - document types are refused above
            if event == "start" and one.tag == f"{_TABLE}table":
                sheet, row = found.setdefault(one.get(f"{_TABLE}name", ""), OdsSheet()), 0
            elif event == "end" and one.tag == f"{_TABLE}table-row":
                times = int(one.get(f"{_TABLE}number-rows-repeated", 1))
                _add_row(sheet, one, range(row + 1, row + 1 + min(times, _MOST_REPEATED)))
                row += times
                one.clear()
    return found


def _add_row(sheet: OdsSheet, row: ET.Element, numbers: range) -> None:
    column = 1
    for cell in row:
        wide = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
        high = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
        times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if wide > 1 or high > 1:
            sheet.merged.append((numbers[0], column, numbers[0] + high - 1, column + wide - 1))
        if cell.get(f"{_OFFICE}value-type") == "percentage" and (value := cell.get(f"{_OFFICE}value")):
            told = as_percent(float(value))
            columns = range(column, column + min(times, _MOST_REPEATED))
            sheet.shares.update({(number, at): told for number in numbers for at in columns})
        column += times


def without_blanks(data: bytes) -> bytes:
    """Return an .ods file without the line breaks that some programs write between its cells."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as target:
        for info in archive.infolist():
            held = archive.read(info)
            if info.filename == _CONTENT:
                held = _BEHIND_TABLE.sub(rb"\1", _BEFORE_TABLE.sub(b">", held))
            target.writestr(info, held)
    return made.getvalue()


def holds_short_cells(data: bytes) -> bool:
    """Say whether an .xlsb file holds cells in the short form, which would be lost without a word."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.bin", name)]
        return any(kind in _SHORT for name in sheets for kind in _records(archive.read(name)))


def _records(data: bytes) -> Iterator[int]:
    """Give the numbers of the records of a part; number and length are in seven bits a byte."""
    place, end = 0, len(data)
    while place < end:
        kind = data[place]
        place += 1
        if kind & 0x80 and place < end:
            kind, place = (kind & 0x7F) | data[place] << 7, place + 1
        length = shift = 0
        while place < end:
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind
        place += length
