"""Suggest which pages a reader opens first, by role."""

from __future__ import annotations

from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.site.page_titles import page_titles

__all__ = ["reading_paths"]

_PATHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("executive", ("data/changes", "plan/initiatives", "plan/risks", "plan/kpis", "preread/brief")),
    ("business", ("preread/pain-points", "plan/objectives", "plan/roadmap", "plan/kpis", "reviews/actions")),
    ("it", ("preread/health", "plan/roadmap", "plan/resources", "plan/risks", "data/plan-check")),
    ("finance", ("plan/resources", "preread/last-year", "plan/portfolio", "reviews/decisions", "plan/kpis")),
)


def reading_paths(book: Book) -> b.Facts:
    """Return the pages for each role, in reading order, under their titles; the latest review stands "
    "first."""
    tr, titles = book.tr, page_titles(book)
    names = {
        "executive": tr("As an executive"),
        "business": tr("As a business lead"),
        "it": tr("As an IT lead"),
        "finance": tr("As a finance lead"),
    }
    review = (f"reviews/{book.state.reviews[-1].month}",) if book.state.reviews else ()
    return b.Facts(
        tuple(
            (names[role], _path([(path, titles[path]) for path in (*review, *paths) if path in titles]))
            for role, paths in _PATHS
        )
    )


def _path(pages: list[tuple[str, str]]) -> b.Content:
    parts: list[b.Inline] = []
    for path, title in pages:
        if parts:
            parts.append(" → ")
        parts.append(b.Link(title, path))
    return tuple(parts) if parts else b.Missing()
