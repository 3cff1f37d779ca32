"""Draw one KPI: actuals, baseline, target or range, expected course and forecast."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.analysis.kpi.course import due_series, to_date_series
from erpsite.analysis.kpi.periods import Forecast
from erpsite.charts import Better, Line, Words, trend_chart
from erpsite.model.kpi import Comparator, RollUp
from erpsite.model.quantity import months_between
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import ChartOf, chart
from erpsite.pages.kit.charts.framing import frame, plain_table, source_name
from erpsite.pages.kit.kpi_words import kpi_finding

__all__ = ["draw_kpi_chart", "kpi_finding"]


_BETTER: dict[Comparator, Better] = {Comparator.AT_LEAST: "higher", Comparator.AT_MOST: "lower"}


def _fullest(book: Book) -> str:
    """Return the id of the KPI with the most values; nothing where the plan has no KPI."""
    plan = book.handbook
    return min(plan.kpis, key=lambda name: -len(plan.actuals.get(name, {})), default="")


@chart(
    "kpi",
    title="A measure over the months",
    about="Actual values with baseline, target or range, the expected course and the forecast.",
    of=ChartOf("kpis", _fullest, "The plan has no KPI yet: fill kpis.yml."),
    place=10,
)
def draw_kpi_chart(book: Book, name: str) -> b.Block:
    """Return the chart of a KPI up to the month of the book; raise `UnknownNameError` for a wrong id.

    A sum is drawn to date, against the target and what of it is due; a mean and a ratio by month and to date.
    """
    book.handbook.find("kpis", name)
    kpi = book.handbook.kpis[name]
    status = book.figures.kpi(name)
    months = [month for month, _ in status.series]
    last = book.handbook.plan.last_month
    ahead = months_between(months[-1], last)[1:] if months else ()
    lines = _known_lines(book, status, len(ahead))
    lines += _expected(book, status, [*months, *ahead])
    lines += _forecast(book, status, months, len(ahead))
    between = kpi.comparator is Comparator.BETWEEN
    known = any(value is not None for value in lines[0].values)
    unit = book.text(kpi.unit)
    chart = trend_chart(
        [*months, *ahead],
        lines if known else lines[:1],
        unit,
        words=Words(book.tr("Target"), book.tr("Baseline"), book.locale),
        target=None if between else kpi.target,
        better=_BETTER.get(kpi.comparator),
        band=(kpi.low, kpi.high) if between and kpi.low is not None and kpi.high is not None else None,
        baseline=None if kpi.roll_up is RollUp.SUM else kpi.baseline,
        decimals=book.kpi_decimals(kpi),
    )
    table = _table(book, status, [*months, *ahead], lines)
    return frame(
        book,
        f"kpi-{name}",
        chart,
        kpi_finding(book, status),
        table,
        unit=unit,
        source=source_name(book, kpi.source),
    )


def _known_lines(book: Book, status: KpiStatus, ahead: int) -> list[Line]:
    """Return what is known: by month, to date, or both; values of a rarer rhythm are joined."""
    tr, rest, rare = book.tr, [None] * ahead, status.beat.months > 1
    to_date = [value for _, value in to_date_series(book.handbook, status)]
    monthly = Line(tr("Actual"), [*(value for _, value in status.series), *rest], joined=rare)
    if status.kpi.roll_up is RollUp.SUM:
        return [Line(tr("Total to date"), [*to_date, *rest], joined=rare)]
    if not status.to_date:
        return [monthly]
    return [monthly, Line(tr("Year to date"), [*to_date, *rest], "@ink", joined=rare)]


def _table(book: Book, status: KpiStatus, months: Sequence[str], lines: Sequence[Line]) -> b.Table:
    """Return a row a month and a column a line; only a month in which a value is due can lack its actual."""
    kpi, known = status.kpi, [month for month, value in status.series if value is not None]
    drawn = [
        line for number, line in enumerate(lines) if not number or any(v is not None for v in line.values)
    ]
    unit, decimals = book.text(kpi.unit), book.kpi_decimals(kpi)
    rare = status.beat.months > 1
    lacking = set(status.beat.gaps(known)) if rare else {month for month, v in status.series if v is None}

    def cell(line: Line, number: int) -> b.Cell:
        value = line.values[number]
        if value is None and (line is not lines[0] or months[number] not in lacking):
            return ""
        return book.number(value, unit, decimals)

    rows = [
        (book.locale.month(month), *(cell(line, number) for line in drawn))
        for number, month in enumerate(months)
    ]
    return plain_table(kpi.id, (book.tr("Month"), *(line.name for line in drawn)), rows)


def _expected(book: Book, status: KpiStatus, months: Sequence[str]) -> list[Line]:
    """Return the course the KPI should take over the plan year, where it has a way to go."""
    values = due_series(book.handbook, status, months)
    return [Line(book.tr("Expected"), values, "@grey", "dash")] if values else []


def _forecast(book: Book, status: KpiStatus, months: Sequence[str], ahead: int) -> list[Line]:
    """Return a straight line from what is judged now to the forecast of the year's end."""
    if not isinstance(status.forecast, Forecast) or not ahead or not status.fresh:
        return []
    if status.judged is None or status.month is None:
        return []
    known = months.index(status.month)
    left = len(months) - 1 - known + ahead
    step = (status.forecast.value - status.judged) / left
    path = [status.judged + step * count for count in range(left + 1)]
    return [Line(book.tr("Forecast"), [*(None for _ in range(known)), *path], "@purple", "dot")]
