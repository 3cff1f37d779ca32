"""Draw what the reviews show over time: the S-curve, and how forecasts move from month to month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from erpsite.analysis.money.s_curve import SCurve, s_curve
from erpsite.analysis.reviews.forecast_history import MilestoneHistory
from erpsite.charts.s_curve import SCurveWords, s_curve_chart
from erpsite.charts.slip import MOST_COURSES, Course, slip_chart
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.framing import frame, plain_table
from erpsite.pages.kit.charts.money import money_scale

__all__ = ["curve_at", "draw_s_curve_chart", "draw_slip_chart", "milestone_name"]


def milestone_name(book: Book, initiative: str, milestone: str) -> str:
    """Return the name of a milestone of the plan."""
    stones = book.handbook.initiatives[initiative].milestones
    return book.text(next(stone.name for stone in stones if stone.id == milestone))


def curve_at(book: Book, month: str) -> SCurve | None:
    """Return the S-curve as it was known at a month; None where no initiative has a dated budget."""
    months = [review.month for review in book.state.reviews if review.month <= month]
    values = {known: book.figures.at(known).earned_value for known in dict.fromkeys([*months, month])}
    return s_curve(values, month)


def draw_s_curve_chart(book: Book, curve: SCurve, name: str = "s-curve") -> b.Block:
    """Return planned value, earned value, actual cost and the forecast of cost, month by month."""
    tr, (divisor, unit) = book.tr, money_scale(book)
    names = (tr("Planned (PV)"), tr("Earned (EV)"), tr("Spent (AC)"), tr("Forecast of cost"), tr("Budget"))
    words = SCurveWords(*names, book.locale)
    chart = s_curve_chart(
        curve.months,
        _scaled(curve.planned, divisor),
        _scaled(curve.earned, divisor),
        _scaled(curve.spent, divisor),
        _scaled(curve.forecast, divisor),
        budget=float(curve.budget / divisor),
        unit=unit,
        words=words,
        decimals=0 if curve.budget / divisor >= 100 else 2,  # as the amounts in the text beside it
    )
    rows = [
        (book.locale.month(month), *(book.money(amount) for amount in amounts))
        for month, *amounts in zip(
            curve.months, curve.planned, curve.earned, curve.spent, curve.forecast, strict=True
        )
    ]
    titles = (tr("Month"), words.planned, words.earned, words.spent, words.forecast)
    table = plain_table(name, titles, rows)
    return frame(book, name, chart, _finding(book, curve), table, unit=unit, source="data/reviews")


def _scaled(amounts: Sequence[Decimal | None], divisor: Decimal) -> list[float | None]:
    return [None if amount is None else round(float(amount / divisor), 3) for amount in amounts]


def _finding(book: Book, curve: SCurve) -> str:
    """Return what the S-curve shows: work against plan, and cost against work."""
    tr, money = book.tr, book.locale.money
    known = [
        triple
        for triple in zip(curve.planned, curve.earned, curve.spent, strict=True)
        if triple[1] is not None and triple[2] is not None
    ]
    if not known:
        return tr("No review has reported work and cost yet")
    planned, earned, spent = known[-1]
    due = curve.budget if planned is None else planned
    if earned is None or spent is None or not due:
        return tr("No work is planned yet")
    share = earned / due - 1
    words = {
        "earned": money(earned),
        "planned": money(due),
        "spent": money(spent),
        "share": book.locale.percent(abs(share)),
    }
    if abs(share) < Decimal("0.005"):
        return tr("Work worth {earned} is done, as planned; it cost {spent}", **words)
    if share < 0:
        return tr(
            "Work worth {earned} is done, {share} less than the {planned} planned; it cost {spent}", **words
        )
    return tr(
        "Work worth {earned} is done, {share} more than the {planned} planned; it cost {spent}", **words
    )


def draw_slip_chart(book: Book, histories: Sequence[MilestoneHistory]) -> b.Block:
    """Return the courses of the milestones that moved most often, the latest slips first."""
    moved = [one for one in histories if one.moves][:MOST_COURSES]
    courses = [
        Course(
            milestone_name(book, one.initiative, one.milestone),
            [(point.month, point.day) for point in one.points],
            [book.locale.day(point.day) for point in one.points],
        )
        for one in moved
    ]
    chart = slip_chart(courses, book.tr("Month of the review"))
    rows = [
        (
            milestone_name(book, one.initiative, one.milestone),
            book.day(one.approved),
            book.day(one.now.day),
            b.Number(len(one.moves), str(len(one.moves))),
        )
        for one in moved
    ]
    titles = (book.tr("Milestone"), book.tr("Approved"), book.tr("Now"), book.tr("Moved, times"))
    table = plain_table("slips", titles, rows)
    finding = book.tr("No forecast has moved yet")
    if moved:
        finding = book.tr.plural(
            "{name} has moved {n} time since it was approved",
            "{name} has moved {n} times since it was approved",
            len(moved[0].moves),
            name=milestone_name(book, moved[0].initiative, moved[0].milestone),
        )
    return frame(book, "slips", chart, finding, table, source="data/reviews")
