"""Read workbooks and delimited files."""

from __future__ import annotations

from erpsite.ingest.delimited import read_delimited
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.importers import importer
from erpsite.ingest.jira_xml import looks_like_jira, read_jira
from erpsite.ingest.tables import ForeignTable
from erpsite.ingest.workbooks import ENDINGS, LARGEST, looks_like_workbook, read_workbook

__all__ = ["delimited", "jira_search", "workbook"]

_TEXTS = (".csv", ".tsv", ".txt", ".tab")
_WEB = (b"<html", b"<!doctype html", b"<table")


@importer(
    "workbook",
    about="Workbooks of Excel, WPS and LibreOffice (extra import)",
    endings=ENDINGS,
    knows=looks_like_workbook,
    place=80,
)
def workbook(data: bytes, path: str) -> tuple[ForeignTable, ...]:
    """Return the sheets of a workbook."""
    return read_workbook(data, path)


def _is_text(_data: bytes, name: str) -> bool:
    return name.lower().endswith(_TEXTS)


@importer(
    "delimited",
    about="CSV and TSV with any delimiter, in UTF-8, UTF-16 or GB18030",
    endings=_TEXTS,
    knows=_is_text,
    place=90,
)
def delimited(data: bytes, path: str) -> tuple[ForeignTable, ...]:
    """Return the one table of a delimited file."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_WEB):
        message = "{path} is a web page and no table; export the table as CSV, or save it as .xlsx"
        raise SourceFault(message, path=path)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        message = "{path} is a workbook that is called a text; give it the ending .xlsx (or .xls)"
        raise SourceFault(message, path=path)
    if len(data) > LARGEST:
        message = (
            "{path} holds {size} MB; at most {limit} MB are read: leave out what is not needed, or split it"
        )
        raise SourceFault(message, path=path, size=len(data) // 1_000_000, limit=LARGEST // 1_000_000)
    return (read_delimited(data, path),)


@importer(
    "jira-xml", about="Searches of Jira, exported as XML", endings=(".xml",), knows=looks_like_jira, place=45
)
def jira_search(data: bytes, path: str) -> tuple[ForeignTable, ...]:
    """Return the one table of a search."""
    return (read_jira(data, path),)
