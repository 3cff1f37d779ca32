"""Make the tables of the approved money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from erpsite.analysis.budget import BudgetState
from erpsite.analysis.resources import plan_quarters
from erpsite.model.initiative import Initiative
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.naming import kind_name
from erpsite.pages.plan.objectives import share_cell
from erpsite.pages.plan.results import alignment_of, budget_of
from erpsite.pages.plan.words import status_chip

__all__ = ["contracts_table", "kind_table", "module_money_table", "money_table", "objective_money_table"]


def kind_table(book: Book, money: BudgetState) -> b.Table:
    """Return the approved budget by kind and quarter of the plan year, and beyond it."""
    tr, split = book.tr, money.split
    quarters = plan_quarters(book.handbook.plan)
    columns = (
        b.Column("kind", tr("Kind of money")),
        *(b.Column(q.lower(), book.locale.quarter(q), "number") for q in quarters),
        b.Column("other", tr("Other years"), "number"),
        b.Column("total", tr("Total"), "number"),
        b.Column("share", tr("Share"), "bar"),
    )
    rows = []
    for kind, amount in split.by_kind.items():
        inside = [split.cells.get((kind, quarter), Decimal(0)) for quarter in quarters]
        cells = [*inside, amount - sum(inside, Decimal(0)), amount]
        rows.append(
            b.Row((kind_name(book, kind), *_amounts(book, cells), share_cell(book, amount, split.total)))
        )
    sums = [split.by_quarter.get(quarter, Decimal(0)) for quarter in quarters]
    cells = [*sums, split.total - sum(sums, Decimal(0)), split.total]
    total = b.Row((tr("Total"), *_amounts(book, cells), b.Missing()))
    return b.Table(
        "budget", columns, tuple(rows), caption=tr("Approved budget by kind and quarter"),
        empty=tr("No approved initiative has a budget."), total=total if rows else None,
    )  # fmt: skip


def _amounts(book: Book, amounts: Sequence[Decimal]) -> list[b.Inline]:
    return [book.money(amount) if amount else b.Missing() for amount in amounts]


def money_table(book: Book, initiatives: Sequence[Initiative], name: str = "money") -> b.Table:
    """Return what some initiatives cost: those in the plan, and those dropped after money was spent."""
    tr = book.tr
    states = [book.state.initiatives[one.id] for one in initiatives]
    shown = [now for now in states if now.stage in ("approved", "finished") or now.spent or now.committed]
    none = tr("not reported yet")
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("status", tr("Status"), "status"),
        b.Column("budget", tr("Budget"), "number"),
        b.Column("spent", tr("Spent"), "number"),
        b.Column("committed", tr("Ordered, not yet paid"), "number"),
        b.Column("forecast", tr("Expected in the end"), "number"),
        b.Column("overrun", tr("Against the budget"), "number"),
    )
    rows = []
    for now in shown:
        inside = now.stage in ("approved", "finished")
        over: b.Inline = b.Missing(tr("no forecast"))
        if now.overrun is not None and inside:
            over = b.Number(now.overrun * 100, book.locale.percent(now.overrun, 1, sign=True), "%")
        rows.append(
            b.Row(
                (
                    book.link("initiatives", now.initiative.id),
                    status_chip(book, now),
                    book.money(now.initiative.cost if inside else None),
                    book.money(now.spent, none),
                    book.money(now.committed, none),
                    book.money(now.forecast_cost if inside else None, tr("no forecast")),
                    over,
                ),
                source=now.where,
            )
        )
    total = _money_total(book) if rows and len(states) == len(book.handbook.initiatives) else None
    empty = tr("No approved initiative has a budget.")
    return b.Table(name, columns, tuple(rows), empty=empty, total=total)


def _money_total(book: Book) -> b.Row:
    money = budget_of(book)
    change = money.overrun / money.approved if money.approved else Decimal(0)
    return b.Row(
        (
            book.tr("Total"),
            b.Missing(),
            book.money(money.approved),
            book.money(money.spent),
            book.money(money.committed),
            book.money(money.forecast),
            b.Number(change * 100, book.locale.percent(change, 1, sign=True), "%"),
        )
    )


def objective_money_table(book: Book) -> b.Table:
    """Return the approved money of the topmost objectives, and what serves none."""
    tr, found = book.tr, alignment_of(book)
    columns = (
        b.Column("objective", tr("Objective"), wide=True),
        b.Column("money", tr("Money"), "number"),
        b.Column("share", tr("Share"), "bar"),
    )
    rows = [
        b.Row(
            (
                book.link("objectives", one.objective.id),
                book.money(one.money),
                share_cell(book, one.money, found.total),
            ),
            source=one.objective.where,
        )
        for one in found.objectives
        if one.depth == 0
    ]
    rest = found.total - found.aligned
    if found.without_objective:
        rows.append(b.Row((tr("Serves no objective"), book.money(rest), share_cell(book, rest, found.total)),
                          tone="amber"))  # fmt: skip
    return b.Table("money-by-objective", columns, tuple(rows), caption=tr("By objective"),
                   empty=tr("No objective is set yet."))  # fmt: skip


def module_money_table(book: Book, money: BudgetState) -> b.Table:
    """Return the approved money of each module."""
    tr = book.tr
    columns = (
        b.Column("module", tr("Module"), wide=True),
        b.Column("money", tr("Money"), "number"),
        b.Column("share", tr("Share"), "bar"),
    )
    order = sorted(money.by_module, key=lambda name: -money.by_module[name])
    rows = tuple(
        b.Row(
            (
                book.link("modules", name),
                book.money(money.by_module[name]),
                share_cell(book, money.by_module[name], money.approved),
            )
        )
        for name in order
    )
    return b.Table("money-by-module", columns, rows, caption=tr("By module"),
                   empty=tr("No approved initiative has a budget."))  # fmt: skip


def contracts_table(book: Book) -> b.Table:
    """Return the third parties of the funded initiatives with their contracts, by due day."""
    tr = book.tr
    found = [
        (party.due.isoformat() if party.due else "9999", now.initiative.id, party)
        for now in book.state.initiatives.values()
        if now.stage in ("approved", "finished")
        for party in now.initiative.third_parties
    ]
    columns = (
        b.Column("party", tr("Third party")),
        b.Column("initiative", tr("Initiative")),
        b.Column("does", tr("Delivers"), wide=True),
        b.Column("contract", tr("Contract")),
        b.Column("amount", tr("Contract value"), "number"),
        b.Column("due", tr("Due"), "date"),
    )
    rows = tuple(
        b.Row(
            (
                book.text(party.name),
                book.link("initiatives", name),
                book.text(party.does),
                party.contract or b.Missing(),
                book.money(party.amount),
                book.day(party.due),
            ),
            source=party.where,
        )
        for _, name, party in sorted(found, key=lambda row: row[:2])
    )
    return b.Table("contracts", columns, rows, empty=tr("No third party is named."))
