"""Make the tables of the approved money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.accounts import Account
from erpsite.analysis.money.budget import BudgetState
from erpsite.analysis.people.resources import plan_quarters
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import Initiative
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap
from erpsite.pages.kit.naming import kind_name
from erpsite.pages.kit.states import budget_words, reported_amount, sum_cell
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
        *((b.Column("unplaced", tr("Not told by quarter"), "number"),) if split.unplaced else ()),
        b.Column("total", tr("Total"), "number"),
        b.Column("share", tr("Share"), "bar"),
    )
    rows = []
    for kind, amount in split.by_kind.items():
        inside = [split.cells.get((kind, quarter), Decimal(0)) for quarter in quarters]
        other = split.placed(kind) - sum(inside, Decimal(0))
        unplaced = [amount - split.placed(kind)] if split.unplaced else []
        cells = _amounts(book, [*inside, other, *unplaced, amount])
        rows.append(b.Row((kind_name(book, kind), *cells, share_cell(book, amount, split.total))))
    if untold := split.total - sum(split.by_kind.values(), Decimal(0)):
        cells = _amounts(book, [*(Decimal(0) for _ in quarters), Decimal(0), untold, untold])
        rows.append(b.Row((tr("Kind not told"), *cells, share_cell(book, untold, split.total))))
    sums = [split.by_quarter.get(quarter, Decimal(0)) for quarter in quarters]
    parts = {
        **dict(zip(quarters, sums, strict=True)),
        "other": split.total - split.unplaced - sum(sums, Decimal(0)),
        **({"unplaced": split.unplaced} if split.unplaced else {}),
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
    columns = (
        b.Column("item", tr("Money of the plan year"), wide=True),
        b.Column("amount", tr("Amount"), "number"),
        b.Column("share", tr("Of the envelope"), "bar"),
    )
    beyond: b.Tone | None = "red" if money.left_at_end < 0 else "amber" if money.contingency_used else None
    amounts = (money.approved, money.spent, money.committed, money.total.left, money.forecast)
    one, two, three, four, five = (book.money(amount) for amount in amounts)
    budget, spent, committed, left, forecast, _ = _summed(
        book, money.total, (one, two, three, four, five), b.Missing()
    )
    items: tuple[tuple[str, b.Content, Decimal, b.Tone | None], ...] = (
        (tr("Envelope"), book.money(money.envelope), money.envelope, None),
        (tr("− held back as contingency"), book.money(money.contingency), money.contingency, None),
        (tr("= may be given out"), book.money(money.spendable), money.spendable, None),
        (tr("− approved"), budget, money.approved, None),
        (tr("= still to give out"), book.money(money.free), money.free, "red" if money.free < 0 else None),
        (tr("Spent"), spent, money.spent, None),
        (tr("Ordered, not yet paid"), committed, money.committed, None),
        (tr("Left of the approved"), left, money.total.left, "red" if money.total.left < 0 else None),
        (tr("Expected in the end"), forecast, money.forecast, beyond),
        (
            tr("Left of the envelope in the end"), book.money(money.left_at_end), money.left_at_end,
            beyond if beyond == "red" else None,
        ),
    )  # fmt: skip
    rows = tuple(
        b.Row(
            (name, cell, cell if isinstance(cell, b.Missing) else share_cell(book, amount, money.envelope)),
            tone=tone,
        )
        for name, cell, amount, tone in items
    )
    return b.Table("envelope", columns, rows)


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
                    *_planned(book, money, planned),
                    book.money(paid if known else None, tr("not reported yet")),
                    _signed(book, paid - planned) if known and planned else b.Missing(),
                )
            )
        )
    if money.split.unplaced:
        words = (tr("Not told by quarter"), *_planned(book, money, money.split.unplaced))
        rows.append(b.Row((*words, b.Missing(), b.Missing())))
    approved, spent_cell, *_ = _total_cells(book, money.total)
    over = Figure("money.spent-less-approved", money.spent - money.approved)
    compared = book.figures.spend_known and money.stated
    total = b.Row(
        (
            tr("Total"),
            approved,
            _approved_share(book, money),
            spent_cell,
            book.amount(over, sign=True) if compared else b.Missing(),
        )
    )
    return b.Table("money-by-quarter", columns, tuple(rows), caption=tr("By quarter"), total=total)


def _planned(book: Book, money: BudgetState, planned: Decimal) -> tuple[b.Content, b.Inline]:
    """Return what a quarter may cost and its share; nothing planned is no 0 where budgets are not told."""
    if not planned and (money.split.unplaced or money.stated < money.count):
        return book.money(None, book.tr("not told by quarter")), b.Missing()
    return book.money(planned), share_cell(book, planned, money.envelope)


def _approved_share(book: Book, money: BudgetState) -> b.Inline:
    """Return how much of the envelope is approved."""
    if not money.envelope:
        return b.Missing(book.tr("no budget"))
    if money.count and not money.stated:
        return book.money(None, book.tr("no budget stated"))
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
                *_own_cells(book, now, accounts[now.initiative.id]),
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


def _own_cells(book: Book, now: InitiativeState, account: Account) -> tuple[b.Content, ...]:
    """Return the cells of one initiative's account; what nobody stated or reported stands as such."""
    tr = book.tr
    none, why = tr("not reported yet"), budget_words(book, now.initiative)
    expected: b.Content = book.money(account.forecast)
    change: b.Inline = b.Missing(why)
    if account.budget and now.forecast_cost is None:
        expected = (book.money(account.forecast), bracket_gap(book), tr("(the budget)"))
        change = b.Missing(tr("no forecast"))
    elif account.budget:
        change = _overrun(book, account)
    elif account.known.every and not account.known.forecast:
        expected = b.Missing(why)
    known = account.known.left or not account.known.every
    return (
        book.money(account.budget or None, why),
        reported_amount(book, now, "spent"),
        reported_amount(book, now, "committed"),
        book.money(account.left if known else None, why or none),
        expected,
        change,
    )


def _overrun(book: Book, account: Account) -> b.Number:
    share = account.overrun / account.budget
    return b.Number(share * 100, book.locale.percent(share, 1, sign=True), "%")


def _account_cells(book: Book, account: Account) -> tuple[b.Content, ...]:
    """Return the cells of what several initiatives share, each with how many of them it is made of."""
    change = _overrun(book, account) if account.budget else b.Missing()
    shown = (
        book.money(account.budget or None, _no_budget(book, account)),
        book.money(account.spent),
        book.money(account.committed),
        book.money(account.left),
        book.money(account.forecast),
    )
    return _summed(book, account, shown, change)


def _no_budget(book: Book, account: Account) -> str:
    return "" if account.known.budget == account.known.every else book.tr("no budget stated")


def _summed(
    book: Book,
    account: Account,
    shown: tuple[b.Inline, b.Inline, b.Inline, b.Inline, b.Inline],
    change: b.Inline,
    name: str = "",
) -> tuple[b.Content, ...]:
    """Return budget, spent, committed, left, expected and change of a sum, each with its coverage.

    A sum says of how many initiatives it is, or why there is none; `name` tells totals apart from rows.
    """
    known, none, unstated = account.known, book.tr("not reported yet"), book.tr("no budget stated")
    gone = account.spent or account.committed
    reasons = (
        ("budget", known.budget, unstated),
        ("spend", known.every if gone and not known.spent else known.spent, none),
        ("orders", known.every if gone and not known.committed else known.committed, none),
        ("left", known.left, none if known.budget else unstated),
        ("forecast", known.forecast, unstated),
    )
    cells = tuple(
        sum_cell(book, cell, of, known.every, why, f"{name}{topic}" if name else "")
        for cell, (topic, of, why) in zip(shown, reasons, strict=True)
    )
    return (*cells, change)


def _total_cells(book: Book, whole: Account) -> tuple[b.Content, ...]:
    """Return the cells of the whole plan's account, each with its figure."""
    figures, share = book.figures, b.Missing()
    over = float(whole.overrun / whole.budget) if whole.budget else 0.0
    left = Figure("money.left-of-approved", whole.left)
    shown = (
        book.amount(figures.approved) if whole.budget else book.money(None, _no_budget(book, whole)),
        book.amount(figures.spent),
        book.amount(figures.committed),
        book.amount(left),
        book.amount(figures.at_completion),
    )
    change = book.share(Figure("money.overrun.of-approved", over), 1, sign=True) if whole.budget else share
    return _summed(book, whole, shown, change, "total.")


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
    share = share_cell(book, account.budget, book.figures.budget.envelope)
    if account.known.every and not account.known.budget:
        share = book.money(None, book.tr("no budget stated"))
    return (budget, share, *others)
