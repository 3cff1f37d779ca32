"""Turn a text that people wrote into safe HTML: a little Markdown is allowed, everything else is inert."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import nh3

from erpsite.escaping import escape
from erpsite.pages.render import prose_tree as t
from erpsite.pages.render.prose_words import Part, prose_words

__all__ = ["heading_levels", "prose_html", "prose_lines"]

_MARKUP = re.compile(
    "[\\\\`*_\\[\\]<>#|~\r\v\f\x85\u2028\u2029]|^\\s*(?:[-+=•●]|\\d+[.)、])|https?://|[ ]\n|\t", re.MULTILINE
)
_TAGS = {
    "p", "br", "strong", "em", "code", "ul", "ol", "li", "blockquote", "a", "del", "pre", "hr",
    "h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"}, "ol": {"start"}, "th": {"scope", "class"}, "td": {"class"}, "table": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
}  # fmt: skip
_SIDES = {"right": ' class="es-number"', "center": "", "left": "", "": ""}


@lru_cache(maxsize=4096)
def prose_html(text: str, level: int = 3, *, abroad: bool = False) -> str:
    """Return the text as sanitised HTML; links may only lead to http, https or mail, or stay on the site.

    `level` is that of the text's first headings, below those of the page; `abroad` is said where the text
    is read outside the site: only absolute addresses lead anywhere there. Takes time linear in the text's
    length. A text without any Markdown character, which is nearly every one, never meets the reader.
    """
    if not _MARKUP.search(text) and not _between_han(text):
        parts = re.split(r"\n\s*\n", text.strip())
        return "".join(f"<p>{escape(part)}</p>" for part in parts)
    tree = t.prose_tree(text)
    html = _Html(heading_levels(tree, level), abroad).blocks(tree)
    return str(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener",
        )
    )


def prose_lines(text: str, *, abroad: bool = False) -> str:
    """Return a text for a place that holds words already: HTML whose one paragraph has no frame."""
    html = prose_html(text, abroad=abroad)
    one = html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>")
    return html[3:-4] if one else html


def _between_han(text: str) -> bool:
    """Say whether a line ends between two Han characters, where no blank may come."""
    return "\n" in text and any(ord(letter) > 0x2E7F for letter in text)


def heading_levels(tree: Iterable[t.Block], first: int) -> dict[int, int]:
    """Return the level on the page of each level of heading that the text has: no level is left out."""
    used = sorted(_used(tree))
    return {level: min(first + place, 6) for place, level in enumerate(used)}


def _used(tree: Iterable[t.Block]) -> set[int]:
    found: set[int] = set()
    for block in tree:
        if isinstance(block, t.Heading):
            found.add(block.level)
        elif isinstance(block, t.Quote):
            found |= _used(block.blocks)
        elif isinstance(block, t.Written):
            for item in block.items:
                found |= _used(item)
    return found


class _Html:
    """Writes a tree as HTML; every word is escaped here."""

    def __init__(self, levels: dict[int, int], abroad: bool) -> None:
        self.levels, self.abroad = levels, abroad

    def blocks(self, tree: Iterable[t.Block], *, bare: bool = False) -> str:
        return "".join(self.block(block, bare=bare) for block in tree)

    def block(self, block: t.Block, *, bare: bool) -> str:
        match block:
            case t.Paragraph(text):
                return self.words(text) if bare else f"<p>{self.words(text)}</p>"
            case t.Heading(level, text):
                return f"<h{self.levels[level]}>{self.words(text)}</h{self.levels[level]}>"
            case t.Written(items, start, tight):
                inner = "".join(f"<li>{self.blocks(item, bare=tight)}</li>" for item in items)
                number = f' start="{start}"' if start not in (None, 1) else ""
                return f"<ul>{inner}</ul>" if start is None else f"<ol{number}>{inner}</ol>"
            case t.Quote(blocks):
                return f"<blockquote>{self.blocks(blocks)}</blockquote>"
            case t.Fence(text):
                return f"<pre><code>{escape(text)}</code></pre>"
            case t.Table():
                return self.table(block)
            case _:
                return "<hr>"

    def table(self, block: t.Table) -> str:
        sides = [_SIDES[side] for side in block.sides]
        head = "".join(
            f'<th scope="col"{side}>{self.words(cell)}</th>'
            for cell, side in zip(block.head, sides, strict=True)
        )
        rows = "".join(
            "<tr>"
            + "".join(f"<td{side}>{self.words(cell)}</td>" for cell, side in zip(row, sides, strict=True))
            + "</tr>"
            for row in block.rows
        )
        label = escape(", ".join(block.head))
        return (
            f'<div class="es-table" tabindex="0" role="group" aria-label="{label}"><table class="es-grid">'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def words(self, text: str) -> str:
        open_links: list[bool] = []
        return "".join(self.part(part, open_links) for part in prose_words(text))

    def part(self, part: Part, open_links: list[bool]) -> str:
        match part.kind:
            case "text":
                return escape(part.text)
            case "code":
                return f"<code>{escape(part.text)}</code>"
            case "open":
                return "".join(f"<{name}>" for name in part.text.split())
            case "close":
                return "".join(f"</{name}>" for name in part.text.split())
            case "link":
                open_links.append(":" in part.text or not self.abroad)
                return f'<a href="{escape(part.text)}">' if open_links[-1] else ""
            case "unlink":
                return "</a>" if open_links.pop() else ""
            case "hard":
                return "<br>\n"
            case _:
                return "\n"
