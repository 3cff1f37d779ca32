"""Draw generated pages in tests, as both renderers see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.kit.contents import contents, declared_pages, page_blocks, page_entry
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.render.html import HtmlRenderer
from erpsite.pages.render.markdown import MarkdownRenderer

__all__ = [
    "book_of",
    "declared_of",
    "drawn",
    "entries_of",
    "framed",
    "lead_of",
    "opened",
    "table_of",
    "words_of",
]


def book_of(
    handbook: Handbook, language: str = "en", as_of: str = "", titles: Mapping[str, str] | None = None
) -> Book:
    """Return a book of a plan; `titles` stands in for the titles of the site's pages."""
    plan = state(handbook, as_of or handbook.default_as_of)
    return Book(plan, locale_of(language), titles=titles)


def drawn(entry: PageEntry, language: str = "en") -> str:
    """Return a page's HTML after proving that it also renders as Markdown and starts with its lead."""
    blocks = tuple(entry.draw())
    assert isinstance(blocks[0], b.Lead), entry.path
    locale = locale_of(language)
    assert MarkdownRenderer(locale, entry.path).render(entry.title, blocks).startswith("# ")
    return HtmlRenderer(locale, entry.path).render(blocks).html


def entries_of(book: Book, section: str) -> tuple[PageEntry, ...]:
    """Return the pages of one section of the site, in reading order."""
    return tuple(entry for entry in contents(book) if entry.section == section)


def declared_of(book: Book, section: str) -> tuple[PageEntry, ...]:
    """Return the pages of a section as declared, those that the plan has no data for among them."""
    return tuple(page_entry(book, one) for one in declared_pages().values() if one.section == section)


def framed(book: Book, path: str) -> tuple[b.Block, ...]:
    """Return everything that a page shows, with what its section adds."""
    return page_blocks(book, declared_pages()[path])


def lead_of(blocks: Iterable[b.Block]) -> str:
    """Return the words of the page's first sentence."""
    return next(plain_text(block.content) for block in blocks if isinstance(block, b.Lead))


def opened(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """Yield the blocks of a page, those within folded parts as well."""
    for block in blocks:
        yield block
        if isinstance(block, b.Details):
            yield from opened(block.blocks)


def table_of(blocks: Iterable[b.Block], name: str) -> b.Table:
    """Return the table of that name, also from within folded parts."""
    for block in blocks:
        if isinstance(block, b.Table) and block.name == name:
            return block
        if isinstance(block, b.Details | b.Callout) and any(
            isinstance(part, b.Table) and part.name == name for part in block.blocks
        ):
            return table_of(block.blocks, name)
    raise AssertionError(f"no table {name}")


def words_of(row: b.Row) -> list[str]:
    """Return a row's cells as words."""
    return [plain_text(cell) for cell in row.cells]
