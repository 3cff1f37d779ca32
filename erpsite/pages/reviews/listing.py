"""Draw the list of reviews, one line a month."""

from __future__ import annotations

from collections import Counter

from erpsite.analysis.state.plan_state import PlanState
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.page import last_review, page
from erpsite.pages.kit.subscriptions import subscriptions

__all__ = ["draw_listing"]


@page(
    "reviews/index",
    section="reviews",
    place=10,
    title="Monthly reviews",
    file=last_review,
)
def draw_listing(book: Book) -> tuple[b.Block, ...]:
    """Return the reviews held so far, the latest first."""
    tr, reviews = book.tr, book.state.reviews
    if not reviews:
        return (
            b.Lead(tr("No monthly review has been held yet.")),
            b.Callout("grey", tr("The first review is a file in data/reviews/, named by its month.")),
        )
    last = reviews[-1]
    counts = _counts(book.state)
    lead = tr(
        "{n} monthly reviews so far; in {month}, {green} initiatives on track, {amber} at risk, {red} off "
        "track.",
        n=len(reviews),
        month=book.locale.month(last.month),
        green=counts[Rag.GREEN],
        amber=counts[Rag.AMBER],
        red=counts[Rag.RED],
    )
    note = tr("On track, at risk and off track are what cost and slip say, not what owners declare.")
    return (
        b.Lead(lead),
        _table(book),
        subscriptions(book),
        b.Paragraph(
            (note, " ", b.Link(tr("How the status is computed"), "data/formulas", "rag")), small=True
        ),
    )


def _counts(now: PlanState) -> Counter[Rag]:
    return Counter(one.computed for one in now.initiatives.values() if one.running)


def _table(book: Book) -> b.Table:
    tr = book.tr
    columns = (
        b.Column("month", tr("Month"), "date"),
        b.Column("held", tr("Held on"), "date"),
        b.Column("green", tr("On track"), "number"),
        b.Column("amber", tr("At risk"), "number"),
        b.Column("red", tr("Off track"), "number"),
        b.Column("decisions", tr("Decisions"), "number"),
        b.Column("actions", tr("New actions"), "number"),
        b.Column("summary", tr("In short"), wide=True),
    )
    rows = []
    for review in reversed(book.state.reviews):
        counts = _counts(book.at(review.month).state)
        numbers = (
            counts[Rag.GREEN],
            counts[Rag.AMBER],
            counts[Rag.RED],
            len(review.decisions),
            len(review.actions),
        )
        rows.append(
            b.Row(
                (
                    b.Link(book.locale.month(review.month), f"reviews/{review.month}"),
                    book.day(review.held_on),
                    *(b.Number(number, str(number)) for number in numbers),
                    book.text(review.summary) or b.Missing(),
                ),
                source=review.where,
            )
        )
    return b.Table("reviews", columns, tuple(rows))
