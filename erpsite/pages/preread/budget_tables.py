"""Make the tables of the draft's money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Rows, cols, spread
from erpsite.pages.kit.envelope import contingency_note, envelope_amount, line_unknown
from erpsite.pages.kit.naming import kind_name
from erpsite.pages.kit.states import covered

__all__ = ["asked_amount", "envelope_facts", "kind_table", "objective_table"]


def asked_amount(book: Book) -> object:
    """Return what all initiatives ask for, and of how many that is where not all state it."""
    found = book.figures.priorities
    asked, every = (
        book.amount(Figure("money.asked", found.asked_cost)),
        len(found.ranked) + len(found.unscored),
    )
    return covered(book, asked, found.asked_of, every, "asked")


def envelope_facts(book: Book) -> b.Tiles:
    """Return the envelope, what is held back, what can be spent, and what the draft takes of it."""
    tr, budget, figures = book.tr, book.handbook.plan.budget, book.figures
    held = book.amount(figures.contingency)
    share = book.share(Figure("money.contingency.of-envelope", budget.contingency or 0))
    envelope = b.Tile(
        tr("Budget envelope"),
        envelope_amount(book, figures.envelope),
        tr("{held} held back as contingency ({share})", held=held, share=share),
        tone="grey" if line_unknown(book) else None,
    )
    if line_unknown(book):
        envelope = replace(envelope, note=contingency_note(book))
    return b.Tiles((envelope, *_line_tiles(book)))


def _line_tiles(book: Book) -> tuple[b.Tile, ...]:
    """Return what stands above the line, what is left under it, and what is asked for beyond it."""
    tr, found = book.tr, book.figures.priorities
    if found.spendable is None:
        return _lineless_tiles(book)
    left, below = found.spendable - found.funded_cost, found.asked_cost - found.funded_cost
    above: b.Inline = book.amount(Figure("money.above-the-line", found.funded_cost))
    rest: b.Inline = book.amount(Figure("money.left-under-the-line", left))
    beyond: b.Inline = book.amount(Figure("money.asked-beyond-the-line", below))
    if not found.ranked:
        above = rest = beyond = book.money(None, tr("nothing is ranked"))
    elif found.unplaced:
        why = tr("budgets are missing")
        rest = beyond = book.money(None, why)
        above = above if found.funded else book.money(None, why)
    known = bool(found.ranked) and not found.unplaced
    count = book.count("draft.below-the-line", len(found.below))
    unscored = book.count("draft.not-ranked", len(found.unscored))
    return (
        b.Tile(
            tr("Above the cut line"),
            above,
            tr("of {spendable} that can be spent", spendable=book.amount(book.figures.spendable)),
            tone=("red" if left < 0 else "green") if known else "grey",
        ),
        b.Tile(tr("Left under the line"), rest),
        b.Tile(
            tr("Asked for beyond it"),
            beyond,
            tr("{n} below the line, {unscored} not ranked", n=count, unscored=unscored),
            tone=("amber" if below else "green") if known else "grey",
        ),
    )


def _lineless_tiles(book: Book) -> tuple[b.Tile, ...]:
    """Return the same tiles where nobody says how much may be spent: only what is asked is known."""
    tr, found, why = book.tr, book.figures.priorities, line_unknown(book) or book.not_here
    unscored = book.count("draft.not-ranked", len(found.unscored))
    asked = book.amount(Figure("money.asked", found.asked_cost)) if found.asked_of else b.Missing(why)
    return (
        b.Tile(tr("Above the cut line"), b.Missing(why), tone="grey"),
        b.Tile(tr("Left under the line"), b.Missing(why)),
        b.Tile(tr("Asked for in all"), asked, tr("{unscored} not ranked", unscored=unscored), tone="grey"),
    )


def _drafted(book: Book) -> str:
    """Return which figure the draft's money is: what stands above the line, or all, where none falls."""
    return "money.ranked" if book.figures.priorities.spendable is None else "money.above-the-line"


def kind_table(book: Book) -> b.Table:
    """Return the money above the line by kind and quarter."""
    tr, found = book.tr, book.figures.draft_budget
    return Rows(found.by_kind.items()).table(
        "draft-budget",
        spread("kind", tr("Kind of money"), lambda kind, _all: kind_name(book, kind), total=tr("Total")),
        *cols(
            tuple(found.by_quarter)[:5],
            lambda q: spread(
                q.lower(),
                book.locale.quarter(q),
                lambda kind, _all: book.money(found.cells.get((kind, q))),
                "number",
                total=book.amount(Figure(_drafted(book), found.by_quarter[q], q)),
            ),
        ),
        spread(
            "total",
            tr("Total"),
            lambda _kind, amount: book.money(amount),
            "number",
            total=book.amount(Figure(_drafted(book), found.total)),
        ),
        spread(
            "share",
            tr("Share"),
            lambda _kind, amount: _share(book, amount, found.total),
            "bar",
            total=b.Missing(),
        ),
        caption=tr("By kind and quarter"),
        empty=tr("Nothing above the line has a budget."),
        summed=bool(found.by_kind),
    )


def objective_table(book: Book) -> b.Table:
    """Return the money above the line by objective, and what serves none."""
    tr, found = book.tr, book.figures.draft_budget
    amounts = sorted(found.by_objective.items(), key=lambda item: -item[1])
    if found.without_objective:
        amounts.append(("", found.without_objective))
    return Rows(amounts, tone=lambda row: None if row[0] else "amber").table(
        "draft-by-objective",
        spread(
            "objective",
            tr("Objective"),
            lambda name, _: book.link("objectives", name) if name else b.Missing(tr("serves no objective")),
        ),
        spread("money", tr("Money"), lambda _, amount: book.money(amount), "number"),
        spread("share", tr("Share"), lambda _, amount: _share(book, amount, found.total), "bar"),
        caption=tr("By objective"),
        empty=tr("Nothing above the line has a budget."),
    )


def _share(book: Book, part: Decimal, whole: Decimal) -> b.Inline:
    if not whole:
        return b.Missing()
    return b.Progress(float(part / whole), book.locale.percent(part / whole))
