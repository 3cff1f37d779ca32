"""Put the blocks of pages into the words of slides."""

from __future__ import annotations

import re

from erpsite.i18n import Translator
from erpsite.pages.kit import blocks as b

__all__ = ["cell_of", "clean", "count_words", "says_nothing", "signed", "words_of"]

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\r\n\v\f]+")


def clean(text: str) -> str:
    """Return a text on one line, without characters that a file of Office cannot hold."""
    return _BLANKS.sub(" ", _NOT_IN_XML.sub("", text)).strip()


def signed(chip: b.Chip) -> str:
    """Return a status as a sign and a word, so that colour never stands alone."""
    return f"{b.SHAPES[chip.tone]}\u00a0{chip.text}"


def words_of(content: b.Content) -> str:
    """Return inline content as words; what is only drawn, such as a sparkline, says nothing here."""
    return clean(_words(content)).rstrip(" ·")


def _words(content: b.Content) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, tuple):
        return "".join(map(_words, content))
    if isinstance(content, b.Chip):
        return signed(content)
    if isinstance(content, b.Link) and "." in content.path.rpartition("/")[2]:
        return ""  # a file to download
    if isinstance(content, b.Missing):
        return content.reason or "–"
    if isinstance(content, b.Spark):
        return ""
    if isinstance(content, b.Place):
        return f"data/{content.source}"
    return content.text


def cell_of(content: b.Cell) -> tuple[str, b.Tone | None]:
    """Return the words of a cell, and the tone of the first status in it."""
    parts = content if isinstance(content, tuple) else (content,)
    tone = next((part.tone for part in parts if isinstance(part, b.Chip)), None)
    return words_of(content), tone


def says_nothing(column: int, rows: tuple[b.Row, ...]) -> bool:
    """Say whether a column is only drawn, or empty, so that a slide has nothing to write in it."""
    return not any(words_of(row.cells[column]) for row in rows if column < len(row.cells))


def count_words(tr: Translator, first: int, last: int, every: int) -> str:
    """Return which rows of how many a slide shows."""
    if first == last:
        return tr("item {n} of {all}", n=first, all=every)
    return tr("{first} to {last} of {all}", first=first, last=last, all=every)
