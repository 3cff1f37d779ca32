"""Estimate how long a page takes to read, from everything of it that stands open.

Chinese is counted by characters (400 a minute) and everything else by words (220 a minute), which is what
adults read silently of plain business text; both are added up, since Chinese pages hold Latin words too.
Everything counts that a reader sees before unfolding anything: sentences, small print, lists, tables with
the rows that stand open, and where the data stand. What is folded counts with the words that it is folded
under, a chart or drawing with its finding, its note and five seconds to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.folding import SHOWN, WHOLE, open_first

__all__ = ["HAN_PER_MINUTE", "WORDS_PER_MINUTE", "minutes", "reading_seconds", "text_seconds"]

HAN_PER_MINUTE = 400
WORDS_PER_MINUTE = 220
_PICTURE_SECONDS = 5.0
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\u3400-\u4dbf\u4e00-\u9fff]+(?:[.,'’:%-][^\W\u3400-\u4dbf\u4e00-\u9fff]+)*")


def text_seconds(text: str) -> float:
    """Return how long one text takes to read, in seconds."""
    return 60 * (len(_HAN.findall(text)) / HAN_PER_MINUTE + len(_WORD.findall(text)) / WORDS_PER_MINUTE)


def reading_seconds(blocks: Iterable[b.Block]) -> float:
    """Return how long some blocks take to read, in seconds."""
    kept = tuple(blocks)
    pictures = sum(isinstance(block, b.Chart | b.Drawing) for block in kept)
    return sum(text_seconds(text) for block in kept for text in _texts(block)) + pictures * _PICTURE_SECONDS


def minutes(seconds: float) -> int:
    """Return whole minutes, rounded half up; nothing takes less than one."""
    return max(1, int(seconds / 60 + 0.5))


def _texts(block: b.Block) -> Iterator[str]:
    """Yield the texts of a block that stand open."""
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
            yield from (tile.title, *map(_seen, (tile.value, tile.status or "", tile.note)))
    else:
        yield from _plain_texts(block)


def _plain_texts(block: b.Block) -> Iterator[str]:
    if isinstance(block, b.Heading | b.Prose):
        yield block.text
    elif isinstance(block, b.Lead | b.Paragraph):
        yield _seen(block.content)
    elif isinstance(block, b.Items):
        yield from map(_seen, block.items if len(block.items) <= WHOLE else block.items[:SHOWN])
    elif isinstance(block, b.Facts):
        for name, value in block.pairs:
            yield from (name, _seen(value))
    elif isinstance(block, b.Chain):
        for name, contents in block.steps:
            yield from (name, *map(_seen, contents))
    elif isinstance(block, b.Chart):
        yield from (block.finding, block.unit, block.source, block.as_of)
    elif isinstance(block, b.Html | b.Widget):
        yield block.markdown if isinstance(block, b.Html) else block.press


def _table_texts(table: b.Table) -> Iterator[str]:
    if not table.rows:
        yield table.empty
        return
    yield table.caption
    yield from (column.title for column in table.columns)
    group = ""
    for row in open_first(table.rows, table.opened).shown:
        if row.group != group:
            group = row.group
            yield group
        yield from map(_seen, row.cells)
    if table.total:
        yield from map(_seen, table.total.cells)


def _seen(content: b.Content) -> str:
    """Return the words of inline content that a reader sees, the numbers beside bars among them."""
    if isinstance(content, str):
        return content
    if isinstance(content, tuple):
        return "".join(map(_seen, content))
    if isinstance(content, b.Spark):
        return ""
    if isinstance(content, b.Place):
        return f"data/{content.source}"
    return content.text
