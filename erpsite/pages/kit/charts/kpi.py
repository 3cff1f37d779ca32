"""Draw one KPI: actuals, baseline, target or range, expected course and forecast."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.kpi.attainment import KpiBand, KpiStatus, expected_share, target_met
from erpsite.analysis.kpi.periods import Forecast
from erpsite.charts import Better, Line, Words, trend_chart
from erpsite.model.kpi import Comparator, Kpi
from erpsite.model.quantity import months_between
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import ChartOf, chart
from erpsite.pages.kit.charts.framing import frame, plain_table, source_name

__all__ = ["kpi_figure", "kpi_finding"]


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
def kpi_figure(book: Book, name: str) -> b.Block:
    """Return the chart of a KPI up to the month of the book; raise `UnknownNameError` for a wrong id."""
    book.handbook.find("kpis", name)
    kpi = book.handbook.kpis[name]
    status = book.figures.kpi(name)
    months = [month for month, _ in status.series]
    last = book.handbook.plan.last_month
    ahead = months_between(months[-1], last)[1:] if months else ()
    known = [value for _, value in status.series]
    lines = [Line(book.tr("Actual"), [*known, *(None for _ in ahead)])]
    lines += _expected(book, kpi, [*months, *ahead])
    lines += _forecast(book, status, len(months), len(ahead))
    between = kpi.comparator is Comparator.BETWEEN
    chart = trend_chart(
        [*months, *ahead],
        lines if any(value is not None for value in known) else lines[:1],
        book.text(kpi.unit),
        words=Words(book.tr("Target"), book.tr("Baseline")),
        target=None if between else kpi.target,
        better=_BETTER.get(kpi.comparator),
        band=(kpi.low, kpi.high) if between and kpi.low is not None and kpi.high is not None else None,
        baseline=kpi.baseline,
        decimals=kpi.decimals,
    )
    unit = book.text(kpi.unit)
    table = _table(book, kpi, [*months, *ahead], lines, len(months))
    return frame(
        book,
        f"kpi-{name}",
        chart,
        kpi_finding(book, status),
        table,
        unit=unit,
        source=source_name(book, kpi.source),
    )


def _table(book: Book, kpi: Kpi, months: Sequence[str], lines: Sequence[Line], past: int) -> b.Table:
    """Return a row a month and a column a line; only a month that has passed can lack its actual."""
    drawn = [
        line for number, line in enumerate(lines) if not number or any(v is not None for v in line.values)
    ]
    unit = book.text(kpi.unit)

    def cell(line: Line, month: int) -> b.Cell:
        value = line.values[month]
        if value is None and (line is not lines[0] or month >= past):
            return ""
        return book.number(value, unit, kpi.decimals)

    rows = [
        (book.locale.month(month), *(cell(line, number) for line in drawn))
        for number, month in enumerate(months)
    ]
    return plain_table(kpi.id, (book.tr("Month"), *(line.name for line in drawn)), rows)


def _expected(book: Book, kpi: Kpi, months: list[str]) -> list[Line]:
    """Return the course the KPI should take over the plan year, where it has a way to go.

    A baseline on the good side of the target, as after the comparator was turned round, leaves none.
    """
    if kpi.comparator is Comparator.BETWEEN or kpi.target is None or kpi.target == kpi.baseline:
        return []
    if target_met(kpi, kpi.baseline) and not kpi.trajectory:
        return []
    plan, way = book.handbook.plan, kpi.target - kpi.baseline
    values = [
        kpi.baseline + way * expected_share(kpi, plan, month)
        if plan.first_month <= month <= plan.last_month
        else None
        for month in months
    ]
    return [Line(book.tr("Expected"), values, "@grey", "dash")]


def _forecast(book: Book, status: KpiStatus, known: int, ahead: int) -> list[Line]:
    """Return a straight line from the last actual to the forecast of the year's end."""
    if not isinstance(status.forecast, Forecast) or not ahead or not status.fresh or status.actual is None:
        return []
    step = (status.forecast.value - status.actual) / ahead
    path = [status.actual + step * count for count in range(ahead + 1)]
    return [Line(book.tr("Forecast"), [*(None for _ in range(known - 1)), *path], "@purple", "dot")]


def kpi_finding(book: Book, status: KpiStatus) -> str:
    """Return what the chart shows, in one sentence."""
    kpi, tr = status.kpi, book.tr
    name, unit = book.text(kpi.name), book.text(kpi.unit)
    if status.actual is None or status.month is None:
        return tr("{kpi} has no value yet", kpi=name)
    words = {
        "kpi": name,
        "actual": book.locale.quantity(status.actual, unit, kpi.decimals),
        "month": book.locale.month(status.month),
    }
    if status.band is KpiBand.GREY:
        return tr("{kpi}: no fresh value; the last was {actual} in {month}", **words)
    if kpi.comparator is Comparator.BETWEEN:
        inside = tr("{kpi} was {actual} in {month}, inside its range", **words)
        return inside if status.met else tr("{kpi} was {actual} in {month}, outside its range", **words)
    words["target"] = book.locale.quantity(kpi.target or 0, unit, kpi.decimals)
    sentences = {
        KpiBand.ON_TRACK: tr("{kpi} was {actual} in {month}: on track for {target}", **words),
        KpiBand.AT_RISK: tr("{kpi} was {actual} in {month}: behind on the way to {target}", **words),
        KpiBand.OFF_TRACK: tr("{kpi} was {actual} in {month}: far from {target}", **words),
    }
    return (
        tr("{kpi} reached {actual} in {month}; the target is {target}", **words)
        if status.met
        else sentences[status.band]
    )
