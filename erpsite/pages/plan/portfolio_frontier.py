"""Draw the efficient frontier: the best value for every budget, and where the choices stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from erpsite.analysis.portfolio import Breakpoint, Portfolio
from erpsite.charts.frontier import Mark, frontier_chart
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.kit.charts.money import money_scale
from erpsite.pages.plan.portfolio_words import value_decimals, value_number

__all__ = ["draw_frontier_chart", "shown_points"]

_DRAWN, _LISTED = 800, 40
"""Steps that the picture can show apart, and rows that the table under it has at most."""


def draw_frontier_chart(book: Book, found: Portfolio) -> b.Block:
    """Return the frontier as a step line with its table."""
    tr, problem, (divisor, unit) = book.tr, found.problem, money_scale(book)
    points = found.solution.frontier.points

    def place(cost: Decimal, value: Decimal) -> tuple[float, float]:
        return float(cost / divisor), float(value)

    steps = [
        place(p.cost * problem.money_step, p.value * problem.value_step) for p in shown_points(points, _DRAWN)
    ]
    marks = []
    if found.best is not None:
        x, y = place(problem.cost_of(found.best), problem.value_of(found.best))
        marks.append(Mark(tr("Best choice"), x, y, "@green", "circle"))
    if found.people:
        x, y = place(problem.cost_of(found.people), problem.value_of(found.people))
        name = tr("Chosen, breaks a rule") if found.broken else tr("Chosen")
        marks.append(Mark(name, x, y, "@red" if found.broken else "@purple"))
    limit = float(problem.budget / divisor)
    chart = frontier_chart(
        steps,
        marks,
        (tr("Budget ({unit})", unit=unit), tr("Best value (points)")),
        limit=limit,
        limit_name=tr("May be spent"),
        decimals=value_decimals(book),
    )
    return frame(
        book, "frontier", chart, _finding(book, found), _table(book, found), source="data/initiatives"
    )


def shown_points(points: Sequence[Breakpoint], most: int) -> list[Breakpoint]:
    """Return the points, or where there are more, those that are `most` apart in cost, with both ends."""
    if len(points) <= most:
        return list(points)
    gap, kept = (points[-1].cost - points[0].cost) / (most - 1), [points[0]]
    for point in points[1:-1]:
        if point.cost - kept[-1].cost >= gap:
            kept.append(point)
    return [*kept, points[-1]]


def _finding(book: Book, found: Portfolio) -> str:
    """Return what ten percent less money would cost in value."""
    tr, problem, frontier = book.tr, found.problem, found.solution.frontier
    now = frontier.at(problem.budget_steps(problem.budget))
    cut = frontier.at(problem.budget_steps(problem.budget * Decimal("0.9")))
    if now is None or not now.value:
        return tr("The best value for every budget")
    if cut is None:
        return tr("With ten percent less money nothing is possible: the mandatory initiatives cost more")
    share = Decimal(now.value - cut.value) / now.value
    return tr("Ten percent less money costs {share} of the best value", share=book.locale.percent(share, 1))


def _table(book: Book, found: Portfolio) -> b.Table:
    problem, points = found.problem, found.solution.frontier.points
    rows = [
        (
            book.locale.money(point.cost * problem.money_step),
            value_number(book, point.value * problem.value_step),
            b.Number(len(point.chosen), book.locale.number(len(point.chosen), 0)),
        )
        for point in shown_points(points, _LISTED)
    ]
    titles = (book.tr("Budget from"), book.tr("Best value (points)"), book.tr("Initiatives in"))
    return plain_table("frontier", titles, rows)
