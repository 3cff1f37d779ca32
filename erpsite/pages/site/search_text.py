"""Say what of a page can be searched for: title, lead, headings, sentences, and rows with an anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from erpsite.frozen import dataclass
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.plain_text import plain_text

__all__ = ["SearchPage", "SearchPart", "search_page"]

_PRESSING: tuple[b.Tone, ...] = ("red", "amber", "green", "grey", "blue")


@dataclass(frozen=True, slots=True)
class SearchPart:
    """Hold one place of a page that a result can lead to; all of it is plain text."""

    anchor: str
    title: str
    text: str = ""
    """Paragraphs, one a line."""
    chip: b.Chip | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hold what is known of one page; all of it is plain text."""

    url: str
    """Address of the page below the site's own."""
    title: str
    section: str = ""
    """Key of the section that its results stand under."""
    name: str = ""
    """What tells it from its neighbours in an address, such as the id of a record."""
    lead: str = ""
    chip: b.Chip | None = None
    """Status of the record that the page is of."""
    parts: tuple[SearchPart, ...] = ()
    """Headings with what stands below them; the first may have none and holds what comes before them."""
    rows: tuple[SearchPart, ...] = ()
    """Rows of tables that have an anchor."""


def search_page(page: SearchPage, blocks: Iterable[b.Block]) -> SearchPage:
    """Return the page with what its blocks say; tables say only their rows with an anchor."""
    blocks, leads, status = list(blocks), list[str](), None
    parts, anchor, heading, words = list[SearchPart](), "", "", list[str]()
    for block in blocks:
        if isinstance(block, b.Heading):
            parts.append(SearchPart(anchor, heading, _lines(words)))
            anchor, heading, words = block.anchor, block.text, []
        elif isinstance(block, b.Lead):
            leads.append(plain_text(block.content))
        else:
            words += _words(block)
            if status is None and isinstance(block, b.Facts):
                status = _status(value for _, value in block.pairs)
    parts.append(SearchPart(anchor, heading, _lines(words)))
    rows = tuple(row for block in blocks for row in _rows(block))
    return replace(
        page, lead=_lines(leads), chip=status if page.name else None, parts=tuple(parts), rows=rows
    )


def _lines(words: Iterable[str]) -> str:
    return "\n".join(word for word in words if word)


def _status(contents: Iterable[b.Content]) -> b.Chip | None:
    """Return the most pressing status: what goes badly by the numbers is not hidden by a stage or a claim."""
    return min(
        (part for one in contents for part in _inline(one) if isinstance(part, b.Chip)),
        key=lambda chip: _PRESSING.index(chip.tone),
        default=None,
    )


def _inline(content: b.Content) -> tuple[b.Inline, ...]:
    return content if isinstance(content, tuple) else (content,)


def _rows(block: b.Block) -> Iterator[SearchPart]:
    if isinstance(block, b.Details | b.Callout):
        for part in block.blocks:
            yield from _rows(part)
    elif isinstance(block, b.Table):
        said = [at for at, one in enumerate(block.columns) if one.kind == "text" and not one.wide and at]
        for row in block.rows:
            if row.anchor and not _leads_away(row.cells[0]):
                words = _lines(plain_text(row.cells[at]) for at in said)
                yield SearchPart(row.anchor, plain_text(row.cells[0]), words, _status(row.cells))


def _leads_away(cell: b.Cell) -> bool:
    """Say whether a row only names what has a page of its own, which is what a reader looks for."""
    return isinstance(cell, b.Link) and bool(cell.path)


def _words(block: b.Block) -> list[str]:
    if isinstance(block, b.Lead | b.Paragraph):
        return [plain_text(block.content)]
    if isinstance(block, b.Prose):
        return [block.text]
    if isinstance(block, b.Items):
        return [plain_text(item) for item in block.items]
    if isinstance(block, b.Facts):
        return [f"{name} {text}" for name, value in block.pairs if (text := plain_text(value))]
    if isinstance(block, b.Chain) and not block.repeated:
        return [plain_text(content) for _, contents in block.steps for content in contents]
    if isinstance(block, b.Callout):
        return [block.title, *(word for part in block.blocks for word in _words(part))]
    if isinstance(block, b.Details):
        return [block.summary, *(word for part in block.blocks for word in _words(part))]
    return []
