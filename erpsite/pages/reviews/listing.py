"""Draw the list of reviews, one line a month."""

from __future__ import annotations

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
    then = book.at(last.month)
    lead = tr(
        "{n} monthly reviews so far; in {month} {green} of {running} running initiatives are declared on "
        "track, {amber} at risk and {red} off track; by cost and slip {numbers} are off track.",
        n=book.count(book.figures.reviews_held),
        month=book.locale.month(last.month),
        running=then.count(then.figures.initiatives_running),
        green=then.count(then.figures.declared(Rag.GREEN)),
        amber=then.count(then.figures.declared(Rag.AMBER)),
        red=then.count(then.figures.declared(Rag.RED)),
        numbers=then.count(then.figures.computed(Rag.RED)),
    )
    note = tr("Declared is what owners say; by cost and slip is what the numbers say.")
    return (
        b.Lead(lead, topic="money"),
        _table(book),
        subscriptions(book),
        b.Paragraph(
            (note, " ", b.Link(tr("How the status is computed"), "data/formulas", "rag")),
            small=True,
            topic="money",
        ),
    )


def _table(book: Book) -> b.Table:
    tr = book.tr
    columns = (
        b.Column("month", tr("Month"), "date"),
        b.Column("held", tr("Held on"), "date"),
        b.Column("green", tr("Declared on track"), "number"),
        b.Column("amber", tr("Declared at risk"), "number"),
        b.Column("red", tr("Declared off track"), "number"),
        b.Column("numbers", tr("Off track by cost and slip"), "number", topic="money"),
        b.Column("decisions", tr("Decisions"), "number"),
        b.Column("actions", tr("New actions"), "number"),
        b.Column("summary", tr("In short"), wide=True),
    )
    rows = []
    for review in reversed(book.state.reviews):
        then = book.at(review.month)
        numbers = (
            *(then.count(then.figures.declared(rag)) for rag in (Rag.GREEN, Rag.AMBER, Rag.RED)),
            then.count(then.figures.computed(Rag.RED)),
            then.count("review.decisions", len(review.decisions), review.month),
            then.count("review.actions", len(review.actions), review.month),
        )
        rows.append(
            b.Row(
                (
                    b.Link(book.locale.month(review.month), f"reviews/{review.month}"),
                    book.day(review.held_on),
                    *numbers,
                    book.text(review.summary) or b.Missing(),
                ),
                source=review.where,
            )
        )
    return b.Table("reviews", columns, tuple(rows))
