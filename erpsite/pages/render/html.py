"""Render blocks as HTML; every text is escaped here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any, ClassVar

from erpsite.escaping import escape
from erpsite.frozen import dataclass
from erpsite.i18n import Locale
from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.folding import SHOWN, WHOLE
from erpsite.pages.kit.links import Addresses
from erpsite.pages.kit.source_pages import LINES, MOST_LINES, source_address, source_pattern
from erpsite.pages.kit.tones import tone_word
from erpsite.pages.render.long_tables import IN_A_FILE, Room
from erpsite.pages.render.prose import prose_html, prose_lines
from erpsite.pages.render.spark import spark_svg
from erpsite.pages.render.table_html import TableWriter

__all__ = ["HtmlRenderer", "Rendered", "TocEntry"]

MOST_DRAWN = 80_000
"""Letters of what a script draws that stand in a page: of more a chart shows its table, and a widget's data
lie beside the page."""
TALLEST = 1400
"""Pixels of a chart that stands open; a taller one is folded."""
_SOME_LINE = 987654321
"""A line that no file has, to find out where in a URL the number of the line stands."""


class _Methods(dict[type, str]):
    """Hold the name of the method that draws each kind of block, or of what stands in a line."""

    def __init__(self, start: str) -> None:
        super().__init__()
        self.start = start

    def __missing__(self, kind: type) -> str:
        plain = next((one for one in (str, tuple) if issubclass(kind, one)), kind)
        self[kind] = name = f"{self.start}{plain.__name__.lower()}"
        return name


_BLOCKS, _INLINE = _Methods("_"), _Methods("_in_")


@dataclass(frozen=True, slots=True)
class TocEntry:
    """Hold one heading for the page's table of contents."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Hold a page's HTML and its headings."""

    html: str
    toc: tuple[TocEntry, ...]


@dataclass
class HtmlRenderer:
    """Render the blocks of one page; `here` is its path, `source_url` the address of a line of data."""

    locale: Locale
    here: str = "index"
    addresses: Addresses = field(default_factory=Addresses)
    source_url: Callable[[Source], str | None] | None = None
    abroad: ClassVar[bool] = False
    """Whether the document is read outside the site, where addresses within it lead nowhere."""
    whole: ClassVar[bool] = False
    """Whether every table stands whole, as on paper, however long it is."""
    level: int = 1
    """Level of the last heading; the page's title is the first."""
    room: Room = field(default_factory=Room)
    """What the rows of tables may still take of this page."""
    folded: int = 0
    """Parts around the block that is written which are folded away."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What goes into files beside the page: long tables for spreadsheets, and their further rows."""

    def render(self, blocks: Iterable[b.Block]) -> Rendered:
        """Return the HTML of the blocks, in order, and their headings."""
        kept, self.level = list(blocks), 1
        toc = tuple(TocEntry(x.level, x.text, x.anchor) for x in kept if isinstance(x, b.Heading))
        return Rendered("\n".join(self.block(block) for block in kept), toc)

    def block(self, block: b.Block) -> str:
        """Return the HTML of one block."""
        draw: Callable[[Any], str] = getattr(self, _BLOCKS[type(block)])
        return draw(block)

    def inline(self, content: b.Content) -> str:
        """Return the HTML of some inline content."""
        draw: Callable[[Any], str] = getattr(self, _INLINE[type(content)])
        return draw(content)

    def flow(self, content: b.Content) -> str:
        """Return the HTML of content where blocks may stand: a text of several lines keeps its own."""
        if isinstance(content, str) and "\n" in content:
            return prose_lines(content, abroad=self.abroad)
        return self.inline(content)

    def url(self, path: str, anchor: str = "") -> str:
        """Return the URL of a page as seen from this one."""
        return self.addresses.url(self.here, path, anchor)

    @property
    def self_url(self) -> str:
        """Return the address of this page from a file beside it."""
        return self.addresses.file_of(self.here).rpartition("/")[2]

    def beside(self, name: str) -> str:
        """Return the name of a file that lies beside this page and is its own."""
        own = self.self_url.removesuffix(".html")
        return name if own == "index" else f"{own}.{name}"

    def identifier(self, anchor: str) -> str:
        """Return the id that an anchor gets in this document."""
        return anchor

    def _in_str(self, text: str) -> str:
        return escape(text)

    def _in_tuple(self, parts: tuple[b.Inline, ...]) -> str:
        return "".join([self.inline(part) for part in parts])

    def _in_strong(self, part: b.Strong) -> str:
        return f"<strong>{escape(part.text)}</strong>"

    def _in_link(self, part: b.Link) -> str:
        return f'<a href="{escape(self.url(part.path, part.anchor))}">{escape(part.text)}</a>'

    def _in_away(self, part: b.Away) -> str:
        url = part.url if part.url.startswith(("https://", "http://")) else self._beside_site(part.url)
        return f'<a href="{escape(url)}">{escape(part.text)}</a>'

    def _beside_site(self, url: str) -> str:
        end = "/" if url.endswith("/") else ""
        return self.addresses.asset(self.here, url.rstrip("/")) + end

    def _in_chip(self, part: b.Chip) -> str:
        shape = b.SHAPES[part.tone]
        return (
            f'<span class="es-chip es-{part.tone}"><span aria-hidden="true">{shape}</span> '
            f"{escape(part.text)}</span>"
        )

    def _in_number(self, part: b.Number) -> str:
        return f'<span class="es-num">{escape(part.text)}</span>'

    def _in_when(self, part: b.When) -> str:
        value = part.value if isinstance(part.value, str) else part.value.isoformat()
        return f'<time datetime="{escape(value)}">{escape(part.text)}</time>'

    def _in_missing(self, part: b.Missing) -> str:
        if not part.reason:
            return f'<span class="es-missing" aria-label="{escape(self.locale.tr("no value"))}">–</span>'
        return f'<span class="es-missing">{escape(part.reason)}</span>'

    def _in_progress(self, part: b.Progress) -> str:
        width = min(max(part.share, 0), 1) * 100
        mark = ""
        if part.expected is not None:
            mark = f'<i style="left:{min(max(part.expected, 0), 1) * 100:.0f}%"></i>'
        return (
            f'<span class="es-bar es-{part.tone}"><span class="es-track" aria-hidden="true">'
            f'<b style="width:{width:.0f}%"></b>{mark}</span> '
            f'<span class="es-num">{escape(part.text)}</span></span>'
        )

    def _in_spark(self, part: b.Spark) -> str:
        return spark_svg(part)

    def _in_place(self, part: b.Place) -> str:
        text = escape(f"data/{part.source}")
        url = self.source_url(part.source) if self.source_url and part.source.path else None
        if url is None:
            return f'<code class="es-place">{text}</code>'
        return f'<a class="es-place" href="{escape(url)}"><code>{text}</code></a>'

    def _in_code(self, part: b.Code) -> str:
        code = f"<code>{escape(part.text)}</code>"
        return f'<a href="{escape(self.url(part.path))}">{code}</a>' if part.path else code

    def _heading(self, block: b.Heading) -> str:
        self.level = block.level
        anchor = escape(self.identifier(block.anchor))
        title = escape(self.locale.tr("Link to this section"))
        mark = f'<a class="headerlink" href="#{anchor}" title="{title}">¶</a>'
        return f'<h{block.level} id="{anchor}">{escape(block.text)}{mark}</h{block.level}>'

    def _lead(self, block: b.Lead) -> str:
        return f'<p class="es-lead">{self.inline(block.content)}</p>'

    def _paragraph(self, block: b.Paragraph) -> str:
        kind = ' class="es-note"' if block.small else ""
        if isinstance(block.content, str) and "\n" in block.content:
            kind = "es-note" if block.small else "es-prose"
            return f'<div class="{kind}">{self._written(block.content)}</div>'
        return f"<p{kind}>{self.inline(block.content)}</p>"

    def _prose(self, block: b.Prose) -> str:
        return f'<div class="es-prose">{self._written(block.text)}</div>'

    def _written(self, text: str) -> str:
        return prose_html(text, self.level + 1, abroad=self.abroad)

    def _table(self, block: b.Table) -> str:
        return TableWriter(self, block).write()

    def _facts(self, block: b.Facts) -> str:
        pairs = "".join(
            f"<div><dt>{escape(name)}</dt><dd>{self.flow(value)}</dd></div>" for name, value in block.pairs
        )
        return f'<dl class="es-facts">{pairs}</dl>'

    def _items(self, block: b.Items) -> str:
        """Return a list; of a long one the first items, and the others folded where it stands open."""
        items = block.items
        if len(items) <= WHOLE or self.whole or self.folded:
            return self._list(items, block.ordered, 1)
        more = self.locale.tr.plural("{n} more", "{n} more", len(items) - SHOWN)
        rest = self._list(items[SHOWN:IN_A_FILE], block.ordered, SHOWN + 1)
        if left := len(items) - IN_A_FILE if len(items) > IN_A_FILE else 0:
            words = self.locale.tr.plural(
                "and {n} more, not listed here", "and {n} more, not listed here", left
            )
            rest += f'<p class="es-note">{escape(words)}</p>'
        fold = f'<details class="es-rest"><summary>{escape(more)}</summary>{rest}</details>'
        return self._list(items[:SHOWN], block.ordered, 1) + fold

    def _list(self, items: Iterable[b.Content], ordered: bool, first: int) -> str:
        inner = "".join(f"<li>{self.flow(item)}</li>" for item in items)
        if not ordered:
            return f"<ul>{inner}</ul>"
        return f"<ol>{inner}</ol>" if first == 1 else f'<ol start="{first}">{inner}</ol>'

    def _tiles(self, block: b.Tiles) -> str:
        return f'<div class="es-tiles">{"".join(self._tile(tile) for tile in block.tiles)}</div>'

    def _tile(self, tile: b.Tile) -> str:
        tone = f" es-tone-{tile.tone}" if tile.tone else ""
        title, status = escape(tile.title), self._status(tile)
        if tile.path:
            title = f'<a href="{escape(self.url(tile.path))}">{title}</a>'
        note = f'<p class="es-tile-note">{self.inline(tile.note)}</p>' if tile.note else ""
        value = f'<p class="es-tile-value">{self.inline(tile.value)}</p>{status}'
        return f'<div class="es-tile{tone}"><p class="es-tile-title">{title}</p>{value}{note}</div>'

    def _status(self, tile: b.Tile) -> str:
        """Return the status of a tile as a word with its sign; nothing where its value says so itself."""
        if tile.tone is None or tile.tone == "blue" or isinstance(tile.value, b.Missing | b.Chip):
            return ""
        chip = tile.status or b.Chip(tile.tone, tone_word(self.locale.tr, tile.tone))
        return f'<p class="es-tile-status">{self._in_chip(chip)}</p>'

    def _callout(self, block: b.Callout) -> str:
        inner = "".join(self.block(part) for part in block.blocks)
        shape = f'<span aria-hidden="true">{b.SHAPES[block.tone]}</span>'
        title = f'<p class="es-callout-title">{shape} {escape(block.title)}</p>'
        return f'<div class="es-callout es-tone-{block.tone}">{title}{inner}</div>'

    def _chain(self, block: b.Chain) -> str:
        steps = []
        for label, contents in block.steps:
            inner = "".join(f"<p>{self.inline(content)}</p>" for content in contents)
            steps.append(f'<li><p class="es-step">{escape(label)}</p>{inner}</li>')
        return f'<ol class="es-chain">{"".join(steps)}</ol>'

    def _details(self, block: b.Details) -> str:
        self.folded += 1
        inner = "".join(self.block(part) for part in block.blocks)
        self.folded -= 1
        state = " open" if block.open else ""
        return f"<details{state}><summary>{escape(block.summary)}</summary>{inner}</details>"

    def _chart(self, block: b.Chart) -> str:
        safe = _json_in_html(block.spec)
        if len(safe) > MOST_DRAWN and not self.whole:
            return self._undrawn(block)
        alt = escape(block.alt or block.finding)
        note = escape(self.locale.join([part for part in (block.unit, block.source, block.as_of) if part]))
        table = self._details(b.Details(self.locale.tr("The figures as a table"), (block.table,)))
        self.room.take(safe)
        figure = self._figure(block, safe, alt, note, table)
        if block.height <= TALLEST or self.folded or self.whole:
            return figure
        n = len(block.table.rows)
        words = self.locale.tr.plural("The chart of {n} row", "The chart of {n} rows", n)
        return f'<details class="es-rest"><summary>{escape(words)}</summary>{figure}</details>'

    def _undrawn(self, block: b.Chart) -> str:
        """Return the finding and the table of a chart of more bars than anybody could tell apart."""
        note = escape(self.locale.join([part for part in (block.unit, block.source, block.as_of) if part]))
        table = self._details(b.Details(self.locale.tr("The figures as a table"), (block.table,)))
        return (
            f'<div class="es-undrawn" data-search-exclude id="figure-{escape(block.name)}">'
            f'<p><strong>{escape(block.finding)}</strong></p><p class="es-note">{note}</p>{table}</div>'
        )

    def _figure(self, block: b.Chart, safe: str, alt: str, note: str, table: str) -> str:
        return (
            f'<figure class="es-figure" data-search-exclude id="figure-{escape(block.name)}">'
            f"<figcaption><strong>{escape(block.finding)}</strong>"
            f'<span class="es-note">{note}</span>{self._download()}</figcaption>'
            f'<div class="es-chart" style="height:{block.height}px" data-alt="{alt}">'
            f"<template>{safe}</template></div>{table}</figure>"
        )

    def _download(self) -> str:
        return (
            f'<button type="button" class="es-download">{escape(self.locale.tr("Download as CSV"))}</button>'
        )

    def _html(self, block: b.Html) -> str:
        return block.html

    def _drawing(self, block: b.Drawing) -> str:
        html = block.draw(self.url)
        self.room.take(html)
        return html

    def _widget(self, block: b.Widget) -> str:
        sources = {path: self._line_pattern(path) for path in block.sources}
        data = {**block.data, "urls": {path: self.url(path) for path in block.paths}, "sources": sources}
        if sources:
            data["lines"] = [LINES, MOST_LINES]
        name, held = escape(block.name), _json_in_html(data)
        press = (
            f'<button type="button" class="es-press">{escape(block.press)}</button>' if block.press else ""
        )
        if len(held) <= MOST_DRAWN or self.whole:
            return (
                f'<div class="es-widget" data-es-widget="{name}" data-search-exclude hidden>'
                f"<template>{held}</template>{press}</div>"
            )
        file = self.beside(f"widget-{block.name}.js")
        self.files[file] = f"(window.erpsiteData = window.erpsiteData || {{}})[{name!r}] = {held};\n".encode()
        return (
            f'<div class="es-widget" data-es-widget="{name}" data-es-data="{escape(file)}" '
            f"data-search-exclude hidden>{press}</div>"
        )

    def _line_pattern(self, path: str) -> str | None:
        """Return the URL of a data file with `{line}` where the number of the line goes.

        Where the site carries the file in pages, the number of the page goes to `{page}`: nothing for the
        first, `-2` for the second.
        """
        url = self.source_url(Source(path, _SOME_LINE)) if self.source_url else None
        if url is None:
            return None
        pages = url.replace(source_address(path, _SOME_LINE), source_pattern(path))
        return pages.replace(str(_SOME_LINE), "{line}")


def _json_in_html(value: object) -> str:
    """Return JSON that can stand between tags."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("&", "\\u0026")
