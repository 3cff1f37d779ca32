"""Make the tables of the draft's money."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.naming import kind_name

__all__ = ["envelope_facts", "kind_table", "objective_table"]


def envelope_facts(book: Book) -> b.Tiles:
    """Return the envelope, what is held back, what can be spent, and what the draft takes of it."""
    tr, budget, found = book.tr, book.handbook.plan.budget, book.figures.priorities
    figures = book.figures
    left = found.spendable - found.funded_cost
    below = found.asked_cost - found.funded_cost
    return b.Tiles(
        (
            b.Tile(
                tr("Budget envelope"),
                book.amount(figures.envelope),
                tr(
                    "{held} held back as contingency ({share})",
                    held=book.amount(figures.contingency),
                    share=book.share(Figure("money.contingency.of-envelope", budget.contingency)),
                ),
            ),
            b.Tile(
                tr("Above the cut line"),
                book.amount(Figure("money.above-the-line", found.funded_cost)),
                tr("of {spendable} that can be spent", spendable=book.amount(figures.spendable)),
                tone="red" if left < 0 else "green",
            ),
            b.Tile(tr("Left under the line"), book.amount(Figure("money.left-under-the-line", left))),
            b.Tile(
                tr("Asked for beyond it"),
                book.amount(Figure("money.asked-beyond-the-line", below)),
                tr(
                    "{n} below the line, {unscored} not ranked",
                    n=book.count("draft.below-the-line", len(found.below)),
                    unscored=book.count("draft.not-ranked", len(found.unscored)),
                ),
                tone="amber" if below else "green",
            ),
        )
    )  # fmt: skip


def kind_table(book: Book) -> b.Table:
    """Return the money above the line by kind and quarter."""
    tr, found = book.tr, book.figures.draft_budget
    quarters = tuple(found.by_quarter)[:5]
    columns = (
        b.Column("kind", tr("Kind of money")),
        *(b.Column(quarter.lower(), book.locale.quarter(quarter), "number") for quarter in quarters),
        b.Column("total", tr("Total"), "number"),
        b.Column("share", tr("Share"), "bar"),
    )
    rows = tuple(
        b.Row(
            (
                kind_name(book, kind),
                *(book.money(found.cells.get((kind, quarter))) for quarter in quarters),
                book.money(amount),
                _share(book, amount, found.total),
            )
        )
        for kind, amount in found.by_kind.items()
    )
    total = b.Row(
        (
            tr("Total"),
            *(book.amount(Figure("money.above-the-line", found.by_quarter[q], q)) for q in quarters),
            book.amount(Figure("money.above-the-line", found.total)),
            b.Missing(),
        )
    )
    return b.Table(
        "draft-budget", columns, rows, caption=tr("By kind and quarter"),
        empty=tr("Nothing above the line has a budget."), total=total if rows else None,
    )  # fmt: skip


def objective_table(book: Book) -> b.Table:
    """Return the money above the line by objective."""
    tr, found = book.tr, book.figures.draft_budget
    order = sorted(found.by_objective, key=lambda name: -found.by_objective[name])
    rows = [
        b.Row(
            (
                book.link("objectives", name),
                book.money(found.by_objective[name]),
                _share(book, found.by_objective[name], found.total),
            )
        )
        for name in order
    ]
    if found.without_objective:
        money = found.without_objective
        none = b.Missing(tr("serves no objective"))
        rows.append(b.Row((none, book.money(money), _share(book, money, found.total)), tone="amber"))
    columns = (
        b.Column("objective", tr("Objective")),
        b.Column("money", tr("Money"), "number"),
        b.Column("share", tr("Share"), "bar"),
    )
    return b.Table(
        "draft-by-objective", columns, tuple(rows), caption=tr("By objective"),
        empty=tr("Nothing above the line has a budget."),
    )  # fmt: skip


def _share(book: Book, part: Decimal, whole: Decimal) -> b.Inline:
    if not whole:
        return b.Missing()
    return b.Progress(float(part / whole), book.locale.percent(part / whole))
