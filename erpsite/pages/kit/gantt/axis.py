"""Divide the roadmap's time into quarters, months, weeks and stretches without work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from erpsite.analysis.schedule.roadmap import Roadmap
from erpsite.analysis.state.working_days import WorkingDays
from erpsite.frozen import dataclass
from erpsite.i18n import Locale
from erpsite.model.quantity import month_of, quarter_of

__all__ = ["Span", "idle_spans", "month_spans", "quarter_spans", "week_spans"]

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Hold a stretch of the time shown: days from its first day, end excluded, and what it is called."""

    start: int
    finish: int
    label: str
    title: str = ""
    """The label in full, where the label is short."""


def quarter_spans(roadmap: Roadmap, locale: Locale, fiscal_start: int) -> tuple[Span, ...]:
    """Return the fiscal quarters."""

    def name(day: dt.date) -> str:
        return locale.short_quarter(quarter_of(month_of(day), fiscal_start))

    return tuple(Span(start, finish, label) for start, finish, label in _runs(roadmap, name))


def month_spans(roadmap: Roadmap, locale: Locale) -> tuple[Span, ...]:
    """Return the months, each under its short name."""
    return tuple(
        Span(start, finish, locale.short_month(month), locale.month(month))
        for start, finish, month in _runs(roadmap, month_of)
    )


def week_spans(roadmap: Roadmap, locale: Locale) -> tuple[Span, ...]:
    """Return the ISO weeks, which begin on Monday; the first and the last may be cut."""
    spans = []
    for start, finish, week in _runs(roadmap, lambda day: f"{day.isocalendar().week:02d}"):
        monday = roadmap.first + _ONE_DAY * start
        label = locale.tr("W{week}", week=int(week))
        spans.append(Span(start, finish, label, locale.day(monday)))
    return tuple(spans)


def idle_spans(roadmap: Roadmap, days: WorkingDays) -> tuple[Span, ...]:
    """Return the weekends and holidays of the plan's calendar; make-up days are worked."""
    return tuple(
        Span(start, finish, "")
        for start, finish, kind in _runs(roadmap, lambda day: "" if days.is_worked(day) else "idle")
        if kind
    )


def _runs(roadmap: Roadmap, name: Callable[[dt.date], str]) -> Iterator[tuple[int, int, str]]:
    """Yield each run of days of one name as start, end and name."""
    start = 0
    for label, days in groupby(_days(roadmap), key=name):
        finish = start + sum(1 for _ in days)
        yield start, finish, label
        start = finish


def _days(roadmap: Roadmap) -> Iterable[dt.date]:
    return (roadmap.first + _ONE_DAY * step for step in range(roadmap.days))
