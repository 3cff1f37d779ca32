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
from erpsite.pages.kit.cells import bracket_gap, count_cell, money_value, ratio_value, some_money
from erpsite.pages.kit.columns import Col, Rows, cols
from erpsite.pages.kit.naming import kind_name
from erpsite.pages.kit.states import budget_cell, budget_words, reported_amount, withheld_words
from erpsite.pages.plan.contract_tables import contracts_table

__all__ = ["budget_lines_table", "effort_table", "money_blocks", "value_facts"]


def money_blocks(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return money, people and third parties."""
    tr, one = book.tr, now.initiative
    return (
        b.Heading(tr("Money and people"), "money"),
        _spend(book, now),
        *_lines(book, one),
        *value_facts(book, one.id),
        *_benefit_link(book, now),
    )


def _lines(book: Book, one: Initiative) -> tuple[b.Block, ...]:
    """Return budget, effort and contracts line by line, folded where there are lines."""
    contracts = (contracts_table(book, one.id),) if book.figures.contracts(one.id) else ()
    tables = (budget_lines_table(book, one), effort_table(book, one), *contracts)
    if not (one.budget or one.effort or contracts):
        return tables
    return (b.Details(book.tr("Line by line and quarter by quarter"), tables),)


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
    held = withheld_words(book, one.withheld, "whole_life_cost")
    if one.whole_life_cost is not None or held:
        found.append((tr("Cost over the whole life"), book.money(one.whole_life_cost, held)))
    held = withheld_words(book, one.benefit.withheld, "whole_life") if one.benefit else ""
    if benefit is not None or held:
        found.append((tr("Benefit over the whole life"), book.money(benefit, held)))
    return tuple(found)


def budget_lines_table(book: Book, one: Initiative) -> b.Table:
    """Return the budget by kind and quarter of the plan year, and beyond it."""
    tr, quarters = book.tr, plan_quarters(book.handbook.plan)
    others = any(set(line.by_quarter) - set(quarters) for line in one.budget)
    unplaced = sum((line.unplaced for line in one.budget), Decimal(0))
    sums = _quarter_sums(one.budget, quarters, others)
    of_line = {id(line): _quarter_sums([line], quarters, others) for line in one.budget}

    def amounts(key: str, title: str, of: str) -> Col[BudgetLine]:
        return Col(
            key,
            title,
            lambda line: some_money(book, of_line[id(line)][of]),
            "number",
            total=book.amount(Figure("initiative.budget", sums[of], f"{one.id}/{of}"))
            if sums[of] or not unplaced
            else b.Missing(),
        )

    return Rows(one.budget, source=lambda line: line.where).table(
        f"budget-{one.id}",
        Col("kind", tr("Kind of money"), lambda line: _line_name(book, one, line), total=tr("Total")),
        *cols(quarters, lambda q: amounts(q.lower(), book.locale.quarter(q), q)),
        *((amounts("other", tr("Other years"), "other"),) if others else ()),
        *((_unplaced(book, one, unplaced),) if any(line.unplaced for line in one.budget) else ()),
        Col(
            "total",
            tr("Total"),
            lambda line: book.money(None if line.withheld else line.total, _held(book, line)),
            "number",
            total=book.money(None, budget_words(book, one))
            if one.stated_cost is None
            else book.amount(Figure("initiative.budget", one.cost, one.id)),
        ),
        caption=tr("Budget by kind and quarter"),
        empty=tr("No budget is planned."),
        topic="money",
        summed=bool(one.budget),
    )


def _unplaced(book: Book, one: Initiative, total: Decimal) -> Col[BudgetLine]:
    """Return the column of what no quarter is told for."""
    return Col(
        "unplaced",
        book.tr("Not told by quarter"),
        lambda line: some_money(book, line.unplaced),
        "number",
        total=book.amount(Figure("initiative.budget.unplaced", total, one.id)),
    )


def _held(book: Book, line: BudgetLine) -> str:
    """Return that an amount of a line is withheld, and why; empty where none is."""
    return next((withheld_words(book, line.withheld, name) for name in line.withheld), "")


def _quarter_sums(budget: Sequence[BudgetLine], quarters: Sequence[str], others: bool) -> dict[str, Decimal]:
    sums = {q: sum((line.by_quarter.get(q, Decimal(0)) for line in budget), Decimal(0)) for q in quarters}
    if others:
        sums["other"] = sum((line.total for line in budget), Decimal(0)) - sum(sums.values(), Decimal(0))
    return sums


def _line_name(book: Book, one: Initiative, line: BudgetLine) -> str:
    """Return the kind of money, and the third party that it is for."""
    name = kind_name(book, line.kind)
    party = next((party for party in one.third_parties if party.id == line.third_party), None)
    return f"{name} · {book.text(party.name)}" if party else name


def effort_table(book: Book, one: Initiative) -> b.Table:
    """Return the person-days by role and quarter; a quarter in which the role is overloaded is marked."""
    tr, loads, quarters = book.tr, book.figures.resources.loads, plan_quarters(book.handbook.plan)
    by_role: dict[str, dict[str, float]] = {}
    for line in one.effort:
        days = by_role.setdefault(line.role, {})
        for quarter, more in _by_quarter(book, line):
            days[quarter] = days.get(quarter, 0.0) + more
    outside = {role: [n for q, n in days.items() if q not in quarters] for role, days in by_role.items()}

    def in_quarter(role: str, quarter: str) -> b.Content:
        load, days = loads.get((role, quarter)), by_role[role].get(quarter)
        return _days(book, days, bool(load and load.overloaded and days is not None))

    return Rows(by_role).table(
        f"effort-{one.id}",
        Col("role", tr("Role"), lambda role: _role(book, role)),
        *cols(
            quarters,
            lambda q: Col[str](q.lower(), book.locale.quarter(q), lambda role: in_quarter(role, q), "number"),
        ),
        *(
            (
                Col[str](
                    "other",
                    tr("Other years"),
                    lambda role: _days(book, sum(outside[role]) if outside[role] else None),
                    "number",
                ),
            )
            if any(outside.values())
            else ()
        ),
        Col("total", tr("Person-days"), lambda role: _days(book, sum(by_role[role].values())), "number"),
        caption=tr("Effort in person-days by role and quarter"),
        empty=tr("No effort is planned."),
    )


def _by_quarter(book: Book, line: EffortLine) -> list[tuple[str, float]]:
    fiscal = book.handbook.plan.fiscal_offset
    return [*line.by_quarter.items(), *((quarter_of(m, fiscal), days) for m, days in line.by_month.items())]


def _role(book: Book, role: str) -> b.Inline:
    return b.Link(book.name("roles", role), "plan/resources", f"role-{role}")


def _days(book: Book, days: float | None, over: bool = False) -> b.Content:
    if days is None:
        return b.Missing()
    number = count_cell(book, days)
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
