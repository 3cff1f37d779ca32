"""Check months and quarters: inside the plan's window, and one value each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model import FILES
from erpsite.model.base import Record
from erpsite.model.initiative import BudgetLine, EffortLine, Initiative
from erpsite.model.levelling import Levelling
from erpsite.model.plan import Plan
from erpsite.model.quantity import month_of, months_between, quarter_of
from erpsite.model.review import Review

__all__ = ["check_month_range", "check_one_value", "check_quarters", "check_review_name"]


def check_month_range(draft: Draft) -> Iterator[Issue]:
    """Note months outside the window of the series, and refuse reviews outside the plan year.

    Where the plan sets the window itself, by `data_from` or `window`, such months are refused.
    """
    plan = draft.plan
    if plan is None:
        return
    limits = _limits(plan)
    for series in (draft.kpi_actuals, draft.health_values):
        for value in series:
            if not limits.first <= value.month <= limits.last:
                yield _outside_series(value.month, value.where_of("month"), limits)
    first, last = plan.first_month, plan.last_month
    for review in draft.reviews:
        if not first <= review.month <= last:
            yield _outside(review.month, review.where_of("month"), first, last)
    for kpi in draft.kpis:
        for month in kpi.trajectory:
            if not limits.first <= month <= limits.last:
                yield _outside_series(month, kpi.where_of(f"trajectory.{month}"), limits)


class _Limits(NamedTuple):
    """Hold the first and the last month of the series, and whether the plan sets them itself."""

    first: str
    last: str
    stated: bool


def _limits(plan: Plan) -> _Limits:
    window = plan.window
    return _Limits(
        month_of(window.first) if window.first else plan.series_from,
        month_of(window.last) if window.last else plan.last_month,
        bool(window.first or window.last or plan.data_from),
    )


def _outside_series(month: str, source: Source, limits: _Limits) -> Issue:
    if limits.stated:
        return _outside(month, source, limits.first, limits.last)
    message = "the month {found} is outside {first} to {last}, which the pages show: is it right?"
    values = {"found": month, "first": limits.first, "last": limits.last}
    return Issue("far-month", message, source, Severity.INFO, values=values)


def _outside(month: str, source: Source, first: str, last: str) -> Issue:
    message = "the month {found} is outside the plan, which runs from {first} to {last}"
    values = {"found": month, "first": first, "last": last}
    return Issue("month-range", message, source, values=values)


def check_one_value(draft: Draft) -> Iterator[Issue]:
    """Refuse two rows of one key, such as two values for one KPI and month.

    Ids are looked after while references are read, the month of a review by check_month_twice.
    """
    for file in FILES:
        key = file.kind.key
        if key and key != ("id",) and file.record is not Review:
            yield from _twice(draft.records.get(file.field, ()), key)


def _twice(records: Iterable[Record], fields: tuple[str, ...]) -> Iterator[Issue]:
    first: dict[Hashable, Record] = {}
    for record in records:
        key = tuple(str(getattr(record, field) or "") for field in fields)
        if key in first:
            message = "{key} already has a value in line {line}"
            values = {"key": " ".join(filter(None, key)), "line": first[key].where.line}
            yield Issue("second-value", message, record.where_of(fields[-1]), values=values)
        else:
            first[key] = record


def check_quarters(draft: Draft) -> Iterator[Issue]:
    """Warn of money, effort or capacity in a quarter outside the plan year."""
    plan = draft.plan
    if plan is None:
        return
    known = _quarters(plan)
    for role in plan.roles:
        yield from _foreign(role, "capacity", role.capacity, known)
    for initiative in draft.initiatives:
        yield from initiative.once(_foreign_quarters, known)


def _foreign_quarters(initiative: Initiative, known: tuple[str, ...]) -> tuple[Issue, ...]:
    lines: tuple[BudgetLine | EffortLine, ...] = (*initiative.budget, *initiative.effort)
    return tuple(issue for line in lines for issue in _foreign(line, "by_quarter", line.by_quarter, known))


def _quarters(plan: Plan) -> tuple[str, ...]:
    months = months_between(plan.first_month, plan.last_month)
    return tuple(dict.fromkeys(quarter_of(month, plan.fiscal_offset) for month in months))


def _foreign(record: Record, field: str, quarters: Iterable[str], known: tuple[str, ...]) -> Iterator[Issue]:
    for quarter in quarters:
        if quarter not in known:
            message = "the quarter {found} is outside the plan year, {first} to {last}"
            values = {"found": quarter, "first": known[0], "last": known[-1]}
            source = record.where_of(f"{field}.{quarter}")
            yield Issue("quarter-range", message, source, Severity.WARNING, values)


def check_review_name(draft: Draft) -> Iterator[Issue]:
    """Refuse a review, or a levelled plan, whose file is not named after its month.

    Where another file is named after it, check_month_twice tells of both.
    """
    yield from _misnamed(draft.reviews)
    yield from _misnamed(one for one in draft.records.get("levelling", ()) if isinstance(one, Levelling))


def _misnamed(reviews: Iterable[Review | Levelling]) -> Iterator[Issue]:
    known = list(reviews)
    names = {PurePosixPath(review.where.path).stem: review.month for review in known}
    for review in known:
        name = PurePosixPath(review.where.path).stem
        if name != review.month and names.get(review.month) != review.month:
            message = "month is {month}, but the file is named {name}; one of the two is wrong"
            values = {"month": review.month, "name": name}
            yield Issue("review-name", message, review.where_of("month"), values=values)
