"""Draw the list of reviews, one line a month."""

from __future__ import annotations

from erpsite.model.plan import Rag
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import text_cell
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.page import last_review, page
from erpsite.pages.kit.subscriptions import subscriptions

__all__ = ["draw_listing"]


@page(
    "reviews/index",
    section="reviews",
    needs=("reviews",),
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
    reviews = [(review, book.at(review.month)) for review in reversed(book.state.reviews)]

    def declared(key: str, title: str, rag: Rag) -> Col[tuple[Review, Book]]:
        return spread(key, title, lambda _, then: then.count(then.figures.declared(rag)), "number")

    return Rows(reviews, source=lambda row: row[0].where).table(
        "reviews",
        spread(
            "month",
            tr("Month"),
            lambda one, _: b.Link(book.locale.month(one.month), f"reviews/{one.month}"),
            "date",
        ),
        spread("held", tr("Held on"), lambda one, _: book.day(one.held_on), "date"),
        declared("green", tr("Declared on track"), Rag.GREEN),
        declared("amber", tr("Declared at risk"), Rag.AMBER),
        declared("red", tr("Declared off track"), Rag.RED),
        spread(
            "numbers",
            tr("Off track by cost and slip"),
            lambda _, then: then.count(then.figures.computed(Rag.RED)),
            "number",
            topic="money",
        ),
        spread(
            "decisions",
            tr("Decisions"),
            lambda one, then: then.count("review.decisions", len(one.decisions), one.month),
            "number",
        ),
        spread(
            "actions",
            tr("New actions"),
            lambda one, then: then.count("review.actions", len(one.actions), one.month),
            "number",
        ),
        spread("summary", tr("In short"), lambda one, _: text_cell(book, one.summary), wide=True),
    )
