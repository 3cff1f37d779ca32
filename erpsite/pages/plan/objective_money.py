"""Add up what serves one objective: the money that it asks, and the benefit that it is promised."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.trace import ObjectivePart, ObjectiveSum
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.states import budget_words, covered, sum_cell
from erpsite.pages.plan.trace_words import thread_chip

__all__ = ["below_table", "sum_blocks", "sum_of"]


def sum_of(book: Book, objective: str) -> ObjectiveSum:
    """Return what serves an objective, with the sums."""
    return book.figures.objective_sums[objective]


def sum_blocks(book: Book, objective: str) -> tuple[b.Block, ...]:
    """Return what an objective asks and is promised, in one sentence and by initiative to the last unit."""
    found = sum_of(book, objective)
    if not found.parts or book.locale.instead_of_money:
        return ()
    heading = b.Heading(book.tr("What it asks, and what it brings"), "sum")
    return (heading, b.Paragraph(_sentence(book, objective, found)), _table(book, objective, found))


def _sentence(book: Book, objective: str, found: ObjectiveSum) -> str:
    tr = book.tr
    share = float(found.traced / found.asked) if found.asked else 0.0
    words: dict[str, object] = {
        "asked": covered(
            book,
            book.amount(Figure("objective.approved", found.asked, objective)),
            found.stated,
            len(found.parts),
            f"objective.{objective}.budget",
        ),
        "promised": covered(
            book,
            book.amount(Figure("objective.promised", found.promised, objective)),
            found.promising,
            len(found.parts),
            f"objective.{objective}.promise",
        ),
        "realised": book.amount(Figure("objective.measured", found.realised, objective)),
        "share": book.share(Figure("objective.traced-share", share, objective)),
    }
    if not found.stated:
        return tr("No initiative for it states its budget; {promised} a year are promised.", **words)
    if not found.asked:
        return tr("No budget is planned for it; {promised} a year are promised.", **words)
    if not found.promised:
        return tr(
            "It asks for {asked}, {share} of which traces from evidence, and promises nothing yet.", **words
        )
    if not found.measured:
        return tr(
            "It asks for {asked}, {share} of which traces from evidence, and promises {promised} a year; "
            "none of it is measured yet.",
            **words,
        )
    return tr(
        "It asks for {asked}, {share} of which traces from evidence, and promises {promised} a year, of "
        "which {realised} are measured.",
        **words,
    )


def _table(book: Book, objective: str, found: ObjectiveSum) -> b.Table:
    tr, currency = book.tr, book.locale.currency
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("thread", tr("Thread"), "status"),
        b.Column("part", tr("Part that counts here"), "number"),
        b.Column("asked", tr("Budget, {currency}", currency=currency), "number"),
        b.Column("promised", tr("Promised a year, {currency}", currency=currency), "number"),
        b.Column("measured", tr("Measured a year, {currency}", currency=currency), "number"),
    )
    total = b.Row(
        (
            tr("Total"), b.Missing(), b.Missing(),
            _of(book, "approved", found.asked, objective, found.stated),
            _of(book, "promised", found.promised, objective, found.promising),
            _of(book, "measured", found.realised, objective, found.measured),
        )
    )  # fmt: skip
    rows = tuple(_row(book, one) for one in found.parts)
    return b.Table(f"sum-{objective}", columns, rows, total=total)


def _sum(book: Book, of: str, amount: Decimal, objective: str) -> b.Number:
    return book.figure(Figure(f"objective.{of}", amount, objective), decimals=2 if amount % 1 else 0)


def _of(book: Book, of: str, amount: Decimal, objective: str, known: int) -> b.Content:
    """Return a sum, and of how many initiatives it is where not all have a value."""
    every, why = len(sum_of(book, objective).parts), book.tr("no data")
    total = _sum(book, of, amount, objective)
    return sum_cell(book, total, known, every, why, f"objective.{objective}.{of}")


def _row(book: Book, one: ObjectivePart) -> b.Row:
    thread, part = book.figures.threads[one.initiative], float(one.part)
    return b.Row(
        (
            book.link("initiatives", one.initiative),
            thread_chip(book, len(thread.breaks)),
            b.Number(part, book.locale.percent(part)),
            _exact(book, one.asked, budget_words(book, thread.now.initiative)),
            _exact(book, one.promised, book.tr("nothing promised")),
            _exact(book, one.realised, book.tr("not measured")),
        ),
        source=thread.now.initiative.where,
    )


def _exact(book: Book, amount: Decimal | None, why: str = "") -> b.Inline:
    """Return an amount to the last whole unit, or a dash with the reason."""
    if amount is None:
        return b.Missing(why)
    return b.Number(amount, book.locale.number(amount, 0), book.locale.currency)


def below_table(book: Book, objective: str, below: tuple[str, ...]) -> b.Table:
    """Return the objectives that serve one, with what each asks and is promised; each links to its story."""
    tr = book.tr
    columns: tuple[b.Column, ...] = (
        b.Column("objective", tr("Objective"), wide=True),
        b.Column("initiatives", tr("Initiatives"), "number"),
        b.Column("whole", tr("Threads that hold"), "number"),
        b.Column("asked", tr("Budget"), "number"),
        b.Column("promised", tr("Promised a year"), "number"),
    )
    if book.locale.instead_of_money:
        columns = columns[:3]
    rows = tuple(_below_row(book, name, len(columns)) for name in below)
    return b.Table(f"below-{objective}", columns, rows)


def _below_row(book: Book, name: str, width: int) -> b.Row:
    found = sum_of(book, name)
    whole = sum(one.whole for one in found.parts)
    cells = (
        b.Link(book.name("objectives", name), f"plan/objectives/{name}", "story"),
        b.Number(len(found.parts), book.locale.number(len(found.parts), 0)),
        b.Number(whole, book.locale.number(whole, 0)),
        sum_cell(book, book.money(found.asked), found.stated, len(found.parts), book.tr("no budget stated")),
        sum_cell(
            book, book.money(found.promised), found.promising, len(found.parts), book.tr("nothing promised")
        ),
    )
    return b.Row(cells[:width], source=book.handbook.objectives[name].where)
