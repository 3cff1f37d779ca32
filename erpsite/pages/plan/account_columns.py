"""Declare the columns of accounts: budget, spent, ordered, left, expected, each with how many it is of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.accounts import Account
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap
from erpsite.pages.kit.columns import Col
from erpsite.pages.kit.states import (
    budget_silence,
    budget_words,
    reported_amount,
    silent_amount,
    sum_cell,
    withheld_words,
)

__all__ = ["AccountLine", "account_columns", "account_totals", "known_of_gone"]


class AccountLine(NamedTuple):
    """Hold the account of an initiative, an objective or a module; of one initiative, where it stands."""

    name: str
    account: Account
    now: InitiativeState | None = None


def account_columns(book: Book) -> tuple[Col[AccountLine], ...]:
    """Return an account's columns; what nobody stated stands as such, and sums say of how many."""
    tr, sums = book.tr, account_totals(book)
    return (
        Col("budget", tr("Budget"), lambda one: _budget(book, one), "number", total=sums["budget"]),
        Col("spent", tr("Spent"), lambda one: _paid(book, one, "spent"), "number", total=sums["spent"]),
        Col(
            "committed",
            tr("Ordered, not yet paid"),
            lambda one: _paid(book, one, "committed"),
            "number",
            total=sums["committed"],
        ),
        Col("left", tr("Left of the budget"), lambda one: _left(book, one), "number", total=sums["left"]),
        Col(
            "forecast",
            tr("Expected in the end"),
            lambda one: _expected(book, one),
            "number",
            total=sums["forecast"],
        ),
        Col(
            "overrun",
            tr("Against the budget"),
            lambda one: _overrun(book, one),
            "number",
            total=sums["overrun"],
        ),
    )


def account_totals(book: Book) -> Mapping[str, b.Cell]:
    """Return the sums over the whole plan, each with its figure, and of how many initiatives it is."""
    tr, figures, whole = book.tr, book.figures, book.figures.budget.total
    known, every, unstated = whole.known, whole.known.every, budget_silence(book)
    unspent, unordered = silent_amount(book, "spent"), silent_amount(book, "committed")
    left, over = Figure("money.left-of-approved", whole.left), figures.overrun_share
    approved = book.amount(figures.approved) if whole.budget else book.money(None, _unstated(book, whole))
    spent, ordered = known_of_gone(whole, "spent"), known_of_gone(whole, "committed")
    return {
        "budget": sum_cell(book, approved, known.budget, every, unstated, "total.budget"),
        "spent": sum_cell(book, book.amount(figures.spent), spent, every, unspent, "total.spend"),
        "committed": sum_cell(
            book, book.amount(figures.committed), ordered, every, unordered, "total.orders"
        ),
        "left": sum_cell(book, book.amount(left), known.left, every, unspent, "total.left"),
        "forecast": sum_cell(
            book, book.amount(figures.at_completion), known.forecast, every, unstated, "total.forecast"
        ),
        "overrun": book.share(Figure(over.id, over.value), 1, sign=True)
        if over.value is not None and figures.cost_forecast
        else b.Missing(tr("no forecast") if whole.budget else ""),
    }


def _unstated(book: Book, account: Account) -> str:
    return "" if account.known.budget == account.known.every else budget_silence(book)


def _why_no_budget(book: Book, one: AccountLine) -> str:
    return budget_words(book, one.now.initiative) if one.now else _unstated(book, one.account)


def _budget(book: Book, one: AccountLine) -> b.Content:
    known = one.account.known
    stated = one.account.budget if known.budget else None  # a budget of 0 is one
    amount = book.money(stated, _why_no_budget(book, one))
    return sum_cell(book, amount, known.budget, known.every, _why_no_budget(book, one))


def _paid(book: Book, one: AccountLine, field: Literal["spent", "committed"]) -> b.Content:
    if one.now:
        begins = getattr(one.account.known, f"idle_{field}") > 0
        return reported_amount(book, one.now, field, book.tr("the work has not begun") if begins else "")
    amount, known = book.money(getattr(one.account, field)), one.account.known
    idle = known.idle_spent if field == "spent" else known.idle_committed
    why = book.tr("the work has not begun") if idle == known.every else book.tr("not reported yet")
    return sum_cell(book, amount, known_of_gone(one.account, field), known.every, why)


def _left(book: Book, one: AccountLine) -> b.Content:
    known, why = one.account.known, _why_no_budget(book, one) or book.tr("not reported yet")
    return sum_cell(book, book.money(one.account.left), known.left, known.every, why)


def _expected(book: Book, one: AccountLine) -> b.Content:
    known, amount = one.account.known, book.money(one.account.forecast)
    if one.now and (held := withheld_words(book, one.now.withheld, "forecast_cost")):
        return b.Missing(held)
    if one.account.budget and one.now and one.now.forecast_cost is None:
        return (amount, bracket_gap(book), book.tr("(the budget)"))
    return sum_cell(book, amount, known.forecast, known.every, _why_no_budget(book, one))


def _overrun(book: Book, one: AccountLine) -> b.Inline:
    if not one.account.budget:
        return b.Missing(_why_no_budget(book, one))
    if not book.figures.cost_forecast or (one.now and one.now.forecast_cost is None):
        held = withheld_words(book, one.now.withheld, "forecast_cost") if one.now else ""
        return b.Missing(held or book.tr("no forecast"))
    share = one.account.overrun / one.account.budget
    return b.Number(share * 100, book.locale.percent(share, 1, sign=True), "%")


def known_of_gone(account: Account, field: Literal["spent", "committed"]) -> int:
    """Return of how many a sum is; what went to work that was dropped since is known without any of them.

    Work that has not begun makes no sum where nobody says anything.
    """
    of, amount = account.known, getattr(account, field)
    known, idle = (of.spent, of.idle_spent) if field == "spent" else (of.committed, of.idle_committed)
    if amount and not known:
        return of.every
    return 0 if known == idle and not amount else known
