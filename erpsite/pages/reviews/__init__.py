"""Draw the monthly reviews and the registers over all of them."""

from __future__ import annotations

from functools import partial

from erpsite.issues import Source
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.reviews.assumptions import draw_assumptions
from erpsite.pages.reviews.listing import draw_listing
from erpsite.pages.reviews.month import draw_month
from erpsite.pages.reviews.registers import draw_actions, draw_decisions
from erpsite.pages.reviews.slips import draw_slips

__all__ = ["entries"]


def entries(book: Book) -> tuple[PageEntry, ...]:
    """Return the list of reviews, the registers, and a page for each review up to the month shown."""
    tr, last = book.tr, book.state.reviews[-1].where if book.state.reviews else Source("")
    months = tuple(
        PageEntry(
            f"reviews/{review.month}",
            tr("Review of {month}", month=book.locale.month(review.month)),
            "reviews",
            partial(draw_month, book, review.month),
            review.where,
            parent="reviews/index",
            description=book.text(review.summary),
        )
        for review in reversed(book.state.reviews)
    )
    return (
        PageEntry("reviews/index", tr("Monthly reviews"), "reviews", partial(draw_listing, book), last),
        PageEntry("reviews/actions", tr("Actions"), "reviews", partial(draw_actions, book), last),
        PageEntry(
            "reviews/decisions",
            tr("Decisions"),
            "reviews",
            partial(draw_decisions, book),
            Source("decisions.yml"),
        ),
        PageEntry("reviews/assumptions", tr("Assumptions"), "reviews", partial(draw_assumptions, book), last),
        PageEntry("reviews/slips", tr("Moved dates"), "reviews", partial(draw_slips, book), last),
        *months,
    )
