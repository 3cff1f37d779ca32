"""Return what changed up to the month shown."""

from __future__ import annotations

from erpsite.analysis.reviews.changes import Change, month_before
from erpsite.model.quantity import next_month
from erpsite.pages.kit.book import Book

__all__ = [
    "approval_month",
    "changes_since_approval",
    "changes_since_review",
    "months_compared",
    "previous_month",
]


def previous_month(book: Book) -> str:
    """Return the month that the last review is compared with."""
    return month_before(book.handbook, book.state.as_of)


def approval_month(book: Book) -> str:
    """Return the month before the first review: the plan as it was approved."""
    return next_month(min([*book.handbook.reviews, book.state.as_of]), -1)


def months_compared(book: Book) -> list[str]:
    """Return the baseline's month, the months with a review and the month shown, earliest first."""
    reviewed = [review.month for review in book.state.reviews]
    return sorted({approval_month(book), *reviewed, book.state.as_of})


def changes_since_review(book: Book) -> tuple[Change, ...]:
    """Return what changed since the review before the month shown, the weightiest first."""
    return book.figures.changes(previous_month(book), book.state.as_of)


def changes_since_approval(book: Book) -> tuple[Change, ...]:
    """Return what changed since the plan was approved, the weightiest first."""
    return book.figures.changes(approval_month(book), book.state.as_of)
