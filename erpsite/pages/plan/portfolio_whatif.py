"""Hand the what-if its data: initiatives, rules, capacities, the frontier, and the words it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from erpsite.analysis.portfolio import Breakpoint, Cell, Portfolio, Problem
from erpsite.analysis.portfolio.problem import scale_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.money import money_scale
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.links import record_path
from erpsite.pages.plan.portfolio_frontier import shown_points
from erpsite.pages.plan.portfolio_whatif_words import whatif_words
from erpsite.pages.plan.portfolio_words import value_decimals, value_number

__all__ = ["scenario_table", "whatif_widget"]

_MOST_DIGITS = 600_000
"""Characters that the choices of the breakpoints may take in the page."""


def whatif_widget(book: Book, found: Portfolio) -> b.Widget:
    """Return the what-if; every amount in it is a whole number of its step, so that sums are exact."""
    problem, plan = found.problem, book.handbook.plan
    cells = _cells(found)
    step = scale_of(
        [*problem.capacity.values(), *(days for one in problem.candidates for days in one.effort.values())]
    )
    groups = sorted(problem.groups)
    divisor, _ = money_scale(book)
    data: dict[str, object] = {
        "items": [
            _item(book, problem, place, cells, groups, step) for place in range(len(problem.candidates))
        ],
        "cells": [_cell(book, problem, cell, step) for cell in cells],
        "points": [_point(point, len(problem.candidates)) for point in _carried(found)],
        "exact_below": _exact_below(found),
        "people": sorted(found.people),
        "budget": _plain(problem.budget),
        "envelope": _plain(plan.budget.envelope or Decimal(0)),
        "contingency": float(plan.budget.contingency or 0),
        "steps": {
            "money": _plain(problem.money_step),
            "value": _plain(problem.value_step),
            "effort": _plain(step),
        },
        "unit": {"divisor": int(divisor)},
        "decimals": value_decimals(book),
        "currency": book.locale.currency,
        "words": whatif_words(book),
    }
    paths = tuple(record_path("initiatives", one.id)[0] for one in problem.candidates)
    return b.Widget("whatif", data, paths)


def _carried(found: Portfolio) -> Sequence[Breakpoint]:
    """Return the breakpoints that the page carries: all, unless a plan of very many makes that too heavy."""
    points, count = found.solution.frontier.points, len(found.problem.candidates)
    return shown_points(points, max(_MOST_DIGITS * 4 // max(count, 1), 2))


def _exact_below(found: Portfolio) -> int | None:
    """Return the cost below which the page knows the best choice without a search; None where always."""
    frontier = found.solution.frontier
    if len(_carried(found)) < len(frontier.points):
        return 0
    return None if frontier.complete else frontier.exact_below


def _item(
    book: Book, problem: Problem, place: int, cells: list[Cell], groups: list[str], step: Decimal
) -> dict[str, object]:
    one = problem.candidates[place]
    record, now = book.handbook.initiatives[one.id], book.state.initiatives[one.id]
    effort = {
        str(number): _whole(one.effort[cell], step)
        for number, cell in enumerate(cells)
        if one.effort.get(cell, Decimal(0)) > 0
    }
    return {
        "id": one.id,
        "name": book.text(record.name),
        "path": record_path("initiatives", one.id)[0],
        "file": record.where.path,
        "stage": record.stage,
        "reviewed": "" if now.stage in (record.stage, "finished") else (now.reported or ""),
        "cost": problem.costs[place],
        "value": problem.values[place],
        "needs": sorted(problem.needs[place]),
        "group": groups.index(one.group) if one.group in groups else -1,
        "mandatory": one.mandatory,
        "finished": now.stage == "finished" and one.mandatory,
        "effort": effort,
    }


def _cells(found: Portfolio) -> list[Cell]:
    """Return every role and quarter that some initiative asks for, roles together."""
    asked = {cell for one in found.problem.candidates for cell, days in one.effort.items() if days > 0}
    return sorted(asked)


def _cell(book: Book, problem: Problem, cell: Cell, step: Decimal) -> dict[str, object]:
    role, quarter = cell
    limit = problem.capacity.get(cell)
    return {
        "role": book.name("roles", role) if role in book.handbook.roles else role,
        "quarter": book.locale.quarter(quarter),
        "limit": None if limit is None else max(_whole(limit, step), 0),
    }


def _point(point: Breakpoint, count: int) -> list[object]:
    """Return cost, value and what is chosen, as hexadecimal digits of four initiatives each."""
    length = -(-count // 4)
    first_place_first = f"{point.bits:0{4 * length}b}"[::-1]
    return [point.cost, point.value, f"{int(first_place_first, 2):0{length}x}" if length else ""]


def _whole(amount: Decimal, step: Decimal) -> int:
    return int((amount / step).to_integral_value())


def _plain(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def scenario_table(book: Book, found: Portfolio) -> b.Table:
    """Return the best choice at some budgets, for readers without scripts: what each leaves out or adds."""
    tr, problem, frontier = book.tr, found.problem, found.solution.frontier
    base = frontier.at(problem.budget_steps(problem.budget))
    before = base.chosen if base else frozenset[int]()
    shares = (Decimal("0.7"), Decimal("0.8"), Decimal("0.9"), Decimal(1), Decimal("1.1"))
    points = [(share, frontier.at(problem.budget_steps(problem.budget * share))) for share in shares]

    def changed(one: frozenset[int] | None, other: frozenset[int] | None) -> b.Content:
        if one is None or other is None:
            return b.Missing()
        return book.links("initiatives", problem.ids_of(one - other))

    return Rows(points).table(
        "scenarios",
        spread("budget", tr("Budget"), lambda share, _point: _share(book, share)),
        spread(
            "amount", tr("May be spent"), lambda share, _point: book.money(problem.budget * share), "number"
        ),
        spread(
            "value",
            tr("Best value (points)"),
            lambda _share, point: (
                value_number(book, point.value * problem.value_step)
                if point
                else b.Missing(tr("nothing keeps every rule"))
            ),
            "number",
        ),
        spread(
            "cost",
            tr("Cost"),
            lambda _share, point: book.money(point.cost * problem.money_step) if point else b.Missing(),
            "number",
        ),
        spread(
            "out",
            tr("Leaves out, against the plan’s budget"),
            lambda _share, point: changed(before, point.chosen if point else None),
            wide=True,
        ),
        spread(
            "into",
            tr("Adds"),
            lambda _share, point: changed(point.chosen if point else None, before),
            wide=True,
        ),
    )


def _share(book: Book, share: Decimal) -> str:
    if share == 1:
        return book.tr("The plan’s budget")
    return book.locale.percent(share - 1, sign=True)
