"""Draw the money of the draft plan: by quarter and kind, and the ranking with its cut line."""

from __future__ import annotations

from decimal import Decimal

from erpsite.analysis.money.draft_budget import DraftBudget
from erpsite.analysis.portfolio.priority import Priorities
from erpsite.analysis.state.not_available import value_or_none
from erpsite.charts import Bar, Part, ranked_bars, stacked_bars
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import chart
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.kit.envelope import line_unknown
from erpsite.pages.kit.naming import kind_name

__all__ = ["draw_budget_chart", "draw_priority_chart", "money_scale"]

_COLOURS = {"capex": "@blue", "opex": "@amber", "internal": "@green", "vendor": "@purple"}


def money_scale(book: Book) -> tuple[Decimal, str]:
    """Return what amounts are divided by in a chart, and the name of that unit."""
    code = book.locale.currency
    amounts = book.locale.facts.amounts(code)
    name = amounts.chart_money.replace("{code}", code) or book.tr("{currency} million", currency=code)
    return Decimal(amounts.chart_unit), name


@chart(
    "budget",
    title="Budget by quarter",
    about="Stacked bars; the parts differ in colour and hatching.",
    drawn_from=lambda book: book.figures.draft_budget,
    place=120,
)
def draw_budget_chart(book: Book, found: DraftBudget) -> b.Block:
    """Return the budget by quarter, stacked by kind."""
    divisor, unit = money_scale(book)
    quarters = list(found.by_quarter)
    parts = [
        Part(
            kind_name(book, kind),
            [float(found.cells.get((kind, q), Decimal(0)) / divisor) for q in quarters],
            _COLOURS[kind],
        )
        for kind in found.by_kind
    ]
    chart = stacked_bars([book.locale.quarter(quarter) for quarter in quarters], parts, unit)
    finding = book.tr("There is no budget yet")
    if quarters:
        peak = max(quarters, key=lambda quarter: found.by_quarter[quarter])
        finding = book.tr(
            "{quarter} is the dearest quarter, with {amount}",
            quarter=book.locale.quarter(peak),
            amount=book.locale.money(found.by_quarter[peak]),
        )
    rows = [
        (
            book.locale.quarter(q),
            *(book.money(found.cells.get((kind, q))) for kind in found.by_kind),
        )
        for q in quarters
    ]
    titles = (book.tr("Quarter"), *(kind_name(book, kind) for kind in found.by_kind))
    table = plain_table("budget", titles, rows)
    return frame(book, "budget", chart, finding, table, unit=unit, source="data/initiatives")


@chart(
    "priorities",
    title="Priorities and the cut line",
    about="What each initiative adds to the cost, down the ranking; grey bars are beyond the money there is.",
    drawn_from=lambda book: book.figures.priorities,
    place=130,
)
def draw_priority_chart(book: Book, found: Priorities) -> b.Block:
    """Return each cost from where the one before it ends, as far as known; past the line nothing is paid."""
    divisor, unit = money_scale(book)
    bars = [
        Bar(
            f"{one.rank}. {book.text(one.initiative.name)}",
            float(one.initiative.cost / divisor),
            book.locale.money(one.initiative.cost),
            "@blue" if one.funded or found.spendable is None else "@grey",
            float((one.cumulative - one.initiative.cost) / divisor),
        )
        for one in found.ranked
        if one.sure
    ]
    line = None if found.spendable is None else float(found.spendable / divisor)
    chart = ranked_bars(bars, unit, limit=line, limit_name=book.tr("Cut line"))
    finding = book.tr(
        "The money reaches for {funded} of {n} ranked initiatives",
        funded=len(found.funded),
        n=len(found.ranked),
    )
    if why := line_unknown(book):
        finding = book.tr(
            "Running cost down the ranking; how much may be spent is not known ({why})", why=why
        )
    elif found.unplaced:
        finding = book.tr(
            "The money reaches for {funded} of {n} ranked initiatives for sure; of {unsure} nobody knows, "
            "for want of known budgets",
            funded=len(found.funded),
            n=len(found.ranked),
            unsure=len(found.unplaced),
        )
    rows = [
        (
            book.text(one.initiative.name),
            book.number(value_or_none(one.score), "", 2),
            book.money(one.initiative.stated_cost, book.tr("not known")),
            book.money(one.cumulative if one.sure else None, book.tr("not known")),
        )
        for one in found.ranked
    ]
    titles = (book.tr("Initiative"), book.tr("Score"), book.tr("Cost"), book.tr("Running cost"))
    table = plain_table("priorities", titles, rows)
    return frame(
        book, "priorities", chart, finding, table, unit=unit, source="data/initiatives", topic="money"
    )
