"""Suggest which pages a reader opens first, by role."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import declared_pages, page_titles
from erpsite.pages.kit.page import Reader

__all__ = ["reading_paths"]


def reading_paths(book: Book) -> b.Facts:
    """Return the pages for each role under their titles, the latest review first, then as they declare it."""
    tr, titles = book.tr, page_titles(book)
    names: dict[Reader, str] = {
        "executive": tr("As an executive"),
        "business": tr("As a business lead"),
        "it": tr("As an IT lead"),
        "finance": tr("As a finance lead"),
    }
    review = (f"reviews/{book.state.reviews[-1].month}",) if book.state.reviews else ()
    return b.Facts(
        tuple(
            (name, _path([(path, titles[path]) for path in (*review, *_opened(role)) if path in titles]))
            for role, name in names.items()
        )
    )


def _opened(role: Reader) -> tuple[str, ...]:
    pages = [page for page in declared_pages().values() if role in page.opened_by]
    return tuple(page.path for page in sorted(pages, key=lambda page: page.opened_by[role]))


def _path(pages: list[tuple[str, str]]) -> b.Content:
    parts: list[b.Inline] = []
    for path, title in pages:
        if parts:
            parts.append(" → ")
        parts.append(b.Link(title, path))
    return tuple(parts) if parts else b.Missing()
