"""Draw the home page: where the plan stands, what changed, what comes next."""

from __future__ import annotations

from functools import partial

from erpsite.pages.home.dashboard import draw_home
from erpsite.pages.kit.book import Book, PageEntry

__all__ = ["entries"]


def entries(book: Book) -> tuple[PageEntry, ...]:
    """Return the home page."""
    return (
        PageEntry(
            "index", book.tr("Home"), "home", partial(draw_home, book), book.handbook.plan.where,
            description=book.tr("Where the annual plan stands, what changed, and what comes next."),
        ),
    )  # fmt: skip
