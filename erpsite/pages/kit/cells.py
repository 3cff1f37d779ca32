"""Make the cells that tables of the plan share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from erpsite.analysis.figures import Figure
from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.analysis.kpi.periods import Forecast
from erpsite.analysis.money.value import NoValue
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.kpi import Comparator, Kpi
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.words import forecast_reason, grey_reason, value_reason

__all__ = [
    "actual_cell", "bracket_gap", "count_cell", "days_late", "forecast_cell", "kpi_figure_text", "kpi_spark",
    "lines", "money_value", "pace_cell", "progress_cell", "ratio_value", "slip_cell", "span_cell",
    "target_text", "text_cell",
]  # fmt: skip

_TONES: dict[Rag, b.Tone] = {
    Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red", Rag.GREY: "blue",
}  # fmt: skip


def text_cell(book: Book, text: Text | None, why: str = "") -> b.Inline:
    """Return a text of the data, or a dash with the reason."""
    return book.text(text) or b.Missing(why)


def count_cell(book: Book, count: int) -> b.Number:
    """Return a count."""
    return b.Number(count, book.locale.number(count, 0))


def days_late(book: Book, slip: Figure[int]) -> str:
    """Return a slip in words: late, early or in time, in working days."""
    tr, days = book.locale.tr, slip.value
    words = replace(book.count(slip), text=book.locale.number(abs(days), 0))
    if days > 0:
        return tr.plural("{n} working day late", "{n} working days late", words)
    if days < 0:
        return tr.plural("{n} working day early", "{n} working days early", words)
    return tr("in time")


def slip_cell(book: Book, days: int | None) -> b.Inline:
    """Return a slip in working days with its sign; positive is late."""
    if days is None:
        return b.Missing(book.tr("no dates"))
    return b.Number(days, book.locale.number(days, 0, sign=True))


def span_cell(book: Book, start: dt.date | None, finish: dt.date | None) -> b.Content:
    """Return two days as a span."""
    if start is None and finish is None:
        return b.Missing(book.tr("no dates"))
    return (book.day(start, book.tr("no start")), " – ", book.day(finish, book.tr("no finish")))


def progress_cell(book: Book, now: InitiativeState, expected: float | None = None) -> b.Inline:
    """Return how much is done, with a mark where it should be by now (a share, 0 to 1)."""
    if now.complete is None:
        return b.Missing(book.tr("not reported yet"))
    text = book.locale.number(now.complete, 0) + "%"
    return b.Progress(now.complete / 100, text, _TONES[now.computed], expected)


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


def kpi_figure_text(book: Book, kpi: Kpi, value: float, *, sign: bool = False) -> str:
    """Return a value in the KPI's unit and decimals; with its sign it is a change, of percent in points."""
    unit = book.text(kpi.unit)
    return book.locale.quantity(
        value, book.tr("points") if sign and unit == "%" else unit, kpi.decimals, sign=sign
    )


def target_text(book: Book, kpi: Kpi) -> str:
    """Return the target with its comparator, or the range."""
    if kpi.comparator is Comparator.BETWEEN:
        bounds = [book.locale.number(v, kpi.decimals) for v in (kpi.low, kpi.high) if v is not None]
        return book.locale.with_unit("–".join(bounds), book.text(kpi.unit))
    sign = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}[kpi.comparator]
    space = "" if book.locale.language == "zh" else " "
    return f"{sign}{space}{kpi_figure_text(book, kpi, kpi.target or 0.0)}"


def actual_cell(book: Book, status: KpiStatus) -> b.Content:
    """Return the actual of the month; one of an earlier month says which."""
    kpi = status.kpi
    if status.actual is None:
        return b.Missing(grey_reason(book, status.reason))
    value = book.number(status.actual, book.text(kpi.unit), kpi.decimals)
    if status.fresh:
        return value
    why = b.Missing(grey_reason(book, status.reason))
    return (why, " ", book.tr("last {value} in {month}", value=kpi_figure_text(book, kpi, status.actual),
                              month=book.locale.month(status.month or "")))  # fmt: skip


def pace_cell(book: Book, status: KpiStatus) -> b.Inline:
    """Return the pace: attainment over the share that should be done by now."""
    if status.pace is not None:
        return b.Number(status.pace, book.locale.number(status.pace, 2))
    if status.reason:
        return b.Missing()
    if status.kpi.comparator is Comparator.BETWEEN or status.pass_or_fail:
        return b.Missing(book.tr("met or missed only"))
    return b.Missing(book.tr("nothing is expected yet"))


def forecast_cell(book: Book, status: KpiStatus) -> b.Inline:
    """Return what to expect at the end of the plan year."""
    if not isinstance(status.forecast, Forecast):
        return b.Missing(forecast_reason(book, status.forecast))
    return book.number(status.forecast.value, book.text(status.kpi.unit), status.kpi.decimals)


def kpi_spark(book: Book, status: KpiStatus) -> b.Spark:
    """Return the last twelve months as a line with the target."""
    series = status.series[-12:]
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
    return "" if book.locale.language == "zh" else " "
