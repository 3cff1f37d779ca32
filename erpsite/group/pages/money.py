"""Draw a group's money: each company's in its own currency and in the group's, and the sums."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from erpsite.group.company import Company
from erpsite.group.pages.home import different_months, rates_note
from erpsite.group.pages.notebook import GroupBook
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.columns import Col, Rows

__all__ = ["draw_money"]


def draw_money(book: GroupBook) -> tuple[b.Block, ...]:
    """Return budget, spend and expected cost by company."""
    tr = book.tr
    return (
        b.Lead(_lead(book)),
        b.Heading(tr("In the group’s currency"), "group"),
        _table(book, "group", summed=True),
        *rates_note(book),
        b.Heading(tr("In each company’s own currency"), "own"),
        _table(book, "own", summed=False),
        *different_months(book),
    )


def _lead(book: GroupBook) -> b.Content:
    tr, whole = book.tr, book.whole
    cost, approved = whole.total(lambda one: one.at_completion), whole.total(lambda one: one.approved)
    if cost.amount is None or approved.amount is None:
        return tr("No company tells its money in a currency with a rate.")
    words = {"cost": book.locale.money(cost.amount), "approved": book.locale.money(approved.amount)}
    if cost.of < cost.every:
        return tr(
            "{n} of {all} companies tell their money: expected to cost {cost}, approved {approved}.",
            n=cost.of, all=cost.every, **words,
        )  # fmt: skip
    return tr("The plans are expected to cost {cost}; {approved} is approved.", **words)


def _table(book: GroupBook, name: str, *, summed: bool) -> b.Table:
    tr, whole = book.tr, book.whole

    def amount(key: str, title: str, of: Callable[[Company], Decimal | None]) -> Col[Company]:
        def cell(one: Company) -> b.Cell:
            return book.money(one, of(one)) if summed else book.own_money(one, of(one))

        total = book.total(whole.total(of)) if summed else None
        return Col(key, title, cell, "number", total=total)

    return Rows(whole.companies, anchor=lambda one: f"{name}-{one.id}").table(
        f"money-{name}",
        Col("company", tr("Company"), book.company, total=tr("Total") if summed else None),
        amount("envelope", tr("Envelope"), lambda one: one.envelope),
        amount("approved", tr("Approved"), lambda one: one.approved),
        amount("spent", tr("Spent"), lambda one: one.spent),
        amount("cost", tr("Expected cost"), lambda one: one.at_completion),
        Col("overrun", tr("Overrun"), lambda one: _overrun(book, one), "number"),
        Col("more", tr("Its handbook"), lambda one: _there(book, one)),
    )


def _there(book: GroupBook, one: Company) -> b.Inline:
    if not one.handbook:
        return b.Missing(book.tr("no address is stated"))
    return book.away(one, "plan/resources", book.tr("Money there"))


def _overrun(book: GroupBook, one: Company) -> b.Inline:
    if one.at_completion is None or not one.approved:
        return b.Missing()
    share = float((one.at_completion - one.approved) / one.approved)
    return b.Number(share, book.locale.percent(share, 1, sign=True), "%")
