"""Take out of drawn blocks every sentence, cell and tile that would show what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.plain_text import plain_text

__all__ = ["Trimmer"]


@dataclass(frozen=True)
class Trimmer:
    """Know hidden values by the words that are printed in their place, and by the pages they lead to."""

    words: str
    pages: frozenset[str] = frozenset()
    about: re.Pattern[str] | None = None
    """What a title or a sentence of the interface that speaks of a hidden topic matches."""

    def trimmed(self, blocks: Iterable[b.Block]) -> tuple[b.Block, ...]:
        """Return what is left of some blocks; a heading that nothing is left under goes, too."""
        whole = list(blocks)
        left = [self._block(block) for block in whole]
        kept: list[b.Block] = []
        lost = False
        for old, new in zip(whole, left, strict=True):
            if isinstance(old, b.Heading) and lost:
                _drop_empty(kept, old.level)
            if isinstance(old, b.Heading):
                lost = False
            if new is None:
                lost = True
            else:
                kept.append(new)
        if lost:
            _drop_empty(kept, 0)
        return tuple(kept)

    def hidden(self, content: Any) -> bool:
        """Say whether a content, or anything in it, stands for something hidden."""
        if isinstance(content, str):
            return self.words in content
        if isinstance(content, tuple | list):
            return any(self.hidden(part) for part in content)
        if isinstance(content, b.Link):
            return content.path in self.pages or self.hidden(content.text)
        if isinstance(content, b.Missing):
            return self.hidden(content.reason)
        if isinstance(content, b.Place):
            return False
        return self.words in plain_text(content)

    def speaks(self, content: Any) -> bool:
        """Say whether the interface speaks of a hidden topic; names of records in links do not count."""
        if self.about is None:
            return False
        if isinstance(content, tuple | list):
            return any(self.speaks(part) for part in content)
        if isinstance(content, b.Missing):
            return bool(self.about.search(content.reason))
        if isinstance(content, b.Link | b.Place | b.Code | b.Progress | b.Spark):
            return False
        return bool(self.about.search(plain_text(content)))

    def _gone(self, content: Any) -> bool:
        return self.hidden(content) or self.speaks(content)

    def _block(self, block: b.Block) -> b.Block | None:
        match block:
            case b.Heading():
                return None if self.words in block.text else block
            case b.Lead() | b.Paragraph():
                return None if self._gone(block.content) else block
            case b.Prose():
                return block
            case b.Table():
                return self._table(block)
            case b.Figure():
                return None if self._figure_hidden(block) else block
            case b.Drawing():
                return None if self._table(block.table) != block.table else block
            case b.Html():
                return None if self.words in block.html else block
            case b.Widget():
                return block
            case _:
                return self._group(block)

    def _group(self, block: b.Facts | b.Items | b.Tiles | b.Callout | b.Chain | b.Details) -> b.Block | None:
        """Return a block of several parts without those that are hidden; None where none is left."""
        match block:
            case b.Facts():
                pairs = tuple(pair for pair in block.pairs if not self._fact_hidden(*pair))
                return b.Facts(pairs) if pairs else None
            case b.Items():
                items = tuple(item for item in block.items if not self._gone(item))
                return replace(block, items=items) if items else None
            case b.Tiles():
                tiles = tuple(self._tile(tile) for tile in block.tiles if not self._tile_hidden(tile))
                return b.Tiles(tiles) if tiles else None
            case b.Callout():
                blocks = self.trimmed(block.blocks)
                empty = self._gone(block.title) or (bool(block.blocks) and not blocks)
                return None if empty else replace(block, blocks=blocks)
            case b.Chain():
                steps = tuple((name, self._parts(parts)) for name, parts in block.steps)
                return replace(block, steps=steps)
            case b.Details():
                blocks = self.trimmed(block.blocks)
                return None if self._gone(block.summary) or not blocks else replace(block, blocks=blocks)

    def _parts(self, parts: Sequence[b.Content]) -> tuple[b.Content, ...]:
        left = tuple(part for part in parts if not self._gone(part))
        return left if left or not parts else (b.Missing(self.words),)

    def _fact_hidden(self, name: str, value: b.Content) -> bool:
        """Say whether a fact is hidden; a way through several pages is not, though one of them is empty."""
        several = isinstance(value, tuple) and sum(isinstance(part, b.Link) for part in value) > 1
        return self.speaks(name) or self.hidden(name) or (not several and self.hidden(value))

    def _tile_hidden(self, tile: b.Tile) -> bool:
        return tile.path in self.pages or self._gone((tile.title, tile.value))

    def _tile(self, tile: b.Tile) -> b.Tile:
        return replace(tile, note="") if self._gone(tile.note) else tile

    def _figure_hidden(self, figure: b.Figure) -> bool:
        return (
            self._gone((figure.finding, figure.alt, figure.unit)) or self._table(figure.table) != figure.table
        )

    def _table(self, table: b.Table) -> b.Table | None:
        """Return a table without the columns that show nothing but what is hidden."""
        rows = (*table.rows, *((table.total,) if table.total else ()))
        gone = {place for place, column in enumerate(table.columns) if self.speaks(column.title)} | {
            place
            for place in range(len(table.columns))
            if any(self.hidden(row.cells[place]) for row in rows if place < len(row.cells))
            and all(_no_value(row.cells[place]) for row in rows if place < len(row.cells))
        }
        if gone and (len(gone) >= len(table.columns) - 1 or not rows):
            return None
        return replace(
            table,
            columns=tuple(column for place, column in enumerate(table.columns) if place not in gone),
            rows=tuple(self._row(row, gone) for row in table.rows),
            caption="" if self._gone(table.caption) else table.caption,
            empty="" if self._gone(table.empty) else table.empty,
            total=self._row(table.total, gone) if table.total else None,
        )

    def _row(self, row: b.Row, gone: set[int]) -> b.Row:
        cells = (cell for place, cell in enumerate(row.cells) if place not in gone)
        return replace(
            row, cells=tuple(b.Missing(self.words) if self.hidden(cell) else cell for cell in cells)
        )


def _no_value(cell: b.Cell) -> bool:
    """Say whether a cell shows no value, or only words that stand for a hidden one."""
    if isinstance(cell, tuple):
        return all(_no_value(part) for part in cell)
    return not isinstance(cell, b.Number | b.When | b.Progress | b.Spark | b.Chip | b.Link)


def _drop_empty(kept: list[b.Block], level: int) -> None:
    """Drop the last headings where nothing follows them before a heading of that level."""
    while kept and isinstance(last := kept[-1], b.Heading) and last.level >= level:
        kept.pop()
