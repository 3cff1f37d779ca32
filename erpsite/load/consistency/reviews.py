"""Check that each review follows from the one before, and say what a draft still misses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.base import Record
from erpsite.model.initiative import Initiative
from erpsite.model.quantity import next_month
from erpsite.model.review import PhaseProgress, Progress, Review

__all__ = [
    "check_confirmed", "check_follow_up", "check_forecast_ahead", "check_forecast_order", "check_month_twice",
    "check_no_gap", "check_progress_course",
]  # fmt: skip

_MANY_SILENT = 10
"""Initiatives up to which a review that is silent about them is told one by one."""


def _in_order(draft: Draft) -> list[Review]:
    """Return the reviews by month without their unconfirmed entries.

    A review of a month outside the plan, or in a file of another name, has its own finding.
    """
    found = {
        one.month: one.settled for one in draft.reviews if PurePosixPath(one.where.path).stem == one.month
    }
    plan = draft.plan
    return [found[m] for m in sorted(found) if plan is None or plan.first_month <= m <= plan.last_month]


def check_month_twice(draft: Draft) -> Iterator[Issue]:
    """Refuse a second review of one month; the file that is named after the month is the first."""
    first: dict[str, Review] = {}
    for review in sorted(draft.reviews, key=lambda one: PurePosixPath(one.where.path).stem != one.month):
        if review.month in first:
            message = "{other} is the review of {month} already; a month has one review"
            values = {"month": review.month, "other": first[review.month].where.path}
            yield Issue("second-review", message, review.where_of("month"), values=values)
        first.setdefault(review.month, review)


def check_no_gap(draft: Draft) -> Iterator[Issue]:
    """Warn of a review whose month before has none, though an earlier one has."""
    reviews = _in_order(draft)
    months = {review.month for review in reviews}
    for review in reviews:
        before = next_month(review.month, -1)
        earlier = max((month for month in months if month < review.month), default=None)
        if earlier and before not in months:
            message = (
                "there is no review of {before}; what happened since {earlier} counts as the news of {month}"
            )
            values = {"before": before, "earlier": earlier, "month": review.month}
            yield Issue("review-gap", message, review.where_of("month"), Severity.WARNING, values)


@dataclass
class _Course:
    """Remember what the reviews have said of one initiative so far."""

    stage: str
    complete: tuple[float, str] | None = None
    spent: tuple[Decimal, str] | None = None
    budget: Decimal | None = None
    forecast: Decimal | None = None
    closed: str = ""
    """Month that finished, deferred or rejected it."""
    starts: dict[str, tuple[dt.date, bool]] = field(default_factory=dict)
    """Start of each phase by id, and whether it has really started."""


class _Courses:
    """Hold the courses of initiatives, each begun where a review first speaks of it."""

    def __init__(self, draft: Draft) -> None:
        self._initiatives = {one.id: one for one in draft.initiatives}
        self._begun: dict[str, _Course] = {}

    def get(self, name: str) -> _Course | None:
        """Return the course of an initiative, None where there is no such one."""
        if name not in self._begun and (one := self._initiatives.get(name)):
            self._begun[name] = _Course(one.stage, budget=one.stated_cost, starts=_starts(one))
        return self._begun.get(name)


def _starts(initiative: Initiative) -> dict[str, tuple[dt.date, bool]]:
    return {phase.id: (phase.start, False) for phase in initiative.phases if phase.start}


def check_progress_course(draft: Draft) -> Iterator[Issue]:
    """Warn of progress that falls, spend that shrinks or exceeds, and reports on what is finished."""
    courses = _Courses(draft)
    for review in _in_order(draft):
        for report in review.progress:
            course = courses.get(report.initiative)
            if course is not None:
                yield from _falls(report, course, review.month)
                yield from _overspent(report, course)
                yield from _closed(report, course, review.month)


def _falls(report: Progress, course: _Course, month: str) -> Iterator[Issue]:
    if report.complete is not None:
        if course.complete and report.complete < course.complete[0]:
            message = (
                "complete falls from {before} % in {month} to {found} %; say why in the note if that is right"
            )
            values = {"before": _short(course.complete[0]), "month": course.complete[1]}
            values["found"] = _short(report.complete)
            yield Issue("progress-falls", message, report.where_of("complete"), Severity.WARNING, values)
        course.complete = report.complete, month
    if report.spent is not None:
        if course.spent and report.spent < course.spent[0]:
            message = (
                "spent shrinks from {before} in {month} to {found}; it is the sum since the start, not the "
                "month's"
            )
            money = {
                "before": f"{course.spent[0]:,f}",
                "month": course.spent[1],
                "found": f"{report.spent:,f}",
            }
            yield Issue("spend-shrinks", message, report.where_of("spent"), Severity.WARNING, money)
        course.spent = report.spent, month


def _overspent(report: Progress, course: _Course) -> Iterator[Issue]:
    """Yield a cost that is forecast below what is spent, or a spend beyond the budget without a forecast."""
    course.forecast = course.forecast if report.forecast_cost is None else report.forecast_cost
    if report.spent is None or "forecast_cost" in report.withheld:
        return
    limit, name = course.forecast, "forecast_cost"
    message = "{spent} is spent, more than the forecast cost of {limit}: give a new forecast_cost"
    if limit is None:
        limit, name = course.budget, "spent"
        message = "{spent} is spent, more than the budget of {limit}: say by forecast_cost what it will cost"
    if limit is not None and report.spent > limit:
        values = {"spent": f"{report.spent:,f}", "limit": f"{limit:,f}"}
        place = report.where_of(name if name in report.model_fields_set else "spent")
        yield Issue("spent-beyond", message, place, Severity.WARNING, values)


def _short(value: float) -> str:
    return f"{value:g}"


def _closed(report: Progress, course: _Course, month: str) -> Iterator[Issue]:
    if course.closed and report.stage is None:
        message = "{initiative} has been {stage} since {month}; to take it up again, write stage: approved"
        values = {"initiative": report.initiative, "stage": course.stage, "month": course.closed}
        yield Issue("already-closed", message, report.where_of("initiative"), Severity.WARNING, values)
    if report.stage is not None:
        course.stage = report.stage
        course.closed = "" if report.stage == "approved" else month


def check_forecast_order(draft: Draft) -> Iterator[Issue]:
    """Refuse a phase that is to end before the day on which it began, and warn where it has yet to begin."""
    courses = _Courses(draft)
    for review in _in_order(draft):
        for report in review.progress:
            course = courses.get(report.initiative)
            if course is not None:
                for phase in report.phases:
                    yield from _ends_early(phase, course)


def _ends_early(phase: PhaseProgress, course: _Course) -> Iterator[Issue]:
    begun = phase.actual_start or phase.forecast_start
    if begun:
        course.starts[phase.phase] = begun, phase.actual_start is not None
    start, real = course.starts.get(phase.phase, (None, False))
    name = "actual_finish" if phase.actual_finish else "forecast_finish"
    finish = phase.actual_finish or phase.forecast_finish
    if start is None or finish is None or finish >= start:
        return
    own = {"actual_finish": phase.actual_start, "forecast_finish": phase.forecast_start}[name]
    if own is not None:
        return  # both days stand in this entry, and check_order_of_days tells of them
    message = "{where} {found} is before the phase {phase} begins, {start}; give its new start too"
    severity = Severity.WARNING
    if real:
        message = "{where} {found} is before the phase {phase} began, {start}"
        severity = Severity.ERROR
    values = {"where": name, "found": str(finish), "phase": phase.phase, "start": str(start)}
    yield Issue("finish-before-start", message, phase.where_of(name), severity, values)


def check_follow_up(draft: Draft) -> Iterator[Issue]:
    """Warn of news about an action or a risk before the review that gave it: it would be lost unseen."""
    actions = {action.id: one.month for one in draft.reviews for action in one.actions}
    planned = {risk.id for one in draft.initiatives for risk in one.risks}
    risks = {r.id: one.month for one in draft.reviews for r in one.new_risks if r.id not in planned}
    for review in _in_order(draft):
        told = [("action", update.action, update, actions) for update in review.action_updates]
        late = [("risk", update.risk, update, risks) for update in review.risks]
        for kind, name, update, given in [*told, *late]:
            first = given.get(name, "")
            if first > review.month or (first == review.month and kind == "action"):
                message = "{found} is first named in the review of {month}; an update here counts for nothing"
                values = {"found": name, "month": first}
                yield Issue("named-later", message, update.where_of(kind), Severity.WARNING, values)


def check_forecast_ahead(draft: Draft) -> Iterator[Issue]:
    """Warn of a forecast that lies in the month reviewed or before it: the day is known by then."""
    for review in _in_order(draft):
        following = next_month(review.month)
        for report in review.progress:
            pairs: list[tuple[Record, str, dt.date | None, dt.date | None]] = [
                *((one, "forecast_finish", one.forecast_finish, one.actual_finish) for one in report.phases),
                *((one, "forecast", one.forecast, one.done_on) for one in report.milestones),
            ]
            for entry, name, day, done in pairs:
                if day is not None and done is None and f"{day:%Y-%m}" < following:
                    message = (
                        "{where} {found} is over by the end of {month}; write {done}, or a later forecast"
                    )
                    values = {"where": name, "found": str(day), "month": review.month}
                    values["done"] = "actual_finish" if name == "forecast_finish" else "done_on"
                    yield Issue("forecast-over", message, entry.where_of(name), Severity.WARNING, values)


def check_confirmed(draft: Draft) -> Iterator[Issue]:
    """Warn of every entry that still waits to be confirmed, and tell what a review does not speak of."""
    for review in draft.reviews:
        for kind, entries in (
            ("initiative", review.progress), ("risk", review.risks), ("action", review.action_updates),
        ):  # fmt: skip
            for entry in entries:
                if not entry.confirmed:
                    yield _waiting(kind, getattr(entry, kind), entry.where_of("confirmed"))
    yield from _unreported(draft)


_WAITING = {
    "initiative": "{found} still shows last month's numbers; overwrite them and delete the line confirmed",
    "risk": "nobody has looked at the risk {found} yet; overwrite it and delete the line confirmed",
    "action": "nobody has said how the action {found} stands; overwrite it and delete the line confirmed",
}


def _waiting(kind: str, name: str, source: Source) -> Issue:
    return Issue("review-incomplete", _WAITING[kind], source, Severity.WARNING, {"found": name})


def _unreported(draft: Draft) -> Iterator[Issue]:
    """Tell which running initiatives, begun by plan, the latest review is silent about."""
    reviews = _in_order(draft)
    if not reviews:
        return
    stages = {
        report.initiative: report.stage
        for review in reviews
        for report in review.progress
        if report.stage is not None
    }
    month = reviews[-1].month
    last = next(one for one in draft.reviews if one.month == month)  # with what waits to be confirmed
    named = {report.initiative for report in last.progress}
    silent = [
        one.id
        for one in draft.initiatives
        if one.baseline_start is not None
        and f"{one.baseline_start:%Y-%m}" <= month
        and stages.get(one.id, one.stage) == "approved"
        and one.id not in named
    ]
    where = last.where_of("progress")
    if len(silent) > _MANY_SILENT:
        message = "this review says nothing of {n} initiatives that are running; the first is {initiative}"
        values = {"n": len(silent), "initiative": silent[0]}
        yield Issue("not-reported", message, where, Severity.INFO, values)
        return
    for name in silent:
        message = "this review says nothing of {initiative}, which is running"
        yield Issue("not-reported", message, where, Severity.INFO, {"initiative": name})
