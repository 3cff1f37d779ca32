"""Name the pages of the pre-read, in reading order."""

from __future__ import annotations

from erpsite.pages.kit.book import Book

__all__ = ["PAGES", "page_title"]

PAGES = (
    "brief", "health", "last-year", "pain-points", "maturity", "opportunities", "draft-plan", "questions",
)  # fmt: skip
"""Names below `preread/`, in reading order."""


def page_title(book: Book, path: str) -> str:
    """Return the title of a page of the pre-read by its path."""
    tr = book.tr
    return {
        "brief": tr("Brief"),
        "health": tr("System health"),
        "last-year": tr("Last year"),
        "pain-points": tr("Pain points"),
        "maturity": tr("Maturity"),
        "opportunities": tr("Opportunities"),
        "draft-plan": tr("Draft plan"),
        "questions": tr("Questions to think about"),
    }[path.removeprefix("preread/")]
