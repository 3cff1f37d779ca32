"""Make the tables of the approved money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.accounts import Account
from erpsite.analysis.money.budget import BudgetState
from erpsite.analysis.people.resources import plan_quarters
from erpsite.model.initiative import Initiative
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap
from erpsite.pages.kit.columns import Rows, spread
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
    parts = {
        **dict(zip(quarters, sums, strict=True)),
        "other": split.total - sum(sums, Decimal(0)),
        "": split.total,
    }
    named = (_sum(book, Figure("money.approved", amount, of)) for of, amount in parts.items())
    total = b.Row((tr("Total"), *named, b.Missing()))
    return b.Table(
        "budget", columns, tuple(rows), caption=tr("Approved budget by kind and quarter"),
        empty=tr("No approved initiative has a budget."), total=total if rows else None,
    )  # fmt: skip


def _amounts(book: Book, amounts: Sequence[Decimal]) -> list[b.Inline]:
    return [book.money(amount) if amount else b.Missing() for amount in amounts]


def _sum(book: Book, amount: Figure[Decimal]) -> b.Inline:
    return book.amount(amount) if amount.value else b.Missing()


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


def quarter_table(book: Book, money: BudgetState) -> b.Table:
    """Return what each quarter may cost and what its reviews reported as spent."""
    tr, spent, budget = book.tr, money.spent_by_quarter, money.split.by_quarter
    columns = (
        b.Column("quarter", tr("Quarter"), "date"),
        b.Column("budget", tr("Budget"), "number"),
        b.Column("share", tr("Of the envelope"), "bar"),
        b.Column("spent", tr("Spent"), "number"),
        b.Column("over", tr("Spent, less budget"), "number"),
    )
    reached = max(spent, default="")
    rows = []
    for quarter in sorted({*plan_quarters(book.handbook.plan), *budget, *spent}):
        planned, paid = budget.get(quarter, Decimal(0)), spent.get(quarter, Decimal(0))
        known = quarter <= reached
        rows.append(
            b.Row(
                (
                    book.locale.quarter(quarter),
                    book.money(planned),
                    share_cell(book, planned, money.envelope),
                    book.money(paid if known else None, tr("not reported yet")),
                    _signed(book, paid - planned) if known else b.Missing(),
                )
            )
        )
    total = b.Row(
        (
            tr("Total"),
            book.amount(book.figures.approved),
            _approved_share(book, money),
            book.amount(book.figures.spent),
            book.amount(Figure("money.spent-less-approved", money.spent - money.approved), sign=True),
        )
    )
    return b.Table("money-by-quarter", columns, tuple(rows), caption=tr("By quarter"), total=total)


def _approved_share(book: Book, money: BudgetState) -> b.Inline:
    """Return how much of the envelope is approved."""
    if not money.envelope:
        return b.Missing(book.tr("no budget"))
    return book.share(Figure("money.approved.of-envelope", float(money.approved / money.envelope)))


def _signed(book: Book, amount: Decimal) -> b.Number:
    return b.Number(amount, book.locale.money(amount, sign=True), book.locale.currency)


def money_table(book: Book, initiatives: Sequence[Initiative], name: str = "money") -> b.Table:
    """Return what some initiatives cost: those in the plan, and those dropped after money was spent."""
    tr, accounts = book.tr, book.figures.budget.initiatives
    states = [book.state.initiatives[one.id] for one in initiatives if one.id in accounts]
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("status", tr("Status"), "status"),
        *_account_columns(book),
    )
    rows = tuple(
        b.Row(
            (
                book.link("initiatives", now.initiative.id),
                status_chip(book, now),
                *_account_cells(
                    book, accounts[now.initiative.id], now.spent is not None, now.forecast_cost is not None
                ),
            ),
            source=now.where,
        )
        for now in states
    )
    whole = book.figures.budget.total
    total = b.Row((tr("Total"), b.Missing(), *_total_cells(book, whole)))
    everything = rows and len(states) == len(accounts)
    empty = tr("No approved initiative has a budget.")
    return b.Table(name, columns, rows, empty=empty, total=total if everything else None)


def _account_columns(book: Book) -> tuple[b.Column, ...]:
    tr = book.tr
    return (
        b.Column("budget", tr("Budget"), "number"),
        b.Column("spent", tr("Spent"), "number"),
        b.Column("committed", tr("Ordered, not yet paid"), "number"),
        b.Column("left", tr("Left of the budget"), "number"),
        b.Column("forecast", tr("Expected in the end"), "number"),
        b.Column("overrun", tr("Against the budget"), "number"),
    )


def _account_cells(
    book: Book, account: Account, reported: bool = True, forecast: bool = True
) -> tuple[b.Content, ...]:
    """Return an account's cells; what nobody reported stands as such, though it counts as 0 in sums."""
    tr = book.tr
    none, over = tr("not reported yet"), account.overrun
    change: b.Inline = b.Missing()
    if account.budget:
        share = over / account.budget
        change = b.Number(share * 100, book.locale.percent(share, 1, sign=True), "%")
    expected: b.Content = book.money(account.forecast)
    if account.budget and not forecast:
        expected, change = (
            (book.money(account.forecast), bracket_gap(book), tr("(the budget)")),
            b.Missing(tr("no forecast")),
        )
    return (
        book.money(account.budget) if account.budget else b.Missing(),
        book.money(account.spent if reported else None, none),
        book.money(account.committed if reported else None, none),
        book.money(account.left),
        expected,
        change,
    )


def _total_cells(book: Book, whole: Account) -> tuple[b.Content, ...]:
    """Return the cells of the whole plan's account, each with its figure."""
    figures, share = book.figures, b.Missing()
    over = float(whole.overrun / whole.budget) if whole.budget else 0.0
    left = Figure("money.left-of-approved", whole.left)
    return (
        book.amount(figures.approved) if whole.budget else b.Missing(),
        book.amount(figures.spent),
        book.amount(figures.committed),
        book.amount(left),
        book.amount(figures.at_completion),
        book.share(Figure("money.overrun.of-approved", over), 1, sign=True) if whole.budget else share,
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
    share = b.Column("share", tr("Of the envelope"), "bar")
    columns = (b.Column(*first, wide=True), budget, share, *others)
    rows = tuple(
        b.Row(
            (shown(name), *_shared(book, accounts[name])),
            tone=None if name else "amber",
        )
        for name in order
    )
    approved, *others_of_total = _total_cells(book, money.total)
    total = b.Row((tr("Total"), approved, _approved_share(book, money), *others_of_total))
    return b.Table(
        f"money-by-{first[0]}", columns, rows, caption=caption,
        empty=tr("No approved initiative has a budget."), total=total if rows else None,
    )  # fmt: skip


def _shared(book: Book, account: Account) -> tuple[b.Content, ...]:
    budget, *others = _account_cells(book, account)
    return (budget, share_cell(book, account.budget, book.figures.budget.envelope), *others)
