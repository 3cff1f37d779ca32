"""Say what of a page can be searched for: its title, headings and sentences, not its tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from erpsite.escaping import escape_between_tags
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.plain_text import plain_text

__all__ = ["SearchSection", "search_sections"]


@dataclass(frozen=True, slots=True)
class SearchSection:
    """Hold one entry of the search index; `html` is its text as escaped paragraphs."""

    anchor: str
    title: str
    html: str


def search_sections(title: str, blocks: Iterable[b.Block]) -> list[SearchSection]:
    """Return a section for the page, one for each heading, and one for each row with an anchor."""
    sections, records, anchor, name, words = [], list[SearchSection](), "", title, list[str]()
    for block in blocks:
        records += _records(block)
        if isinstance(block, b.Heading):
            sections.append(_section(anchor, name, words))
            anchor, name, words = block.anchor, block.text, []
        else:
            words += _words(block)
    sections.append(_section(anchor, name, words))
    return sections + records


def _records(block: b.Block) -> list[SearchSection]:
    if isinstance(block, b.Details | b.Callout):
        return [section for part in block.blocks for section in _records(part)]
    if not isinstance(block, b.Table):
        return []
    return [SearchSection(row.anchor, plain_text(row.cells[0]), "") for row in block.rows if row.anchor]


def _section(anchor: str, title: str, words: list[str]) -> SearchSection:
    return SearchSection(
        anchor, title, "".join(f"<p>{escape_between_tags(word)}</p>" for word in words if word)
    )


def _words(block: b.Block) -> list[str]:
    if isinstance(block, b.Lead | b.Paragraph):
        return [plain_text(block.content)]
    if isinstance(block, b.Prose):
        return [block.text]
    if isinstance(block, b.Items):
        return [plain_text(item) for item in block.items]
    if isinstance(block, b.Facts):
        return [f"{name} {plain_text(value)}" for name, value in block.pairs]
    if isinstance(block, b.Chain) and not block.repeated:
        return [plain_text(content) for _, contents in block.steps for content in contents]
    if isinstance(block, b.Callout):
        return [block.title, *(word for part in block.blocks for word in _words(part))]
    if isinstance(block, b.Details):
        return [block.summary, *(word for part in block.blocks for word in _words(part))]
    return []
