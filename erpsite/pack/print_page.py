"""Render pages for paper: one document, links inside it only, charts as pictures, no table without end."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from erpsite.escaping import escape
from erpsite.pages.kit import blocks as b
from erpsite.pages.render import HtmlRenderer

__all__ = ["LONGEST_TABLE", "PrintRenderer"]

LONGEST_TABLE = 200
"""Rows from which a table goes to the workbook alone."""


_SPARK_INK = {
    '<path class="es-spark-target"': '<path fill="none" stroke="#4a5b6a" stroke-dasharray="3 2"',
    "<path d=": '<path fill="none" stroke="#1f6ea6" stroke-width="1.6" d=',
    "<circle": '<circle fill="#1f6ea6"',
}
"""What the site's style sheet says of sparklines; it does not reach into pictures on paper."""


@dataclass
class PrintRenderer(HtmlRenderer):
    """Render the blocks of one page of the document; `pages` are the paths that it holds."""

    abroad: ClassVar[bool] = True
    whole: ClassVar[bool] = True
    pages: frozenset[str] = frozenset()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Each figure's SVG by `path/name`; one that is missing is replaced by its table."""

    def identifier(self, anchor: str) -> str:
        """Return an id that is unique in the document."""
        return f"{page_id(self.here)}--{anchor}"

    def _in_link(self, part: b.Link) -> str:
        path = part.path or self.here
        if path not in self.pages:
            return escape(part.text)
        target = f"{page_id(path)}--{part.anchor}" if part.anchor else page_id(path)
        return f'<a href="#{escape(target)}">{escape(part.text)}</a>'

    def _in_place(self, part: b.Place) -> str:
        return f'<code class="es-place">{escape(f"data/{part.source}")}</code>'

    def _in_spark(self, part: b.Spark) -> str:
        svg = super()._in_spark(part)
        for old, new in _SPARK_INK.items():
            svg = svg.replace(old, new)
        return svg

    def _heading(self, block: b.Heading) -> str:
        # PDF/UA: no level is left out on the way down, whatever a page's blocks leave out.
        self.level = level = min(block.level, self.level + 1, 4)
        return f'<h{level} id="{escape(self.identifier(block.anchor))}">{escape(block.text)}</h{level}>'

    def _tile(self, tile: b.Tile) -> str:
        return super()._tile(replace(tile, path="", topic=None))

    def _table(self, block: b.Table) -> str:
        if len(block.rows) > LONGEST_TABLE:
            message = self.locale.tr(
                "This table has {rows} rows and is left out of the printed pack; it is in the workbook.",
                rows=self.locale.number(len(block.rows), 0),
            )
            return f'<p class="es-empty">{escape(message)}</p>'
        return super()._table(block).replace('id="table-', f'id="{page_id(self.here)}--table-', 1)

    def _details(self, block: b.Details) -> str:
        inner = "".join(self.block(part) for part in block.blocks)
        return f'<div class="es-details"><p class="es-details-title">{escape(block.summary)}</p>{inner}</div>'

    def _chart(self, block: b.Chart) -> str:
        note = self.locale.join([part for part in (block.unit, block.source, block.as_of) if part])
        caption = (
            f"<figcaption><strong>{escape(block.finding)}</strong>"
            f'<span class="es-note">{escape(note)}</span></figcaption>'
        )
        picture = self.pictures.get(f"{self.here}/{block.name}")
        if picture is None:
            return f'<div class="es-figure">{caption}{self._table(block.table)}</div>'
        source = base64.b64encode(picture).decode("ascii")
        alt = escape(block.alt or block.finding)
        image = f'<img src="data:image/svg+xml;base64,{source}" alt="{alt}">'
        return f'<figure class="es-figure">{caption}{image}</figure>'

    def _drawing(self, block: b.Drawing) -> str:
        return self._table(block.table)

    def _widget(self, block: b.Widget) -> str:  # noqa: ARG002 - paper has no scripts
        return ""


def page_id(path: str) -> str:
    """Return the id of a page within the document."""
    return path.replace("/", "-")
