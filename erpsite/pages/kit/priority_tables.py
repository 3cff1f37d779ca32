"""Make the tables of the ranking."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.portfolio.priority import Priorities, RankedInitiative
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Method
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.envelope import line_unknown
from erpsite.pages.kit.naming import method_name, stage_chip
from erpsite.pages.kit.reasons import figure
from erpsite.pages.kit.states import budget_cell

__all__ = [
    "cumulative_column", "line_unsure", "priorities_table", "ranked_rows", "resolved_column", "score_cell",
    "unscored_table",
]  # fmt: skip


def ranked_rows(book: Book, found: Priorities, *, anchored: bool = False) -> Rows[RankedInitiative]:
    """Return the ranking in groups, above and below the cut line; `anchored` rows can be linked to."""
    return Rows(
        found.ranked,
        anchor=(lambda one: one.initiative.id) if anchored else None,
        source=lambda one: one.initiative.where,
        group=lambda one: _side(book, one),
        tone=lambda one: None if one.funded else "grey",
    )


def _side(book: Book, one: RankedInitiative) -> str:
    """Say where an initiative stands; a line that only hidden costs would draw is not spoken of."""
    if one.funded:
        return book.tr("Above the cut line")
    if one.below:
        return book.tr("Below the cut line")
    if book.handbook.hides("money") or line_unknown(book):
        return book.tr("In the order of the ranking")
    return book.tr("Above or below it, for want of a known budget")


def priorities_table(book: Book, found: Priorities) -> b.Table:
    """Return the ranking in two groups: above and below the cut line."""
    tr = book.tr
    return ranked_rows(book, found).table(
        "priorities",
        Col("rank", tr("Rank"), lambda one: count_cell(book, one.rank), "number"),
        Col("initiative", tr("Initiative"), lambda one: _name(book, one.initiative)),
        Col("score", method_name(book, found.method), lambda one: score_cell(book, found, one), "number"),
        Col("cost", tr("Cost"), lambda one: budget_cell(book, one.initiative), "number"),
        cumulative_column(book, found),
        Col(
            "objectives",
            tr("Objectives"),
            lambda one: book.links("objectives", one.initiative.objectives),
            wide=True,
        ),
        Col(
            "waits",
            tr("Waits for what is below the line"),
            lambda one: book.links("initiatives", one.waits_for),
        ),
        resolved_column(book),
        empty=tr("None of the proposed initiatives has a score.")
        if found.unscored
        else tr("No initiative is proposed yet."),
    )


def line_unsure(book: Book, found: Priorities) -> str:
    """Return how far the cut line is known where budgets, or the envelope, are missing, in one sentence."""
    if why := line_unknown(book):
        return book.tr(
            "How much may be spent is not known ({why}), so the ranking has no cut line, and no portfolio is "
            "better than another.",
            why=why,
        )
    return book.tr.plural(
        "Where the line falls is known only in part, as {n} ranked initiative has no known budget: "
        "{funded} of {all} stand above it for sure, {below} below it.",
        "Where the line falls is known only in part, as {n} ranked initiatives have no known budget: "
        "{funded} of {all} stand above it for sure, {below} below it.",
        book.count("draft.without-budget", len(found.uncosted)),
        funded=book.count("draft.above-the-line", len(found.funded)),
        all=book.count("draft.ranked", len(found.ranked)),
        below=book.count("draft.below-the-line", len(found.below)),
    )


def unscored_table(book: Book, initiatives: Sequence[Initiative]) -> b.Table:
    """Return initiatives that cannot be ranked."""
    tr = book.tr
    return Rows(initiatives, source=lambda one: one.where).table(
        "unscored",
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one.id)),
        Col("cost", tr("Cost"), lambda one: budget_cell(book, one), "number"),
        Col("owner", tr("Owner"), lambda one: book.person(one.owner)),
        Col("place", tr("Scores belong in"), lambda one: b.Place(one.where)),
    )


def _name(book: Book, one: Initiative) -> b.Content:
    link = book.link("initiatives", one.id)
    return (link, " ", b.Chip("blue", book.tr("mandatory"))) if one.mandatory else link


def score_cell(book: Book, found: Priorities, one: RankedInitiative, mandatory: str = "") -> b.Inline:
    """Return a score; what is mandatory needs none, and `mandatory` may say so."""
    if one.initiative.mandatory and isinstance(one.score, NotAvailable):
        return b.Missing(mandatory)
    return figure(book, one.score, decimals=2 if found.method is Method.WEIGHTED else 1)


def cumulative_column(book: Book, found: Priorities) -> Col[RankedInitiative]:
    """Return the column of what the initiatives cost down to each of them."""
    title = book.tr("Cumulative cost against what can be spent")
    if line_unknown(book):
        title = book.tr("Running cost")

    def bar(one: RankedInitiative) -> b.Inline:
        if not one.sure:
            return b.Missing(
                book.tr("not known: at least {amount}", amount=book.locale.money(one.cumulative))
                if one.cumulative
                else book.tr("not known")
            )
        if found.spendable is None:
            return book.money(one.cumulative)
        share = float(one.cumulative / found.spendable) if found.spendable else 1.0
        return b.Progress(share, book.locale.money(one.cumulative), "green" if one.funded else "red")

    return Col("cumulative", title, bar, "bar", topic="money")


def resolved_column(book: Book) -> Col[RankedInitiative]:
    """Return the column of what the meeting decided."""
    states = book.state.initiatives
    return Col(
        "stage", book.tr("Resolved"), lambda one: stage_chip(book, states[one.initiative.id].stage), "status"
    )
