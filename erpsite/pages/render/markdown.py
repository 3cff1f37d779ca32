"""Render blocks as plain Markdown, which any static site engine can build."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from erpsite.i18n import Locale
from erpsite.pages.kit import blocks as b
from erpsite.pages.render.prose_markdown import escape_line, escape_words, prose_markdown

__all__ = ["MarkdownRenderer"]

_escape = escape_line


@dataclass
class MarkdownRenderer:
    """Render the blocks of one page; `here` is its path."""

    locale: Locale
    here: str = "index"

    def render(self, title: str, blocks: Iterable[b.Block]) -> str:
        """Return the page as Markdown, with its title as the first heading."""
        parts = [f"# {_escape(title)}", *(self.block(block) for block in blocks)]
        return "\n\n".join(part for part in parts if part) + "\n"

    def block(self, block: b.Block) -> str:
        """Return the Markdown of one block."""
        draw: Callable[[Any], str] = getattr(self, f"_{type(block).__name__.lower()}")
        return draw(block)

    def inline(self, content: b.Content) -> str:
        """Return the Markdown of some inline content."""
        if isinstance(content, tuple):
            return "".join(self.inline(part) for part in content)
        if isinstance(content, str):
            return escape_words(content)
        if isinstance(content, b.Strong):
            return f"**{_escape(content.text)}**"
        if isinstance(content, b.Link | b.Away):
            return f"[{_escape(content.text)}]({self._target(content)})"
        if isinstance(content, b.Chip):
            return f"{b.SHAPES[content.tone]} {_escape(content.text)}"
        if isinstance(content, b.Missing):
            return _escape(content.reason) or "–"
        if isinstance(content, b.Spark):
            return _escape(content.label)
        if isinstance(content, b.Place):
            return f"`data/{content.source}`"
        if isinstance(content, b.Code):
            return f"[`{content.text}`]({self._target(content)})" if content.path else f"`{content.text}`"
        return _escape(content.text)

    def _target(self, link: b.Link | b.Away | b.Code) -> str:
        if isinstance(link, b.Away):
            return link.url
        mark = f"#{link.anchor}" if isinstance(link, b.Link) and link.anchor else ""
        if not link.path or link.path == self.here:
            return mark or "#"
        up = "../" * self.here.count("/")
        ending = "" if "." in link.path.rpartition("/")[2] else ".md"
        return f"{up}{link.path}{ending}{mark}"

    def _heading(self, block: b.Heading) -> str:
        return f"{'#' * block.level} {_escape(block.text)} {{ #{block.anchor} }}"

    def _lead(self, block: b.Lead) -> str:
        return self.inline(block.content)

    def _paragraph(self, block: b.Paragraph) -> str:
        return self.inline(block.content)

    def _prose(self, block: b.Prose) -> str:
        return prose_markdown(block.text)

    def _table(self, block: b.Table) -> str:
        if not block.rows:
            return _escape(block.empty or self.locale.tr("Nothing here yet."))
        rows = [*block.rows, block.total] if block.total else list(block.rows)
        lines = [
            "| " + " | ".join(_escape(column.title) for column in block.columns) + " |",
            "|" + "|".join("---:" if column.kind == "number" else "---" for column in block.columns) + "|",
        ]
        for row in rows:
            cells = [self.inline(cell).replace("\n", " ") for cell in row.cells]
            if row.anchor:
                cells[0] = f'<span id="{row.anchor}"></span>{cells[0]}'
            lines.append("| " + " | ".join(cells) + " |")
        caption = [f"**{_escape(block.caption)}**", ""] if block.caption else []
        return "\n".join([*caption, *lines])

    def _facts(self, block: b.Facts) -> str:
        return "\n".join(f"- **{_escape(name)}** {self.inline(value)}" for name, value in block.pairs)

    def _items(self, block: b.Items) -> str:
        mark = "1." if block.ordered else "-"
        return "\n".join(f"{mark} {self.inline(item)}" for item in block.items)

    def _tiles(self, block: b.Tiles) -> str:
        lines = []
        for tile in block.tiles:
            title = self.inline(b.Link(tile.title, tile.path)) if tile.path else _escape(tile.title)
            note = f" — {self.inline(tile.note)}" if tile.note else ""
            lines.append(f"- {title}: **{self.inline(tile.value)}**{note}")
        return "\n".join(lines)

    def _callout(self, block: b.Callout) -> str:
        inner = "\n\n".join(self.block(part) for part in block.blocks)
        return "\n".join(
            "> " + line for line in f"**{_escape(block.title)}**\n\n{inner}".rstrip().split("\n")
        )

    def _chain(self, block: b.Chain) -> str:
        return "\n".join(
            f"1. **{_escape(label)}** " + " ".join(self.inline(content) for content in contents)
            for label, contents in block.steps
        )

    def _details(self, block: b.Details) -> str:
        return "\n\n".join([f"**{_escape(block.summary)}**", *(self.block(part) for part in block.blocks)])

    def _chart(self, block: b.Chart) -> str:
        return f"**{_escape(block.finding)}**\n\n{self._table(block.table)}"

    def _html(self, block: b.Html) -> str:
        return block.markdown

    def _drawing(self, block: b.Drawing) -> str:
        return self._table(block.table)

    def _widget(self, block: b.Widget) -> str:  # noqa: ARG002 - Markdown has no scripts
        return ""
