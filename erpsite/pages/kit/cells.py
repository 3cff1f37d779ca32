"""Make the cells that tables of the plan share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.kpi.attainment import Course, KpiStatus
from erpsite.analysis.kpi.course import shown_series
from erpsite.analysis.kpi.periods import Forecast
from erpsite.analysis.money.value import NoValue
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import KpiEffect
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.kpi_words import kpi_figure_text, kpi_number, kpi_when, target_text, value_in_month
from erpsite.pages.kit.states import finish_silence, withheld_words
from erpsite.pages.kit.words import forecast_reason, grey_reason, value_reason

__all__ = [
    "actual_cell", "bracket_gap", "change_cell", "count_cell", "days_late", "expected_progress",
    "forecast_cell", "initiative_slip", "kpi_figure_text", "kpi_spark", "lines", "money_value", "pace_cell",
    "pace_figure", "progress_cell", "ratio_value", "slip_cell", "some_money", "span_cell", "target_text",
    "text_cell",
]  # fmt: skip

_TONES: dict[Rag, b.Tone] = {
    Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red", Rag.GREY: "blue",
}  # fmt: skip


def text_cell(book: Book, text: Text | None, why: str = "") -> b.Inline:
    """Return a text of the data, or a dash with the reason."""
    return book.text(text) or b.Missing(why)


def count_cell(book: Book, count: float | Decimal) -> b.Number:
    """Return a count, or a number that is printed without decimals."""
    return b.Number(count, book.locale.number(count, 0))


def some_money(book: Book, amount: Decimal | None) -> b.Inline:
    """Return an amount, or a dash where it is nothing."""
    return book.money(amount) if amount else b.Missing()


def days_late(book: Book, slip: Figure[int]) -> str:
    """Return a slip in words: late, early or in time, in working days."""
    tr, days = book.locale.tr, slip.value
    words = replace(book.count(slip), text=book.locale.number(abs(days), 0))
    if days > 0:
        return tr.plural("{n} working day late", "{n} working days late", words)
    if days < 0:
        return tr.plural("{n} working day early", "{n} working days early", words)
    return tr("in time")


def slip_cell(book: Book, days: int | None, why: str = "") -> b.Inline:
    """Return a slip in working days with its sign; positive is late. `why` says why there is none."""
    if days is None:
        return b.Missing(why or book.tr("no dates"))
    return b.Number(days, book.locale.number(days, 0, sign=True))


def initiative_slip(book: Book, now: InitiativeState) -> b.Inline:
    """Return the slip of an initiative's end, or why nobody can say it."""
    return slip_cell(book, now.slip(book.state.days), finish_silence(book, now))


def span_cell(book: Book, start: dt.date | None, finish: dt.date | None, why: str = "") -> b.Content:
    """Return two days as a span; `why` says why one or both are missing."""
    if start is None and finish is None:
        return b.Missing(why or book.tr("no dates"))
    return (
        book.day(start) if start else b.Missing(why or book.tr("no start")),
        " – ",
        book.day(finish) if finish else b.Missing(why or book.tr("no finish")),
    )


def progress_cell(book: Book, now: InitiativeState, expected: float | None = None) -> b.Inline:
    """Return how much is done, with a mark where it should be by now (a share, 0 to 1)."""
    if now.complete is None:
        return b.Missing(withheld_words(book, now.withheld, "complete") or book.tr("not reported yet"))
    text = book.locale.number(now.complete, 0) + "%"
    return b.Progress(now.complete / 100, text, _TONES[now.computed], expected)


def expected_progress(book: Book, now: InitiativeState) -> float | None:
    """Return the share of the budget that was planned to be earned by now, 0 to 1."""
    value = book.figures.earned_value.initiatives.get(now.initiative.id)
    if value is None or isinstance(value.pv, NoValue) or isinstance(value.bac, NoValue):
        return None
    return float(value.pv / value.bac)


def money_value(book: Book, amount: Decimal | NoValue) -> b.Inline:
    """Return an amount, or why there is none."""
    if isinstance(amount, NoValue):
        return b.Missing(value_reason(book, amount))
    return book.money(amount)


def ratio_value(book: Book, ratio: float | NoValue, figure: str = "") -> b.Inline:
    """Return a ratio, or why there is none; `figure` is its id where it is one of the whole plan."""
    if isinstance(ratio, NoValue):
        return b.Missing(value_reason(book, ratio))
    if figure:
        return book.figure(Figure(figure, ratio), decimals=2)
    return b.Number(ratio, book.locale.number(ratio, 2))


def actual_cell(book: Book, status: KpiStatus) -> b.Content:
    """Return what is compared with the target; of an earlier month, or of several, it says which.

    What rolls up over the year is shown to date, with the month alone beside it.
    """
    kpi = status.kpi
    if status.judged is None:
        why = b.Missing(grey_reason(book, status))
        alone = value_in_month(book, status)
        return (why, " · ", *_flat(alone)) if alone else why
    value = kpi_number(book, kpi, "judged", status.judged)
    if not status.fresh:
        why = b.Missing(grey_reason(book, status))
        return (why, " · ", book.tr("last {value} in {month}", value=value, month=kpi_when(book, status)))
    if status.to_date:
        return (value, " ", book.tr("to date"), " · ", *_flat(value_in_month(book, status)))
    return value if status.month == status.as_of else (value, " · ", book.locale.month(status.month or ""))


def _flat(content: b.Content) -> tuple[b.Inline, ...]:
    return content if isinstance(content, tuple) else (content,)


def pace_cell(book: Book, status: KpiStatus) -> b.Inline:
    """Return the pace: attainment over the share that should be done by now."""
    if status.pace is not None:
        return pace_figure(book, status)
    if status.reason:
        return b.Missing()
    if status.course in (Course.RANGE, Course.KEEP, Course.OPEN):
        return b.Missing(book.tr("met or missed only"))
    if status.course is Course.ALLOWANCE:
        return b.Missing(book.tr("nothing is used up yet") if not status.judged else "")
    return b.Missing(book.tr("nothing is expected yet"))


def pace_figure(book: Book, status: KpiStatus) -> b.Number:
    """Return the pace with digits enough that one below 1 is not printed as 1."""
    pace = status.pace or 0.0
    # What a sum of floats leaves a hair below 1 is 1.
    below = round(pace, 9) < 1
    decimals = next((n for n in (2, 3) if not below or round(pace, n) != 1), 4)
    return book.figure(Figure("kpi.pace", pace, status.kpi.id), decimals=decimals)


def forecast_cell(book: Book, status: KpiStatus) -> b.Inline:
    """Return what to expect at the end of the plan year."""
    if not isinstance(status.forecast, Forecast):
        return b.Missing(forecast_reason(book, status.forecast, status.beat.months))
    return kpi_number(book, status.kpi, "forecast", status.forecast.value)


def kpi_spark(book: Book, status: KpiStatus) -> b.Spark:
    """Return the last twelve months as a line with the target."""
    series = shown_series(book.handbook, status)[-12:]
    words = book.tr(
        "{name}, {n} months to {month}",
        name=book.text(status.kpi.name),
        n=len(series),
        month=book.locale.month(status.as_of),
    )
    return b.Spark(tuple(value for _, value in series), words, status.kpi.target)


def lines(parts: Iterable[b.Content], between: str) -> b.Content:
    """Return several contents one after the other; a dash where there is none."""
    joined: list[b.Inline] = []
    for part in parts:
        if joined:
            joined.append(between)
        joined += part if isinstance(part, tuple) else [part]
    return tuple(joined) if joined else b.Missing()


def bracket_gap(book: Book) -> str:
    """Return what stands before a bracket; Chinese brackets carry their own space."""
    return book.locale.facts.space


def change_cell(book: Book, effect: KpiEffect) -> b.Inline:
    """Return by how much an initiative should move a KPI."""
    if effect.change is None:
        return b.Missing(book.tr("not stated"))
    kpi = book.handbook.kpis[effect.kpi]
    return b.Number(effect.change, kpi_figure_text(book, kpi, effect.change, sign=True))
