"""Estimate how long a page takes to read, from the blocks it is made of.

Chinese is counted by characters (400 a minute) and everything else by words (220 a minute), which is what
adults read silently of plain business text; both are added up, since Chinese pages hold Latin words too.
Headings, sentences, lists, facts and chains are read in full. A table is looked into, not read: its
caption, its column titles and its first three rows count. Notes in small print, folded parts and the
numbers drawn as bars and lines do not count; a figure counts as its finding and five seconds to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.plain_text import plain_text

__all__ = ["HAN_PER_MINUTE", "WORDS_PER_MINUTE", "minutes", "reading_seconds", "text_seconds"]

HAN_PER_MINUTE = 400
WORDS_PER_MINUTE = 220
_ROWS_READ = 3
_FIGURE_SECONDS = 5.0
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\u3400-\u4dbf\u4e00-\u9fff]+(?:[.,'’:%-][^\W\u3400-\u4dbf\u4e00-\u9fff]+)*")


def text_seconds(text: str) -> float:
    """Return how long one text takes to read, in seconds."""
    return 60 * (len(_HAN.findall(text)) / HAN_PER_MINUTE + len(_WORD.findall(text)) / WORDS_PER_MINUTE)


def reading_seconds(blocks: Iterable[b.Block]) -> float:
    """Return how long some blocks take to read, in seconds."""
    kept = tuple(blocks)
    figures = sum(isinstance(block, b.Chart) for block in kept)
    return sum(text_seconds(text) for block in kept for text in _texts(block)) + figures * _FIGURE_SECONDS


def minutes(seconds: float) -> int:
    """Return whole minutes, rounded half up; nothing takes less than one."""
    return max(1, int(seconds / 60 + 0.5))


def _texts(block: b.Block) -> Iterator[str]:
    """Yield the texts of a block that a reader reads."""
    if isinstance(block, b.Table):
        yield from _table_texts(block)
    elif isinstance(block, b.Callout):
        yield block.title
        for part in block.blocks:
            yield from _texts(part)
    elif isinstance(block, b.Details):
        yield block.summary
        for part in block.blocks if block.open else ():
            yield from _texts(part)
    elif isinstance(block, b.Tiles):
        for tile in block.tiles:
            yield from (tile.title, plain_text(tile.value), plain_text(tile.note))
    else:
        yield from _plain_texts(block)


def _plain_texts(block: b.Block) -> Iterator[str]:
    if isinstance(block, b.Heading | b.Prose):
        yield block.text
    elif isinstance(block, b.Lead) or (isinstance(block, b.Paragraph) and not block.small):
        yield plain_text(block.content)
    elif isinstance(block, b.Items):
        yield from map(plain_text, block.items)
    elif isinstance(block, b.Facts):
        for name, value in block.pairs:
            yield from (name, plain_text(value))
    elif isinstance(block, b.Chain):
        for name, contents in block.steps:
            yield from (name, *map(plain_text, contents))
    elif isinstance(block, b.Chart):
        yield block.finding


def _table_texts(table: b.Table) -> Iterator[str]:
    yield table.caption
    yield from (column.title for column in table.columns)
    for row in table.rows[:_ROWS_READ]:
        yield from map(plain_text, row.cells)
    if not table.rows:
        yield table.empty
