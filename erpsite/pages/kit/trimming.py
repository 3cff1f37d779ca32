"""Take out of drawn blocks every part, sentence, column and tile that is about what an edition hides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from erpsite.frozen import dataclass
from erpsite.i18n import Said
from erpsite.pages.kit import blocks as b

__all__ = ["Trimmer"]


@dataclass(frozen=True)
class Trimmer:
    """Know what is hidden by what each part of a page says that it is about, and by the pages it leads to.

    Words are never searched: a withheld value remembers what it is about, in a sentence too (`Withheld`).
    """

    words: str
    """What stands in the place of what is hidden."""
    hides: frozenset[str]
    """The topics that the edition hides."""
    pages: frozenset[str] = frozenset()
    """The pages that are about one of them."""

    def trimmed(self, blocks: Iterable[b.Block]) -> tuple[b.Block, ...]:
        """Return what is left of some blocks; a heading that nothing is left under goes, too."""
        whole = self._without_parts(blocks)
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

    def _without_parts(self, blocks: Iterable[b.Block]) -> list[b.Block]:
        """Return the blocks without each part whose heading is about something hidden."""
        kept: list[b.Block] = []
        level = 0
        for block in blocks:
            if isinstance(block, b.Heading) and (not level or block.level <= level):
                level = block.level if self.about(block) else 0
            if not level:
                kept.append(block)
        return kept

    def hidden(self, content: Any) -> bool:
        """Say whether a content, or anything in it, stands for something hidden or leads to a hidden page."""
        if isinstance(content, str):
            return isinstance(content, Said) and any(map(self._withheld, content.figures))
        if isinstance(content, tuple | list):
            return any(self.hidden(part) for part in content)
        if isinstance(content, b.Missing):
            return self._withheld(content) or self.hidden(content.reason)
        if isinstance(content, b.Link):
            return content.path in self.pages or self.hidden(content.text)
        return self.hidden(getattr(content, "text", ""))

    def about(self, part: Any) -> bool:
        """Say whether a part of a page declares that it is about something hidden."""
        return part.topic in self.hides

    def _withheld(self, value: Any) -> bool:
        return getattr(value, "topic", None) in self.hides

    def _block(self, block: b.Block) -> b.Block | None:
        match block:
            case b.Heading():
                return None if self.hidden(block.text) else block
            case b.Lead() | b.Paragraph():
                return None if self.about(block) or self.hidden(block.content) else block
            case b.Prose():
                return block
            case b.Table():
                return None if self.about(block) else self._table(block)
            case b.Chart():
                return None if self._figure_hidden(block) else block
            case b.Drawing():
                table = block.table
                return None if self._table(table) != table else block
            case b.Html() | b.Widget():
                return block
            case _:
                return self._group(block)

    def _group(self, block: b.Facts | b.Items | b.Tiles | b.Callout | b.Chain | b.Details) -> b.Block | None:
        """Return a block of several parts without those that are hidden; None where none is left."""
        match block:
            case b.Facts():
                pairs = tuple(pair for pair in block.pairs if not self._fact_hidden(block, *pair))
                return replace(block, pairs=pairs) if pairs else None
            case b.Items():
                items = tuple(item for item in block.items if not self.hidden(item))
                return replace(block, items=items) if items else None
            case b.Tiles():
                tiles = tuple(self._tile(tile) for tile in block.tiles if not self._tile_hidden(tile))
                return b.Tiles(tiles) if tiles else None
            case b.Callout():
                blocks = self.trimmed(block.blocks)
                empty = self.about(block) or self.hidden(block.title) or (bool(block.blocks) and not blocks)
                return None if empty else replace(block, blocks=blocks)
            case b.Chain():
                steps = tuple((name, self._parts(parts)) for name, parts in block.steps)
                return replace(block, steps=steps)
            case b.Details():
                blocks = self.trimmed(block.blocks)
                return (
                    None
                    if self.about(block) or self.hidden(block.summary) or not blocks
                    else replace(block, blocks=blocks)
                )

    def _parts(self, parts: Sequence[b.Content]) -> tuple[b.Content, ...]:
        left = tuple(part for part in parts if not self.hidden(part))
        return left if left or not parts else (b.Missing(self.words),)

    def _fact_hidden(self, facts: b.Facts, name: str, value: b.Content) -> bool:
        """Say whether a fact is hidden; a way through several pages is not, though one of them is empty."""
        several = isinstance(value, tuple) and sum(isinstance(part, b.Link) for part in value) > 1
        return facts.topics.get(name) in self.hides or (not several and self.hidden(value))

    def _tile_hidden(self, tile: b.Tile) -> bool:
        return self.about(tile) or tile.path in self.pages or self.hidden((tile.title, tile.value))

    def _tile(self, tile: b.Tile) -> b.Tile:
        return replace(tile, note="") if self.hidden(tile.note) else tile

    def _figure_hidden(self, figure: b.Chart) -> bool:
        shown = self.about(figure) or self.hidden((figure.finding, figure.alt, figure.unit))
        return shown or self._table(figure.table) != figure.table

    def _table(self, table: b.Table) -> b.Table | None:
        """Return a table without the columns that show nothing but what is hidden."""
        rows = (*table.rows, *((table.total,) if table.total else ()))
        gone = {place for place, column in enumerate(table.columns) if self.about(column)} | {
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
            caption="" if self.hidden(table.caption) else table.caption,
            empty="" if self.hidden(table.empty) else table.empty,
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
