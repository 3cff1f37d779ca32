"""Read off a page's blocks which figures its numbers are, and which numbers say no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from erpsite.i18n import Said, known_languages, translator
from erpsite.model import Handbook
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.plain_text import plain_text
from tests.messages import messages_in

__all__ = ["Line", "lines_of", "names_with_digits", "unnamed"]


@dataclass(frozen=True)
class Line:
    """Hold one number of a page with the figure it is and the words around it."""

    figure: b.FigureName
    value: float
    text: str
    words: str
    """The sentence, tile or cell that says it."""


def lines_of(blocks: Iterable[b.Block]) -> Iterator[Line]:
    """Return every named number of some blocks."""
    for content in _contents(blocks):
        words = plain_text(content)
        for number in _numbers(content):
            if number.figure is not None:
                yield Line(number.figure, float(number.value), number.text, words)


def _contents(blocks: Iterable[b.Block]) -> Iterator[b.Content]:
    """Return everything that is said in some blocks, cell by cell; a tile is one saying."""
    for block in blocks:
        yield from _said(block)
        if isinstance(block, b.Callout | b.Details):
            yield from _contents(block.blocks)


def _said(block: b.Block) -> Iterable[b.Content]:
    match block:
        case b.Lead() | b.Paragraph():
            return (block.content,)
        case b.Tiles():
            return [_tile(tile) for tile in block.tiles]
        case b.Table():
            return _cells(block)
        case b.Facts():
            return [_flat((name, " ", value)) for name, value in block.pairs]
        case b.Items():
            return block.items
        case b.Chain():
            return [part for _, parts in block.steps for part in parts]
        case b.Callout():
            return (block.title,)
        case b.Details():
            return (block.summary,)
        case b.Chart():
            return (block.finding, *_cells(block.table))
        case _:
            return ()


def _tile(tile: b.Tile) -> b.Content:
    return _flat((tile.title, " ", tile.value, " ", tile.note))


def _flat(parts: tuple[b.Content, ...]) -> b.Content:
    return tuple(one for part in parts for one in (part if isinstance(part, tuple) else (part,)))


def _cells(table: b.Table) -> Iterator[b.Content]:
    """Return a table's cells, each with the title of its column, which says the basis."""
    yield table.caption
    for row in (*table.rows, *((table.total,) if table.total else ())):
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield _flat((column.title, " ", cell))


def _numbers(content: b.Content) -> Iterator[b.Number]:
    if isinstance(content, tuple):
        for part in content:
            yield from _numbers(part)
    elif isinstance(content, b.Number):
        yield content
    elif isinstance(content, b.Progress):
        if content.number is not None:
            yield content.number
    elif isinstance(content, Said):
        yield from (one for one in content.figures if isinstance(one, b.Number))
    elif isinstance(content, b.Link | b.Strong | b.Chip):
        yield from _numbers(content.text)
    elif isinstance(content, b.Missing):
        yield from _numbers(content.reason)


_ROOT = Path(__file__).parents[2]
_DATES = re.compile(
    r"\d{4}年\d+月\d+日|\d{4}年\d+月|\d{4}年[一二三四]季度|\d+月|\d{4}年度?"
    r"|\d+\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s\d{4}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
    r"|Q[1-4] \d{4}|\b20\d\d\b|\d\d:\d\d"
)
_DIGIT = re.compile(r"\d")
_FIXED = re.compile(r" of 25\b|25分|满分25|满分5分|of 100\b|满分100|/25\b|TOP 5|of 5\b|5级|T−28|80%")
"""Numbers that the interface's own words hold: the top of a scale, the name of a list."""


@cache
def _constants() -> tuple[str, ...]:
    """Return the interface's own words around a number that they hold themselves, such as `below 1 is`."""
    texts = {message for message, _ in messages_in(_ROOT / "erpsite")}
    texts |= {
        text for language in known_languages() for text in (translator(language).messages or {}).values()
    }
    parts = {part.strip() for text in texts for part in re.split(r"\{[^}]*\}", text)}
    # A short piece could stand by chance beside a number that is a figure.
    found = {part for part in parts if _DIGIT.search(part) and len(re.findall(r"[^\W\d]", part)) >= 5}
    return tuple(sorted(found, key=len, reverse=True))


def unnamed(blocks: Iterable[b.Block], names: Iterable[str]) -> Iterator[str]:
    """Return what sentences, tiles and totals say with a number that names no figure.

    Days, months and years are no figures, nor are digits in names that people gave.
    """
    known = sorted(names, key=len, reverse=True)
    for block in blocks:
        match block:
            case b.Lead() | b.Paragraph():
                said: tuple[b.Content, ...] = (block.content,)
            case b.Tiles():
                said = tuple(_flat((tile.value, " ", tile.note)) for tile in block.tiles)
            case b.Table() if block.total is not None:
                said = block.total.cells
            case b.Callout() | b.Details():
                said = ()
                yield from unnamed(block.blocks, known)
            case _:
                said = ()
        for content in said:
            if re.search(r"\d", _left(content, known)):
                yield plain_text(content)


def _left(content: b.Content, names: list[str]) -> str:
    """Return what is left of a content without its named numbers, days and names."""
    if isinstance(content, tuple):
        return " ".join(_left(part, names) for part in content)
    if isinstance(content, b.When | b.Place | b.Code | b.Spark):
        return ""
    if isinstance(content, b.Number):
        return "" if content.figure else content.text
    if isinstance(content, b.Progress):
        return "" if content.number and content.number.figure else content.text
    text = (
        content
        if isinstance(content, str)
        else content.reason
        if isinstance(content, b.Missing)
        else content.text
    )
    left = str(text)
    if not _DIGIT.search(left):  # nothing that could be a number
        return left
    for name in names:
        left = left.replace(name, "")
    for words in _constants():
        left = left.replace(words, "")
    left = _FIXED.sub("", _DATES.sub("", left))
    if isinstance(text, Said):
        for one in sorted(text.figures, key=lambda one: len(one.text), reverse=True):
            left = left.replace(one.text, "", 1)
    return left


def names_with_digits(handbook: Handbook) -> set[str]:
    """Return the texts and ids of a plan that hold a digit."""
    found = {text for text in _texts(vars(handbook)) if _DIGIT.search(text)}
    return {text for text in found if re.search(r"[^\d\W]", text)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _texts(dict(value))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(key)
            yield from _texts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Text):
        yield from (value.in_(language) for language in known_languages())
