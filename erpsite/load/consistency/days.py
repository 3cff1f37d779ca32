"""Check days: none is absurd, and nothing ends before it starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.draft import Draft
from erpsite.model.base import Record
from erpsite.model.shape import shape_of

__all__ = ["check_day_range", "check_milestone_phase", "check_order_of_days"]

_NO_DAY = frozenset([dt.date(1970, 1, 1), dt.date(1900, 1, 1), dt.date(1899, 12, 30), dt.date(9999, 12, 31)])
_YEARS_BEFORE = 30
_YEARS_AFTER = 10

_PAIRS = (
    ("start", "finish"),
    ("actual_start", "actual_finish"),
    ("forecast_start", "forecast_finish"),
    ("started", "ended"),
    ("signed_on", "due"),
)
"""Fields of one record of which the second is never earlier."""


def check_day_range(draft: Draft) -> Iterator[Issue]:
    """Refuse days that old systems write for "none", and days decades from the plan year."""
    if draft.plan is None:
        return
    first = draft.plan.plan_year - _YEARS_BEFORE
    last = draft.plan.plan_year + _YEARS_AFTER
    for record in draft.all_records:
        for name in shape_of(type(record)).days:
            value = getattr(record, name)
            if isinstance(value, tuple):
                days = {f"{name}.{index}": day for index, day in enumerate(value)}
            else:
                days = {name: value}
            for place, day in days.items():
                if day is not None and not first <= day.year <= last:
                    yield _wrong_day(record.where_of(place), name, day, first, last)


def _wrong_day(source: Source, name: str, day: dt.date, first: int, last: int) -> Issue:
    values: dict[str, object] = {"where": name, "found": day.isoformat()}
    if day in _NO_DAY:
        message = "{where} is {found}, which stands for no day; write the real day, or leave it out"
        return Issue("no-day", message, source, values=values)
    message = "{where} is {found}, outside the years {first} to {last}"
    return Issue("day-range", message, source, values={**values, "first": first, "last": last})


def check_order_of_days(draft: Draft) -> Iterator[Issue]:
    """Refuse an end before its start."""
    for record in draft.all_records:
        names = shape_of(type(record)).fields
        for start, end in _PAIRS:
            if start in names and end in names:
                begin, finish = getattr(record, start), getattr(record, end)
                if begin is not None and finish is not None and finish < begin:
                    yield _out_of_order(record, start, end, begin, finish)


def _out_of_order(record: Record, start: str, end: str, begin: dt.date, finish: dt.date) -> Issue:
    message = "{where} {found} is before {start} {begin}"
    values = {"where": end, "found": str(finish)[:16], "start": start, "begin": str(begin)[:16]}
    return Issue("end-before-start", message, record.where_of(end), values=values)


def check_milestone_phase(draft: Draft) -> Iterator[Issue]:
    """Warn of a milestone outside the days of its phase."""
    for initiative in draft.initiatives:
        phases = {phase.id: phase for phase in initiative.phases}
        for milestone in initiative.milestones:
            phase = phases.get(milestone.phase or "")
            if phase is None:
                continue
            early = phase.start is not None and milestone.date < phase.start
            late = phase.finish is not None and milestone.date > phase.finish
            if early or late:
                yield _outside(milestone.where_of("date"), milestone.id, phase.id)


def _outside(source: Source, milestone: str, phase: str) -> Issue:
    message = "the milestone {milestone} lies outside its phase {phase}"
    values = {"milestone": milestone, "phase": phase}
    return Issue("milestone-outside-phase", message, source, Severity.WARNING, values)
