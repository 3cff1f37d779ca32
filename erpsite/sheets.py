"""Know what a workbook can hold, for all that write one: names of sheets, texts of cells, widths."""

from __future__ import annotations

import datetime as dt
import re

__all__ = [
    "FIRST_DAY", "LONGEST_CELL", "MOST_ROWS", "NARROWEST", "WIDEST", "cell_text", "column_width",
    "sheet_name", "text_width",
]  # fmt: skip

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
"""Rows below that of the names."""
WIDEST, NARROWEST = 60, 8
FIRST_DAY = dt.date(1900, 3, 1)
"""Spreadsheets count days wrongly before it; earlier days stay text."""
_SHEET_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f\x7f]")
_BETWEEN_WORDS = " ,;–-（(，、；·"
_EXPLANATION = re.compile(r"(?<=\S)[:：]")
"""A title that is too long loses what it explains behind its colon."""
_RESERVED = frozenset({"history"})
"""Excel keeps this name for itself."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that a sheet may have: at most 31 characters, none forbidden, none taken."""
    before = _EXPLANATION.split(title)[0] if len(title) > _SHEET_LENGTH else title
    clean = " ".join(_FORBIDDEN.sub(" ", before).split()) or "-"
    name, number = _cut(clean, _SHEET_LENGTH), 2
    while name.casefold() in taken or name.casefold() in _RESERVED:
        ending = f" {number}"
        name, number = _cut(clean, _SHEET_LENGTH - len(ending)) + ending, number + 1
    taken.add(name.casefold())
    return name


def _cut(text: str, most: int) -> str:
    """Return the text within `most` UTF-16 units, as the format counts them, cut between two words."""
    kept, room = "", most
    for character in text:
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            break
        kept += character
    if kept == text:
        return text
    between = text[len(kept)] in _BETWEEN_WORDS
    words = kept if between else kept[: max(kept.rfind(mark) for mark in _BETWEEN_WORDS) + 1]
    # A name of one long word, or of Han characters, which stand without blanks, is cut where it must be.
    return (words if len(words) > most // 3 else kept).rstrip(_BETWEEN_WORDS)


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it: without what XML cannot say, and not longer than a cell may be."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST_CELL]


def column_width(widths: int) -> int:
    """Return the width of a column in characters whose widest text is so wide."""
    return min(max(widths + 2, NARROWEST), WIDEST)


def text_width(text: str) -> int:
    """Return how wide a text is in characters, a Han character counting two."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)
