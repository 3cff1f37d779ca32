"""Name the handbook's own pages wherever data or other pages point to them by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, once

__all__ = ["page_link", "page_links", "page_titles"]


def page_titles(book: Book) -> Mapping[str, str]:
    """Return the title of every generated page by its path."""
    return _titles(book) if book.titles is None else book.titles


@once
def _titles(book: Book) -> dict[str, str]:
    from erpsite.pages.site.site_map import site_map  # noqa: PLC0415 - the site map lists the pages that ask

    return {entry.path: entry.title for entry in site_map(book)}


def page_link(book: Book, path: str, anchor: str = "") -> b.Inline:
    """Return a link to a page under its title; a path that no page has stays plain text."""
    title = page_titles(book).get(path)
    return b.Link(title, path, anchor) if title else path


def page_links(book: Book, paths: Iterable[str]) -> b.Content:
    """Return links to several pages, separated as the language separates; a dash where there is none."""
    parts: list[b.Inline] = []
    for path in paths:
        if parts:
            parts.append(book.locale.join(("", "")))
        parts.append(page_link(book, path))
    return tuple(parts) if parts else b.Missing()
