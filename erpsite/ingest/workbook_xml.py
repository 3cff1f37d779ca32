"""Read of an .xlsx what its cells lose on the way through a reader: errors, formulas, ISO dates, pivots.

calamine gives an error cell, an empty cell and a formula without a stored value alike as an empty text,
and the ISO dates that SheetJS writes as text; the sheet's XML tells them apart.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from html import unescape
from xml.etree.ElementTree import Element

from erpsite.frozen import dataclass
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.tables import CellError, NoValue, Value
from erpsite.ingest.xml_reading import local_name, parse_xml

__all__ = ["SheetFacts", "as_percent", "formula_cells", "sheet_facts"]

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_MARKS = re.compile(rb"""\bt=["'][ed]["']|<(?:\w+:)?f\b""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_STORED = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</(?:\w+:)?v>")
_REFERENCE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_STYLES = "xl/styles.xml"
_QUOTED = re.compile(r'"[^"]*"|\\.')
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Hold what the XML of one sheet says beyond its values."""

    cells: Mapping[tuple[int, int], Value] = field(default_factory=dict)
    """By row and column, counted from 1: error cells, formulas without a value, ISO dates."""
    pivot: bool = False
    pictures: bool = False


def sheet_facts(data: bytes, path: str) -> Mapping[str, SheetFacts]:
    """Return the facts by the name of the sheet; raise `SourceFault` for an archive that is cut off."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        percents = _percents(archive, names, path)
        return {
            name: _facts(archive, part, names, percents)
            for name, part in _sheets(archive, names, path)
            if part in names
        }


def formula_cells(data: bytes, path: str) -> Mapping[str, frozenset[tuple[int, int]]]:
    """Return by the name of the sheet which cells hold formulas, by row and column counted from 1.

    Of .xlsx and .ods; other workbooks do not tell, and give none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return {name: frozenset(_formulas(archive.read(part)))
                    for name, part in _sheets(archive, names, path) if part in names}  # fmt: skip
        if "content.xml" in names:
            found = _ods_formulas(archive.read("content.xml"), path)
            return {name: frozenset(cells) for name, cells in found}
    return {}


def _formulas(xml: bytes) -> Iterator[tuple[int, int]]:
    for found in _CELL.finditer(xml):
        reference = _REFERENCE.search(found[1])
        if reference and found[2] and _FORMULA.search(found[2]):
            yield int(reference[2]), _column(reference[1])


def _ods_formulas(xml: bytes, path: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for table in parse_xml(xml, path).iter():
        if local_name(table) != "table":
            continue
        cells, row = [], 0
        for line in table.iter():
            if local_name(line) != "table-row":
                continue
            cells += [(row + 1, column) for column in _ods_columns(line)]
            row += int(_attribute(line, "number-rows-repeated") or 1)
        yield _attribute(table, "name"), cells


def _ods_columns(line: Element) -> Iterator[int]:
    column = 0
    for cell in line:
        if _attribute(cell, "formula"):
            yield column + 1
        column += int(_attribute(cell, "number-columns-repeated") or 1)


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _sheets(archive: zipfile.ZipFile, names: set[str], path: str) -> Iterator[tuple[str, str]]:
    book = "xl/workbook.xml"
    if book not in names:
        raise SourceFault("{path} is no workbook; save it as .xlsx or CSV", path=path)
    targets = dict(_targets(archive, book, names))
    for element in parse_xml(archive.read(book), path).iter():
        if local_name(element) == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            if link in targets:
                yield element.attrib.get("name", ""), targets[link][1]


def _targets(archive: zipfile.ZipFile, part: str, names: set[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the links of a part: id, then type and the part that it leads to."""
    folder, name = posixpath.split(part)
    links = f"{folder}/_rels/{name}.rels"
    if links in names:
        for element in parse_xml(archive.read(links), links):
            target = element.attrib.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield element.attrib.get("Id", ""), (element.attrib.get("Type", ""), posixpath.normpath(whole))


def _percents(archive: zipfile.ZipFile, names: set[str], path: str) -> frozenset[bytes]:
    """Return the numbers of the styles that show a share of 1 as percent."""
    if _STYLES not in names:
        return frozenset()
    formats, found = {"9", "10"}, set()
    root = parse_xml(archive.read(_STYLES), path)
    for one in root.iter():
        if local_name(one) == "numFmt" and "%" in _QUOTED.sub("", one.attrib.get("formatCode", "")):
            formats.add(one.attrib.get("numFmtId", ""))
    for group in root:
        if local_name(group) == "cellXfs":
            found = {n for n, one in enumerate(group) if one.attrib.get("numFmtId") in formats}
    return frozenset(str(n).encode() for n in found)


def _facts(archive: zipfile.ZipFile, part: str, names: set[str], percents: frozenset[bytes]) -> SheetFacts:
    kinds = [kind for _, (kind, _) in _targets(archive, part, names)]
    xml = archive.read(part)
    return SheetFacts(
        dict(_shares(xml, percents)) | dict(_cells(xml)),
        pivot=any(kind.endswith("/pivotTable") for kind in kinds),
        pictures=any(kind.endswith("/drawing") for kind in kinds),
    )


def _shares(xml: bytes, percents: frozenset[bytes]) -> Iterator[tuple[tuple[int, int], Value]]:
    """Yield the numbers that are shown as percent, as people see them: 0.97 is the text `97%`."""
    if not percents:
        return
    style = re.compile(rb"""\bs=["'](?:%s)["']""" % b"|".join(sorted(percents)))
    if not style.search(xml):
        return
    for found in _CELL.finditer(xml):
        kind, stored = _TYPE.search(found[1]), _STORED.search(found[2] or b"")
        reference = _REFERENCE.search(found[1])
        if stored and reference and style.search(found[1]) and (kind is None or kind[1] == b"n"):
            yield (int(reference[2]), _column(reference[1])), as_percent(float(stored[1]))


def as_percent(share: float) -> str:
    """Return a share of 1 as people see it: `97%`."""
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


def _cells(xml: bytes) -> Iterator[tuple[tuple[int, int], Value]]:
    if not _MARKS.search(xml):
        return
    for found in _CELL.finditer(xml):
        head, body = found[1], found[2] or b""
        kind = _TYPE.search(head)
        formula = _FORMULA.search(body) if b"<" in body else None
        if formula is None and (kind is None or kind[1] not in (b"e", b"d")):
            continue
        value = _value(kind[1] if kind else b"n", body, formula)
        reference = _REFERENCE.search(head)
        if value is not None and reference:
            yield (int(reference[2]), _column(reference[1])), value


def _value(kind: bytes, body: bytes, formula: re.Match[bytes] | None) -> Value:
    stored = _STORED.search(body)
    text = unescape(stored[1].decode("utf-8", "replace")) if stored else ""
    if kind == b"e":
        return CellError(text or "#N/A")
    if kind == b"d":
        return _iso(text)
    if formula is not None and not text and kind != b"str":
        return NoValue(unescape((formula[1] or b"").decode("utf-8", "replace"))[:80])
    return None


def _iso(text: str) -> Value:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    plain = moment.replace(tzinfo=None) if text.endswith("Z") else moment
    return plain.date() if plain.time() == dt.time() and plain.tzinfo is None else plain


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
