"""Make the tables of the approved money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.accounts import Account
from erpsite.analysis.money.budget import BudgetState
from erpsite.analysis.people.resources import plan_quarters
from erpsite.model.initiative import Initiative
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap, some_money
from erpsite.pages.kit.columns import Col, Rows, cols, spread
from erpsite.pages.kit.naming import kind_name
from erpsite.pages.kit.words import status_chip
from erpsite.pages.plan.objectives import share_cell

__all__ = [
    "envelope_table",
    "kind_table",
    "module_money_table",
    "money_table",
    "objective_money_table",
    "quarter_table",
]


def kind_table(book: Book, money: BudgetState) -> b.Table:
    """Return the approved budget by kind and quarter of the plan year, and beyond it."""
    tr, split = book.tr, money.split
    quarters = plan_quarters(book.handbook.plan)

    def within(kind: str) -> Decimal:
        return sum((split.cells.get((kind, quarter), Decimal(0)) for quarter in quarters), Decimal(0))

    def total(of: str, amount: Decimal) -> b.Inline:
        return book.amount(Figure("money.approved", amount, of)) if amount else b.Missing()

    in_year = sum((split.by_quarter.get(quarter, Decimal(0)) for quarter in quarters), Decimal(0))
    return Rows(split.by_kind.items()).table(
        "budget",
        spread("kind", tr("Kind of money"), lambda kind, _all: kind_name(book, kind), total=tr("Total")),
        *cols(
            quarters,
            lambda q: spread(
                q.lower(),
                book.locale.quarter(q),
                lambda kind, _all: some_money(book, split.cells.get((kind, q))),
                "number",
                total=total(q, split.by_quarter.get(q, Decimal(0))),
            ),
        ),
        spread(
            "other",
            tr("Other years"),
            lambda kind, amount: some_money(book, amount - within(kind)),
            "number",
            total=total("other", split.total - in_year),
        ),
        spread(
            "total",
            tr("Total"),
            lambda _kind, amount: some_money(book, amount),
            "number",
            total=total("", split.total),
        ),
        spread(
            "share",
            tr("Share"),
            lambda _kind, amount: share_cell(book, amount, split.total),
            "bar",
            total=b.Missing(),
        ),
        caption=tr("Approved budget by kind and quarter"),
        empty=tr("No approved initiative has a budget."),
        summed=bool(split.by_kind),
    )


def envelope_table(book: Book, money: BudgetState) -> b.Table:
    """Return how the envelope is held back, given out, spent and left, each as a share of it."""
    tr = book.tr
    beyond: b.Tone | None = "red" if money.left_at_end < 0 else "amber" if money.contingency_used else None
    items: tuple[tuple[str, Decimal, b.Tone | None], ...] = (
        (tr("Envelope"), money.envelope, None),
        (tr("− held back as contingency"), money.contingency, None),
        (tr("= may be given out"), money.spendable, None),
        (tr("− approved"), money.approved, None),
        (tr("= still to give out"), money.free, "red" if money.free < 0 else None),
        (tr("Spent"), money.spent, None),
        (tr("Ordered, not yet paid"), money.committed, None),
        (tr("Left of the approved"), money.total.left, "red" if money.total.left < 0 else None),
        (tr("Expected in the end"), money.forecast, beyond),
        (tr("Left of the envelope in the end"), money.left_at_end, beyond if beyond == "red" else None),
    )
    return Rows(items, tone=lambda row: row[2]).table(
        "envelope",
        spread("item", tr("Money of the plan year"), lambda name, _amount, _tone: name, wide=True),
        spread("amount", tr("Amount"), lambda _name, amount, _tone: book.money(amount), "number"),
        spread(
            "share",
            tr("Of the envelope"),
            lambda _name, amount, _tone: share_cell(book, amount, money.envelope),
            "bar",
        ),
    )


class _Quarter(NamedTuple):
    """Hold what a quarter may cost and what was spent in it."""

    name: str
    planned: Decimal
    paid: Decimal
    known: bool
    """Whether a review has reported on it or on a later one."""


def quarter_table(book: Book, money: BudgetState) -> b.Table:
    """Return what each quarter may cost and what its reviews reported as spent."""
    tr, spent, budget = book.tr, money.spent_by_quarter, money.split.by_quarter
    reached, none = max(spent, default=""), Decimal(0)
    quarters = sorted({*plan_quarters(book.handbook.plan), *budget, *spent})
    return Rows([_Quarter(q, budget.get(q, none), spent.get(q, none), q <= reached) for q in quarters]).table(
        "money-by-quarter",
        Col("quarter", tr("Quarter"), lambda one: book.locale.quarter(one.name), "date", total=tr("Total")),
        Col(
            "budget",
            tr("Budget"),
            lambda one: book.money(one.planned),
            "number",
            total=book.amount(book.figures.approved),
        ),
        Col(
            "share",
            tr("Of the envelope"),
            lambda one: share_cell(book, one.planned, money.envelope),
            "bar",
            total=_approved_share(book, money),
        ),
        Col(
            "spent",
            tr("Spent"),
            lambda one: book.money(one.paid if one.known else None, tr("not reported yet")),
            "number",
            total=book.amount(book.figures.spent),
        ),
        Col(
            "over",
            tr("Spent, less budget"),
            lambda one: _signed(book, one.paid - one.planned) if one.known else b.Missing(),
            "number",
            total=book.amount(Figure("money.spent-less-approved", money.spent - money.approved), sign=True),
        ),
        caption=tr("By quarter"),
    )


def _approved_share(book: Book, money: BudgetState) -> b.Inline:
    """Return how much of the envelope is approved."""
    if not money.envelope:
        return b.Missing(book.tr("no budget"))
    return book.share(Figure("money.approved.of-envelope", float(money.approved / money.envelope)))


def _signed(book: Book, amount: Decimal) -> b.Number:
    return b.Number(amount, book.locale.money(amount, sign=True), book.locale.currency)


class _Line(NamedTuple):
    """Hold the account of an initiative, an objective or a module, and what was reported of it."""

    name: str
    account: Account
    reported: bool = True
    forecast: bool = True


def money_table(book: Book, initiatives: Sequence[Initiative], name: str = "money") -> b.Table:
    """Return what some initiatives cost: those in the plan, and those dropped after money was spent."""
    tr, accounts, states = book.tr, book.figures.budget.initiatives, book.state.initiatives
    shown = [states[one.id] for one in initiatives if one.id in accounts]
    rows = [
        _Line(
            now.initiative.id,
            accounts[now.initiative.id],
            now.spent is not None,
            now.forecast_cost is not None,
        )
        for now in shown
    ]
    return Rows(rows, source=lambda one: states[one.name].where).table(
        name,
        Col(
            "initiative",
            tr("Initiative"),
            lambda one: book.link("initiatives", one.name),
            wide=True,
            total=tr("Total"),
        ),
        Col(
            "status",
            tr("Status"),
            lambda one: status_chip(book, states[one.name]),
            "status",
            total=b.Missing(),
        ),
        *_account_columns(book),
        empty=tr("No approved initiative has a budget."),
        summed=0 < len(shown) == len(accounts),
    )


def objective_money_table(book: Book) -> b.Table:
    """Return the money of the objectives that initiatives name, the dearest first, and what serves none."""
    tr, accounts = book.tr, book.figures.budget.objectives
    return _share_table(
        book,
        ("objective", tr("Objective")),
        accounts,
        lambda name: book.link("objectives", name) if name else tr("Serves no objective"),
        caption=tr("By objective"),
    )


def module_money_table(book: Book, money: BudgetState) -> b.Table:
    """Return the money of each module, the dearest first."""
    tr = book.tr
    return _share_table(
        book,
        ("module", tr("Module")),
        money.modules,
        lambda name: book.link("modules", name) if name else tr("Names no module"),
        caption=tr("By module"),
    )


def _account_columns(book: Book) -> tuple[Col[_Line], ...]:
    """Return an account's columns; what nobody reported stands as such, though it counts as 0 in sums."""
    tr, figures, whole, none = book.tr, book.figures, book.figures.budget.total, book.tr("not reported yet")
    left = Figure("money.left-of-approved", whole.left)
    over = Figure("money.overrun.of-approved", float(whole.overrun / whole.budget) if whole.budget else 0.0)
    return (
        Col(
            "budget",
            tr("Budget"),
            lambda one: some_money(book, one.account.budget),
            "number",
            total=book.amount(figures.approved) if whole.budget else b.Missing(),
        ),
        Col(
            "spent",
            tr("Spent"),
            lambda one: book.money(one.account.spent if one.reported else None, none),
            "number",
            total=book.amount(figures.spent),
        ),
        Col(
            "committed",
            tr("Ordered, not yet paid"),
            lambda one: book.money(one.account.committed if one.reported else None, none),
            "number",
            total=book.amount(figures.committed),
        ),
        Col(
            "left",
            tr("Left of the budget"),
            lambda one: book.money(one.account.left),
            "number",
            total=book.amount(left),
        ),
        Col(
            "forecast",
            tr("Expected in the end"),
            lambda one: _expected(book, one),
            "number",
            total=book.amount(figures.at_completion),
        ),
        Col(
            "overrun",
            tr("Against the budget"),
            lambda one: _overrun(book, one),
            "number",
            total=book.share(over, 1, sign=True) if whole.budget else b.Missing(),
        ),
    )


def _expected(book: Book, one: _Line) -> b.Content:
    amount = book.money(one.account.forecast)
    if not one.account.budget or one.forecast:
        return amount
    return (amount, bracket_gap(book), book.tr("(the budget)"))


def _overrun(book: Book, one: _Line) -> b.Inline:
    if not one.account.budget:
        return b.Missing()
    if not one.forecast:
        return b.Missing(book.tr("no forecast"))
    share = one.account.overrun / one.account.budget
    return b.Number(share * 100, book.locale.percent(share, 1, sign=True), "%")


def _share_table(
    book: Book,
    first: tuple[str, str],
    accounts: Mapping[str, Account],
    shown: Callable[[str], b.Inline],
    caption: str,
) -> b.Table:
    """Return accounts with their share of the envelope and their sum; what is under no name stands last."""
    tr, money = book.tr, book.figures.budget
    order = sorted(accounts, key=lambda name: (not name, -accounts[name].budget, name))
    budget, *others = _account_columns(book)
    lines = [_Line(name, accounts[name]) for name in order]
    return Rows(lines, tone=lambda one: None if one.name else "amber").table(
        f"money-by-{first[0]}",
        Col(*first, lambda one: shown(one.name), wide=True, total=tr("Total")),
        budget,
        Col(
            "share",
            tr("Of the envelope"),
            lambda one: share_cell(book, one.account.budget, money.envelope),
            "bar",
            total=_approved_share(book, money),
        ),
        *others,
        caption=caption,
        empty=tr("No approved initiative has a budget."),
        summed=bool(order),
    )
