"""Make the tables of the approved money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.accounts import Account
from erpsite.analysis.money.budget import BudgetState
from erpsite.analysis.money.draft_budget import DraftBudget
from erpsite.analysis.people.resources import plan_quarters
from erpsite.model.initiative import Initiative
from erpsite.model.quantity import quarter_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import some_money
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.envelope import envelope_unknown, line_unknown
from erpsite.pages.kit.naming import kind_name
from erpsite.pages.kit.states import budget_silence, covered_title, silent_amount, sum_cell
from erpsite.pages.kit.words import status_chip
from erpsite.pages.plan.account_columns import AccountLine, account_columns, account_totals, known_of_gone
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
    kinds: list[tuple[str, Decimal]] = [*split.by_kind.items()]
    if untold := split.total - sum(split.by_kind.values(), Decimal(0)):
        kinds.append(("", untold))
    return Rows(kinds).table(
        "budget",
        spread(
            "kind",
            tr("Kind of money"),
            lambda kind, _all: kind_name(book, kind) if kind else tr("Kind not told"),
            total=tr("Total"),
        ),
        *_kind_columns(book, split),
        spread(
            "share",
            tr("Share"),
            lambda _kind, amount: share_cell(book, amount, split.total),
            "bar",
            total=b.Missing(),
        ),
        caption=covered_title(
            book, tr("Approved budget by kind and quarter"), money.stated, money.count, "total.kinds"
        ),
        empty=tr("No approved initiative has a budget."),
        summed=bool(kinds),
    )


def _kind_columns(book: Book, split: DraftBudget) -> Iterator[Col[Any]]:
    """Yield a column for each quarter of the plan year, for what lies beside them, and for the whole."""
    tr, quarters = book.tr, plan_quarters(book.handbook.plan)

    def within(kind: str) -> Decimal:
        return sum((split.cells.get((kind, quarter), Decimal(0)) for quarter in quarters), Decimal(0))

    def column(name: str, title: str, told: Callable[..., b.Cell], of: str, whole: Decimal) -> Col[Any]:
        total = book.amount(Figure("money.approved", whole, of)) if whole else b.Missing()
        return spread(name, title, told, "number", total=total)

    for quarter in quarters:
        yield column(
            quarter.lower(),
            book.locale.quarter(quarter),
            _cell_of(book, split, quarter),
            quarter,
            split.by_quarter.get(quarter, Decimal(0)),
        )
    in_year = sum((split.by_quarter.get(quarter, Decimal(0)) for quarter in quarters), Decimal(0))
    yield column(
        "other",
        tr("Other years"),
        lambda kind, _all: some_money(book, split.placed(kind) - within(kind)),
        "other",
        split.total - split.unplaced - in_year,
    )
    if split.unplaced:
        title = tr("Not told by quarter")
        yield column(
            "unplaced", title, lambda kind, all_: some_money(book, all_ - split.placed(kind)), "unplaced",
            split.unplaced,
        )  # fmt: skip
    yield column("total", tr("Total"), lambda _kind, amount: some_money(book, amount), "", split.total)


def _cell_of(book: Book, split: DraftBudget, quarter: str) -> Callable[..., b.Cell]:
    return lambda kind, _all: some_money(book, split.cells.get((kind, quarter)))


def _comparable(money: BudgetState) -> bool:
    """Say whether spend may be set against the budget: both are known of the same initiatives."""
    known = money.total.known
    return known.spent > known.idle_spent and known.spent == known.budget == known.left


def envelope_table(book: Book, money: BudgetState) -> b.Table:
    """Return how the envelope is held back, given out, spent and left, each as a share of it."""
    tr = book.tr
    beyond: b.Tone | None = "red" if money.envelope_broken else "amber" if money.contingency_used else None
    whole, known, every = money.total, money.total.known, money.total.known.every
    unstated, unspent = budget_silence(book), silent_amount(book, "spent")
    unordered = silent_amount(book, "committed")
    gap = line_unknown(book)
    items: tuple[tuple[str, Decimal | None, b.Tone | None, int, str], ...] = (
        (tr("Envelope"), money.envelope, None, every, gap),
        (tr("− held back as contingency"), money.contingency, None, every, gap),
        (tr("= may be given out"), money.spendable, None, every, gap),
        (tr("− approved"), money.approved, None, known.budget, unstated),
        (tr("= still to give out"), money.free, "red" if money.overgiven else None, every, gap),
        (tr("Spent"), money.spent, None, known_of_gone(whole, "spent"), unspent),
        (tr("Ordered, not yet paid"), money.committed, None, known_of_gone(whole, "committed"), unordered),
        (tr("Left of the approved"), whole.left, "red" if whole.left < 0 else None, known.left, unspent),
        (tr("Expected in the end"), money.forecast, beyond, known.forecast, unstated),
        (
            tr("Left of the envelope in the end"), money.left_at_end, beyond if beyond == "red" else None,
            every, gap,
        ),
    )  # fmt: skip
    return Rows(items, tone=lambda row: row[2]).table(
        "envelope",
        spread("item", tr("Money of the plan year"), lambda name, *_: name, wide=True),
        spread(
            "amount",
            tr("Amount"),
            lambda _name, amount, _tone, of, why: sum_cell(book, book.money(amount, why), of, every, why),
            "number",
        ),
        spread(
            "share",
            tr("Of the envelope"),
            lambda _name, amount, _tone, of, _why: (
                _of_envelope(book, amount) if of or not every else b.Missing()
            ),
            "bar",
        ),
    )


class _Quarter(NamedTuple):
    """Hold what a quarter may cost and what was spent in it."""

    name: str
    planned: Decimal
    paid: Decimal
    known: bool
    """Whether a review of this quarter was held since spending was first reported."""


def quarter_table(book: Book, money: BudgetState) -> b.Table:
    """Return what each quarter may cost and what its reviews reported as spent."""
    tr, spent, budget = book.tr, money.spent_by_quarter, money.split.by_quarter
    none, start = Decimal(0), book.handbook.plan.fiscal_offset
    held = {quarter_of(review.month, start) for review in book.state.reviews}
    told = {q for q in held if min(spent, default="~") <= q <= max(spent, default="")}
    quarters = sorted({*plan_quarters(book.handbook.plan), *budget, *spent})
    rows = [_Quarter(q, budget.get(q, none), spent.get(q, none), q in told) for q in quarters]
    if money.split.unplaced:
        rows.append(_Quarter("", money.split.unplaced, none, known=False))
    sums = account_totals(book)
    over = Figure("money.spent-less-approved", money.spent - money.approved)
    return Rows(rows).table(
        "money-by-quarter",
        Col("quarter", tr("Quarter"), lambda one: _quarter_name(book, one), "date", total=tr("Total")),
        Col(
            "budget",
            tr("Budget"),
            lambda one: _planned(book, money, one.planned),
            "number",
            total=sums["budget"],
        ),
        Col(
            "share",
            tr("Of the envelope"),
            lambda one: _of_envelope(book, one.planned) if one.planned else b.Missing(),
            "bar",
            total=_approved_share(book, money),
        ),
        Col(
            "spent",
            tr("Spent"),
            lambda one: book.money(
                one.paid if one.known else None, tr("not reported yet") if one.name else ""
            ),
            "number",
            total=sums["spent"],
        ),
        Col(
            "over",
            tr("Spent, less budget"),
            lambda one: _signed(book, one.paid - one.planned) if one.known and one.planned else b.Missing(),
            "number",
            total=book.amount(over, sign=True) if _comparable(money) else b.Missing(),
        ),
        caption=tr("By quarter"),
    )


def _quarter_name(book: Book, one: _Quarter) -> str:
    return book.locale.quarter(one.name) if one.name else book.tr("Not told by quarter")


def _planned(book: Book, money: BudgetState, planned: Decimal) -> b.Inline:
    """Return what a quarter may cost; nothing planned is no 0 where budgets are not told by quarter."""
    if not planned and (money.split.unplaced or money.stated < money.count):
        return book.money(None, book.tr("not told by quarter"))
    return book.money(planned)


def _approved_share(book: Book, money: BudgetState) -> b.Inline:
    """Return how much of the envelope is approved."""
    if not money.envelope:
        return b.Missing(envelope_unknown(book) or book.tr("no budget"))
    if money.count and not money.stated:
        return book.money(None, budget_silence(book))
    return book.share(Figure("money.approved.of-envelope", float(money.approved / money.envelope)))


def _of_envelope(book: Book, amount: Decimal | None) -> b.Cell:
    """Return an amount as a share of the envelope, or why there is none."""
    whole = book.figures.budget.envelope
    if whole is None or amount is None:
        return b.Missing(envelope_unknown(book))
    return share_cell(book, amount, whole)


def _signed(book: Book, amount: Decimal) -> b.Number:
    return b.Number(amount, book.locale.money(amount, sign=True), book.locale.currency)


def money_table(book: Book, initiatives: Sequence[Initiative], name: str = "money") -> b.Table:
    """Return what some initiatives cost: those in the plan, and those dropped after money was spent."""
    tr, accounts, states = book.tr, book.figures.budget.initiatives, book.state.initiatives
    shown = [states[one.id] for one in initiatives if one.id in accounts]
    rows = [AccountLine(now.initiative.id, accounts[now.initiative.id], now) for now in shown]
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
        *account_columns(book),
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
    budget, *others = account_columns(book)
    lines = [AccountLine(name, accounts[name]) for name in order]
    return Rows(lines, tone=lambda one: None if one.name else "amber").table(
        f"money-by-{first[0]}",
        Col(*first, lambda one: shown(one.name), wide=True, total=tr("Total")),
        budget,
        Col(
            "share",
            tr("Of the envelope"),
            lambda one: _of_envelope(book, one.account.budget) if one.account.budget else b.Missing(),
            "bar",
            total=_approved_share(book, money),
        ),
        *others,
        caption=caption,
        empty=tr("No approved initiative has a budget."),
        summed=bool(order),
    )
