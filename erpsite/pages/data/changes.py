"""Draw what changed since the last review, and since the plan was approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from erpsite.analysis.reviews.changes import Change, month_before
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.changes import change_word, folded_changes
from erpsite.pages.kit.changes.compare import compare_widget
from erpsite.pages.kit.changes.since import (
    approval_month,
    changes_since_approval,
    changes_since_review,
    months_compared,
    previous_month,
)
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.page import page

__all__ = ["draw_changes", "months_table"]

_MOST_SHOWN = 20


@page(
    "data/changes",
    section="data",
    needs=("reviews", "initiatives"),
    place=70,
    title="Changes",
    description="What changed since the last review, and since the plan was approved.",
    file="reviews",
    opened_by={"executive": 1},
)
def draw_changes(book: Book) -> tuple[b.Block, ...]:
    """Return the changes since the last review and since approval."""
    tr = book.tr
    if not book.state.reviews:
        return (
            b.Lead(tr("The plan has had no review yet, so it stands as it was approved.")),
            b.Callout("grey", tr("Fill data/{file} and this page appears.", file="reviews/")),
        )
    recent, all_since = changes_since_review(book), changes_since_approval(book)
    return (
        b.Lead(_lead(book, recent, all_since)),
        b.Paragraph(b.Link(tr("Compare any two months"), "", "any"), small=True),
        b.Heading(_recent_title(book), "last-review"),
        *_summary(book, recent, "last-review"),
        *folded_changes(book, recent, "changes-last-review", _MOST_SHOWN),
        b.Heading(tr("Since the plan was approved"), "approval"),
        *_summary(book, all_since, "approval"),
        *folded_changes(book, all_since, "changes-approval", _MOST_SHOWN),
        *_any_two(book),
        b.Paragraph(
            tr(
                "Each list compares two states of the plan: its baseline plus every review up to a month. "
                "A date that moved out and back again does not appear."
            ),
            small=True,
        ),
    )


def _any_two(book: Book) -> tuple[b.Block, ...]:
    """Return the chooser of two months, and the counts by month that say it without a script."""
    tr, months = book.tr, months_compared(book)
    return (
        b.Heading(tr("Between any two months"), "any"),
        b.Paragraph(tr("Choose the two months; the first may be the baseline, the plan as it was approved.")),
        compare_widget(book, months, book.at, book.figures.changes),
        months_table(book),
    )


def months_table(book: Book) -> b.Table:
    """Return how much each review changed, and how far the plan was from the approved one then."""
    tr, approval = book.tr, approval_month(book)

    def changes(since: str, review: Review) -> b.Number:
        return count_cell(book, len(book.figures.changes(since, review.month)))

    return Rows(reversed(book.state.reviews), source=lambda one: one.where).table(
        "changes-by-month",
        Col(
            "month",
            tr("Review"),
            lambda one: b.Link(book.locale.month(one.month), f"reviews/{one.month}", "changes"),
            "date",
        ),
        Col(
            "before",
            tr("Changes since the review before"),
            lambda one: changes(month_before(book.handbook, one.month), one),
            "number",
        ),
        Col("approval", tr("Changes since approval"), lambda one: changes(approval, one), "number"),
    )


def _recent_title(book: Book) -> str:
    before = previous_month(book)
    if before not in book.handbook.reviews:
        return book.tr("Since the plan was approved, in the first review")
    return book.tr("Since the review of {month}", month=book.locale.month(before))


def _lead(book: Book, recent: Sequence[Change], all_since: Sequence[Change]) -> str:
    return book.locale.tr.plural(
        "The review of {month} brought {n} change, and the plan now differs from the approved one in {all} "
        "points.",
        "The review of {month} brought {n} changes, and the plan now differs from the approved one in "
        "{all} points.",
        book.count("changes.since-last-review", len(recent)),
        month=book.locale.month(book.state.as_of),
        all=book.count("changes.since-approval", len(all_since)),
    )


def _summary(book: Book, found: Sequence[Change], since: str) -> tuple[b.Block, ...]:
    if not found:
        return ()
    count = Counter((change_word(book, change).text) for change in found)
    words = [
        book.tr("{kind} {n}", kind=word, n=book.count(f"changes.{since}", n, word))
        for word, n in count.most_common()
    ]
    return (b.Paragraph(book.locale.join(words)),)
