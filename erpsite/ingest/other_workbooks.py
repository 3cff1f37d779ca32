"""See to what the reader of workbooks leaves out of .ods and .xlsb: merged cells, other ways of writing.

https://docs.oasis-open.org/office/OpenDocument/v1.3/ and [MS-XLSB] 2.1.4, Record Enumeration.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

__all__ = ["holds_short_cells", "ods_merges", "without_blanks"]

_CONTENT = "content.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_BEFORE_TABLE = re.compile(rb">\s+(?=</?table:)")
_BEHIND_TABLE = re.compile(rb"(</?table:[^<>]*>)\s+(?=<)")
_SHORT = frozenset(range(12, 19))
"""Records of cells without their column, which the reader passes over."""
Block = tuple[int, int, int, int]


def ods_merges(data: bytes) -> dict[str, list[Block]]:
    """Return by sheet of an .ods file the first and last row and column of merged cells, from 1."""
    found: dict[str, list[Block]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_CONTENT) as content:
        if b"<!DOCTYPE" in content.read(4096):
            raise ET.ParseError("a document type, which no office program writes")
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_CONTENT) as content:
        name, row = "", 0
        for event, one in ET.iterparse(content, ("start", "end")):  # noqa: S314 - document types are refused above
            if event == "start" and one.tag == f"{_TABLE}table":
                name, row = one.get(f"{_TABLE}name", ""), 0
                found[name] = []
            elif event == "end" and one.tag == f"{_TABLE}table-row":
                found.setdefault(name, []).extend(_blocks(one, row + 1))
                row += int(one.get(f"{_TABLE}number-rows-repeated", 1))
                one.clear()
    return found


def _blocks(row: ET.Element, number: int) -> Iterator[Block]:
    column = 1
    for cell in row:
        wide = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
        high = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
        if wide > 1 or high > 1:
            yield number, column, number + high - 1, column + wide - 1
        column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))


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
