"""Draw what an initiative costs and who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.money.accounts import account_of
from erpsite.analysis.people.resources import plan_quarters
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import BudgetLine, EffortLine, Initiative
from erpsite.model.quantity import quarter_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import bracket_gap, money_value, ratio_value
from erpsite.pages.kit.naming import kind_name
from erpsite.pages.kit.states import budget_cell, budget_words, reported_amount
from erpsite.pages.plan.contract_tables import contracts_table

__all__ = ["budget_lines_table", "effort_table", "money_blocks", "value_facts"]


def money_blocks(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return money, people and third parties."""
    tr, one = book.tr, now.initiative
    return (
        b.Heading(tr("Money and people"), "money"),
        _spend(book, now),
        budget_lines_table(book, one),
        effort_table(book, one),
        *((contracts_table(book, one.id),) if book.figures.contracts(one.id) else ()),
        *value_facts(book, one.id),
        *_benefit_link(book, now),
    )


def _benefit_link(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return the way to the row that sets cost against promise, where the initiative has one."""
    if now.stage not in ("approved", "finished") or book.handbook.hides("money"):
        return ()
    link = b.Link(book.tr("Cost, promise and proof of each initiative"), "plan/value", now.initiative.id)
    return (b.Paragraph(link),)


def _spend(book: Book, now: InitiativeState) -> b.Facts:
    tr, none = book.tr, book.tr("not reported yet")
    expected: b.Content = reported_amount(book, now, "forecast_cost")
    account = account_of(now, book.state.today)
    left = book.money(account.left if account.known.left else None, none)
    if why := budget_words(book, now.initiative):
        left = b.Missing(why)
    if now.overrun:
        share = book.locale.percent(now.overrun, sign=True)
        expected = (
            book.money(now.forecast_cost),
            bracket_gap(book),
            tr("({change} on the budget)", change=share),
        )
    return b.Facts(
        (
            (tr("Budget"), budget_cell(book, now.initiative)),
            *_whole_life(book, now),
            (tr("Spent"), reported_amount(book, now, "spent")),
            (tr("Ordered, not yet paid"), reported_amount(book, now, "committed")),
            (tr("Left of the budget"), left),
            (tr("Expected at completion"), expected),
        )
    )


def _whole_life(book: Book, now: InitiativeState) -> tuple[tuple[str, b.Content], ...]:
    """Return cost and benefit over the whole life, where they are stated, beside those of the year."""
    tr, one = book.tr, now.initiative
    benefit = one.benefit.whole_life if one.benefit else None
    found: list[tuple[str, b.Content]] = []
    if one.whole_life_cost is not None:
        found.append((tr("Cost over the whole life"), book.money(one.whole_life_cost)))
    if benefit is not None:
        found.append((tr("Benefit over the whole life"), book.money(benefit)))
    return tuple(found)


def budget_lines_table(book: Book, one: Initiative) -> b.Table:
    """Return the budget by kind and quarter of the plan year, and beyond it."""
    tr = book.tr
    quarters = plan_quarters(book.handbook.plan)
    others = any(set(line.by_quarter) - set(quarters) for line in one.budget)
    unplaced = any(line.unplaced for line in one.budget)
    parties = {party.id: party.name for party in one.third_parties}
    columns = (
        b.Column("kind", tr("Kind of money")),
        *(b.Column(q.lower(), book.locale.quarter(q), "number") for q in quarters),
        *((b.Column("other", tr("Other years"), "number"),) if others else ()),
        *((b.Column("unplaced", tr("Not told by quarter"), "number"),) if unplaced else ()),
        b.Column("total", tr("Total"), "number"),
    )
    rows = []
    for line in one.budget:
        name = kind_name(book, line.kind)
        if line.third_party in parties:
            name = f"{name} · {book.text(parties[line.third_party])}"
        cells = _amounts(book, [line], quarters, others)
        cells = [*cells, book.money(line.unplaced)] if unplaced else cells
        rows.append(b.Row((name, *cells, book.money(line.total)), source=line.where))
    sums = _sums(book, one, quarters, others)
    unknown = Figure("initiative.budget.unplaced", sum((x.unplaced for x in one.budget), Decimal(0)), one.id)
    sums = [*sums, book.amount(unknown)] if unplaced else sums
    whole = book.amount(Figure("initiative.budget", one.cost, one.id))
    total = b.Row((tr("Total"), *sums, whole))
    return b.Table(
        f"budget-{one.id}", columns, tuple(rows), caption=tr("Budget by kind and quarter"),
        empty=tr("No budget is planned."), total=total if rows else None, topic="money",
    )  # fmt: skip


def _amounts(
    book: Book, budget: Sequence[BudgetLine], quarters: Sequence[str], others: bool
) -> list[b.Inline]:
    """Return the sum of some lines in each quarter, and in all other quarters."""
    sums = _quarter_sums(budget, quarters, others).values()
    return [book.money(amount) if amount else b.Missing() for amount in sums]


def _sums(book: Book, one: Initiative, quarters: Sequence[str], others: bool) -> list[b.Inline]:
    """Return the initiative's budget in each quarter, and in all other quarters."""
    sums = _quarter_sums(one.budget, quarters, others)
    return [book.amount(Figure("initiative.budget", sum_, f"{one.id}/{q}")) for q, sum_ in sums.items()]


def _quarter_sums(budget: Sequence[BudgetLine], quarters: Sequence[str], others: bool) -> dict[str, Decimal]:
    sums = {q: sum((line.by_quarter.get(q, Decimal(0)) for line in budget), Decimal(0)) for q in quarters}
    if others:
        sums["other"] = sum((line.total for line in budget), Decimal(0)) - sum(sums.values(), Decimal(0))
    return sums


def effort_table(book: Book, one: Initiative) -> b.Table:
    """Return the person-days by role and quarter; a quarter in which the role is overloaded is marked."""
    tr, loads = book.tr, book.figures.resources.loads
    by_role: dict[str, dict[str, float]] = {}
    for line in one.effort:
        cells = by_role.setdefault(line.role, {})
        for quarter, days in _by_quarter(book, line):
            cells[quarter] = cells.get(quarter, 0.0) + days
    quarters = plan_quarters(book.handbook.plan)
    others = any(set(cells) - set(quarters) for cells in by_role.values())
    columns = (
        b.Column("role", tr("Role")),
        *(b.Column(q.lower(), book.locale.quarter(q), "number") for q in quarters),
        *((b.Column("other", tr("Other years"), "number"),) if others else ()),
        b.Column("total", tr("Person-days"), "number"),
    )
    rows = []
    for role, cells in by_role.items():
        shown: list[b.Content] = []
        for quarter in quarters:
            load = loads.get((role, quarter))
            over = bool(load and load.overloaded and quarter in cells)
            shown.append(_days(book, cells.get(quarter), over))
        if others:
            outside = [days for quarter, days in cells.items() if quarter not in quarters]
            shown.append(_days(book, sum(outside) if outside else None, False))
        rows.append(b.Row((_role(book, role), *shown, _days(book, sum(cells.values()), False))))
    return b.Table(
        f"effort-{one.id}", columns, tuple(rows), caption=tr("Effort in person-days by role and quarter"),
        empty=tr("No effort is planned."),
    )  # fmt: skip


def _by_quarter(book: Book, line: EffortLine) -> list[tuple[str, float]]:
    fiscal = book.handbook.plan.fiscal_offset
    return [*line.by_quarter.items(), *((quarter_of(m, fiscal), days) for m, days in line.by_month.items())]


def _role(book: Book, role: str) -> b.Inline:
    return b.Link(book.name("roles", role), "plan/resources", f"role-{role}")


def _days(book: Book, days: float | None, over: bool) -> b.Content:
    if days is None:
        return b.Missing()
    number = b.Number(days, book.locale.number(days, 0))
    return (number, " ", b.Chip("red", book.tr("overloaded"))) if over else number


def value_facts(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return the earned value of a funded initiative, folded away; led by what does not flatter."""
    tr, value = book.tr, book.figures.earned_value.initiatives.get(name)
    if value is None:
        return ()
    facts = b.Facts(
        (
            (tr("SPI(t), schedule performance by time"), ratio_value(book, value.spi_t)),
            (tr("SPI, schedule performance by money"), ratio_value(book, value.spi)),
            (tr("CPI, cost performance"), ratio_value(book, value.cpi)),
            (tr("Planned value to date"), money_value(book, value.pv)),
            (tr("Earned value"), money_value(book, value.ev)),
            (tr("Actual cost"), money_value(book, value.ac)),
            (tr("Estimate at completion"), money_value(book, value.eac)),
            (tr("Estimate to complete"), money_value(book, value.etc)),
            (tr("Variance at completion"), money_value(book, value.vac)),
            (tr("TCPI, efficiency the rest needs"), ratio_value(book, value.tcpi)),
            (tr("Earned schedule, months"), ratio_value(book, value.es)),
            (tr("Expected duration, months"), ratio_value(book, value.expected_duration)),
        )
    )
    return (b.Details(tr("Earned value and earned schedule"), (facts,), topic="money"),)
