"""Find what an edition shows because something is hidden: what changes with a topic is about that topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from erpsite.model import Handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.site.site_map import site_map
from tests.pages.drawing import book_of

__all__ = ["said_on", "sayings", "told_without"]


_LEFT_OUT = (
    "This page is not in this edition",
    "Parts of this page are not",
    "The minutes of",
    "What people wrote",
)
"""What an edition says of what it leaves out."""
_COUNTS = ("min to read", "An executive is through in", "can be downloaded as CSV")
"""What is counted anew: the time to read what is left, and the files."""


def said_on(whole: Handbook, language: str) -> dict[str, set[str]]:
    """Return by page what the whole handbook says."""
    return {entry.path: set(sayings(entry.draw())) for entry in site_map(book_of(whole, language))}


def told_without(whole: Mapping[str, set[str]], edition: Handbook, language: str) -> dict[str, list[str]]:
    """Return by page what the edition says and `whole` does not: nobody declared its topic.

    Where suppliers are hidden, a page that counts them says "0 suppliers": a sentence that is false, and that
    the whole handbook has not. A sentence that differs only by the words that stand for a name or an amount
    is the same one.
    """
    full = {path: said | {edition.cut(one) for one in said if edition.cut} for path, said in whole.items()}
    found: dict[str, list[str]] = {}
    for entry in site_map(book_of(edition, language)):
        more = [one for one in sayings(entry.draw()) if one not in full.get(entry.path, ())]
        more = [one for one in more if not one.startswith(_LEFT_OUT) and not any(c in one for c in _COUNTS)]
        if more:
            found[entry.path] = more
    return found


def sayings(blocks: Iterable[b.Block]) -> Iterator[str]:  # noqa: C901 - one case a kind of block
    """Yield what some blocks say in the interface's words: sentences, titles, facts, tiles; no rows."""
    for block in blocks:
        match block:
            case b.Lead() | b.Paragraph():
                yield plain_text(block.content)
            case b.Heading():
                yield block.text
            case b.Items():
                yield from map(plain_text, block.items)
            case b.Facts():
                yield from (f"{name}: {plain_text(value)}" for name, value in block.pairs)
            case b.Tiles():
                for tile in block.tiles:
                    yield f"{tile.title}: {plain_text(tile.value)}"
                    yield plain_text(tile.note)
            case b.Callout():
                yield block.title
                yield from sayings(block.blocks)
            case b.Details():
                yield block.summary
                yield from sayings(block.blocks)
            case b.Table():
                yield from (column.title for column in block.columns)
                yield block.empty if not block.rows else ""
                yield block.caption
            case b.Chart():
                yield block.finding
            case _:
                pass
