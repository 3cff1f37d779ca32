"""Add up what serves one objective: the money that it asks, and the benefit that it is promised."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.trace import ObjectivePart, ObjectiveSum
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.states import budget_words, covered, sum_cell
from erpsite.pages.plan.trace_words import thread_chip
from erpsite.pages.plan.value_tables import no_promise, unpromised

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
    words["why"] = _unpromised(book, found)
    if not found.promising and words["why"] != tr("nothing promised"):
        return _without_promise(book, found, words)
    if not found.stated and not found.promised:
        return tr("No initiative for it states its budget or promises a benefit in money.")
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


def _without_promise(book: Book, found: ObjectiveSum, words: dict[str, object]) -> str:
    """Return what an objective asks, where what it promises a year is withheld or not known."""
    if not found.stated:
        return book.tr("No initiative for it states its budget; what it promises a year: {why}.", **words)
    return book.tr(
        "It asks for {asked}, {share} of which traces from evidence; what it promises a year: {why}.", **words
    )


def _table(book: Book, objective: str, found: ObjectiveSum) -> b.Table:
    tr, currency = book.tr, book.locale.currency
    threads = [(one, book.figures.threads[one.initiative]) for one in found.parts]
    return Rows(threads, source=lambda row: row[1].now.initiative.where).table(
        f"sum-{objective}",
        spread(
            "initiative",
            tr("Initiative"),
            lambda one, _: book.link("initiatives", one.initiative),
            wide=True,
            total=tr("Total"),
        ),
        spread(
            "thread",
            tr("Thread"),
            lambda _, thread: thread_chip(book, len(thread.breaks)),
            "status",
            total=b.Missing(),
        ),
        spread(
            "part",
            tr("Part that counts here"),
            lambda one, _: b.Number(float(one.part), book.locale.percent(float(one.part))),
            "number",
            total=b.Missing(),
        ),
        spread(
            "asked",
            tr("Budget, {currency}", currency=currency),
            lambda one, thread: _exact(book, one.asked, budget_words(book, thread.now.initiative)),
            "number",
            total=_of(book, "approved", found.asked, objective, found.stated),
        ),
        spread(
            "promised",
            tr("Promised a year, {currency}", currency=currency),
            lambda one, _: _exact(book, one.promised, _no_promise(book, one)),
            "number",
            total=_of(book, "promised", found.promised, objective, found.promising),
        ),
        spread(
            "measured",
            tr("Measured a year, {currency}", currency=currency),
            lambda one, _: _exact(book, one.realised, tr("not measured")),
            "number",
            total=_of(book, "measured", found.realised, objective, found.measured),
        ),
    )


def _no_promise(book: Book, one: ObjectivePart) -> str:
    return no_promise(book, book.figures.benefit_of[one.initiative])


def _unpromised(book: Book, found: ObjectiveSum) -> str:
    return unpromised(book, (book.figures.benefit_of[one.initiative] for one in found.parts))


def _sum(book: Book, of: str, amount: Decimal, objective: str) -> b.Number:
    decimals = 2 if amount % 1 else 0
    found = book.figure(Figure(f"objective.{of}", amount, objective), decimals=decimals)
    return replace(found, text=book.locale.full_money(amount, decimals))


def _of(book: Book, of: str, amount: Decimal, objective: str, known: int) -> b.Content:
    """Return a sum, and of how many initiatives it is where not all have a value."""
    every, why = len(sum_of(book, objective).parts), book.tr("no data")
    total = _sum(book, of, amount, objective)
    return sum_cell(book, total, known, every, why, f"objective.{objective}.{of}")


def _exact(book: Book, amount: Decimal | None, why: str = "") -> b.Inline:
    """Return an amount to the last whole unit, or a dash with the reason."""
    if amount is None:
        return b.Missing(why)
    return b.Number(amount, book.locale.full_money(amount), book.locale.currency)


def below_table(book: Book, objective: str, below: tuple[str, ...]) -> b.Table:
    """Return the objectives that serve one, with what each asks and is promised; each links to its story."""
    tr = book.tr
    money = (
        spread(
            "asked",
            tr("Budget"),
            lambda _, found: sum_cell(
                book, book.money(found.asked), found.stated, len(found.parts), tr("no budget stated")
            ),
            "number",
        ),
        spread(
            "promised",
            tr("Promised a year"),
            lambda _, found: sum_cell(
                book, book.money(found.promised), found.promising, len(found.parts), _unpromised(book, found)
            ),
            "number",
        ),
    )
    return Rows(
        [(book.handbook.objectives[name], sum_of(book, name)) for name in below],
        source=lambda row: row[0].where,
    ).table(
        f"below-{objective}",
        spread(
            "objective",
            tr("Objective"),
            lambda one, _: b.Link(book.text(one.name), f"plan/objectives/{one.id}", "story"),
            wide=True,
        ),
        spread(
            "initiatives", tr("Initiatives"), lambda _, found: count_cell(book, len(found.parts)), "number"
        ),
        spread(
            "whole",
            tr("Threads that hold"),
            lambda _, found: count_cell(book, sum(part.whole for part in found.parts)),
            "number",
        ),
        *(() if book.locale.instead_of_money else money),
    )
