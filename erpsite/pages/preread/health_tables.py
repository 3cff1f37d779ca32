"""Make the tables of the health page."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.health.metrics import HealthSeries, Trend, by_dimension, shortfall
from erpsite.analysis.state.not_available import NotAvailable, Reason, value_or_none
from erpsite.analysis.state.rag import worse
from erpsite.model.health import HealthMetric
from erpsite.model.plan import Rag
from erpsite.model.quantity import next_month
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.naming import cause_name, dimension_name, target_chip, trend_word
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.kit.reasons import figure, reason_text, share_cell

__all__ = [
    "availability_table", "causes_table", "dimensions_table", "health_metrics_table", "module_values_table",
]  # fmt: skip


def dimensions_table(book: Book, series: Sequence[HealthSeries]) -> b.Table:
    """Return each side of health with its counts by status and its worst value."""
    tr = book.tr
    rows = tuple(
        b.Row(
            (
                dimension_name(book, side.dimension),
                target_chip(book, side.rag),
                *(_count(book, side.counts[rag]) for rag in (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY)),
                _worst(book, side.worst),
            )
        )
        for side in by_dimension(series)
    )
    columns = (
        b.Column("side", tr("Side of health")),
        b.Column("status", tr("Worst status"), "status"),
        b.Column("green", tr("Meets target"), "number"),
        b.Column("amber", tr("Below target"), "number"),
        b.Column("red", tr("Beyond limit"), "number"),
        b.Column("grey", tr("No data"), "number"),
        b.Column("worst", tr("Furthest from target"), wide=True),
    )
    return b.Table("health-sides", columns, rows)


def _count(book: Book, count: int) -> b.Inline:
    return b.Number(count, book.locale.number(count, 0))


def _worst(book: Book, one: HealthSeries | None) -> b.Content:
    if one is None:
        return b.Missing()
    return (*_metric_name(book, one), " ", _value(book, one))


def _metric_name(book: Book, one: HealthSeries) -> tuple[b.Inline, ...]:
    link = book.link("health_metrics", one.metric.id)
    return (link, " · ", book.name("modules", one.module)) if one.module else (link,)


def _value(book: Book, one: HealthSeries) -> b.Inline:
    return figure(book, one.latest, book.text(one.metric.unit), book.metric_decimals(one.metric))


@placeable("health_metrics")
def health_metrics_table(book: Book, metrics: Sequence[HealthMetric]) -> b.Table:
    """Return each metric with its target, its worst module, and how many modules are on target."""
    tr = book.tr
    columns = (
        b.Column("metric", tr("Metric")),
        b.Column("target", tr("Target"), "number"),
        b.Column("value", tr("Worst value"), "number"),
        b.Column("module", tr("Module")),
        b.Column("status", tr("Status"), "status"),
        b.Column("on-target", tr("Modules on target")),
        b.Column("trend", tr("Months so far and trend")),
        b.Column("year", tr("Against a year before"), "number"),
    )
    rows = tuple(_metric_row(book, metric) for metric in metrics)
    return b.Table("health-metrics", columns, rows, empty=tr("No health metric is defined yet."))


def _metric_row(book: Book, metric: HealthMetric) -> b.Row:
    group = [one for one in book.figures.health if one.metric.id == metric.id]
    worst = max(group, key=_severity)
    modules = [one for one in group if one.module]
    met = sum(one.rag is Rag.GREEN for one in modules)
    return b.Row(
        (
            b.Strong(book.text(metric.name)),
            _target(book, metric),
            _value(book, worst),
            book.link("modules", worst.module) if worst.module else book.tr("whole system"),
            target_chip(book, worse(*(one.rag for one in group))),
            book.tr("{part} of {whole}", part=met, whole=len(modules)) if modules else b.Missing(),
            _trend(book, worst),
            _year(book, worst),
        ),
        anchor=metric.id,
        source=metric.where,
    )


def _severity(one: HealthSeries) -> float:
    """Order series from best to worst; what is grey cannot be the worst unless all are."""
    if isinstance(one.latest, NotAvailable) or one.rag is Rag.GREY:
        return float("-inf")
    return shortfall(one.metric, one.latest)


def _target(book: Book, metric: HealthMetric) -> b.Inline:
    sign = "\u2265" if metric.comparator == ">=" else "\u2264"
    text = book.locale.quantity(metric.target, book.text(metric.unit), book.metric_decimals(metric))
    return b.Number(metric.target, f"{sign}\u00a0{text}", book.text(metric.unit))


def _trend(book: Book, one: HealthSeries) -> b.Content:
    spark = b.Spark(one.values[-12:], _spark_label(book, one), one.metric.target)
    if isinstance(one.trend, Trend):
        return (spark, " ", trend_word(book, one.trend.direction))
    return (spark, " ", b.Missing(reason_text(book, one.trend.reason)))


def _spark_label(book: Book, one: HealthSeries) -> str:
    known = [value for value in one.values[-12:] if value is not None]
    if not known:
        return book.tr("no values yet")
    unit, decimals = book.text(one.metric.unit), book.metric_decimals(one.metric)
    return book.tr(
        "{metric}: from {first} to {last}",
        metric=book.text(one.metric.name),
        first=book.locale.quantity(known[0], unit, decimals),
        last=book.locale.quantity(known[-1], unit, decimals),
    )


def _year(book: Book, one: HealthSeries) -> b.Inline:
    """Return the change; a percentage changes by points, not by percent."""
    unit = book.text(one.metric.unit)
    unit = book.tr("points") if unit == "%" else unit
    return figure(book, one.year_on_year, unit, book.metric_decimals(one.metric), sign=True)


def module_values_table(book: Book, series: Sequence[HealthSeries]) -> b.Table:
    """Return every series, grouped by metric: value, month, status, trend, year on year."""
    tr = book.tr
    return Rows(series, group=lambda one: book.text(one.metric.name)).table(
        "health-values",
        Col(
            "module",
            tr("Module"),
            lambda one: book.name("modules", one.module) if one.module else tr("whole system"),
        ),
        Col("value", tr("Value"), lambda one: _value(book, one), "number"),
        Col("month", tr("Month"), lambda one: _month(book, one), "date"),
        Col("status", tr("Status"), lambda one: target_chip(book, one.rag), "status"),
        Col("trend", tr("Months so far and trend"), lambda one: _trend(book, one)),
        Col("year", tr("Against a year before"), lambda one: _year(book, one), "number"),
        Col("source", tr("Source"), lambda one: b.Place(one.where)),
    )


def _month(book: Book, one: HealthSeries) -> b.Content:
    if one.stale:
        return (book.month(one.latest_month), " ", b.Missing(book.tr("out of date")))
    return book.month(one.latest_month)


def availability_table(book: Book) -> b.Table:
    """Return each module's availability this month and over a year, and its error budget."""
    tr, found, months = book.tr, book.figures.availability, book.figures.year
    before = next_month(book.state.as_of, -12)
    rows = []
    for module in found.modules:
        now, year = found.cells[module, book.state.as_of], found.of_module(module, months)
        last = found.cells.get((module, before), NotAvailable(Reason.NO_YEAR_BEFORE))
        cells = [found.cells[module, month] for month in months]
        rows.append(
            b.Row(
                (
                    book.link("modules", module),
                    _percent(book, now),
                    _percent(book, year),
                    target_chip(book, year.rag if isinstance(year, Uptime) else Rag.GREY),
                    _uptime_spark(book, tuple(cells)),
                    _budget(book, year),
                    _change(book, now, last),
                )
            )
        )
    columns = (
        b.Column("module", tr("Module")),
        b.Column("month", book.locale.month(book.state.as_of), "number"),
        b.Column("year", tr("Twelve months"), "number"),
        b.Column("status", tr("Status"), "status"),
        b.Column("months", tr("By month")),
        b.Column("budget", tr("Error budget spent"), "bar"),
        b.Column("change", tr("Against a year before"), "number"),
    )
    return b.Table("availability", columns, tuple(rows))


def _percent(book: Book, uptime: Uptime | NotAvailable) -> b.Inline:
    return figure(book, uptime if isinstance(uptime, NotAvailable) else uptime.percent, "%", 2)


def _uptime_spark(book: Book, cells: tuple[Uptime | NotAvailable, ...]) -> b.Inline:
    values = tuple(None if isinstance(cell, NotAvailable) else cell.percent for cell in cells)
    known = [value for value in values if value is not None]
    if not known:
        return b.Missing(book.tr("no values yet"))
    label = book.tr("lowest month {percent}", percent=book.locale.quantity(min(known), "%", 2))
    return b.Spark(values, label, book.handbook.plan.availability_target)


def _budget(book: Book, uptime: Uptime | NotAvailable) -> b.Content:
    if isinstance(uptime, NotAvailable):
        return b.Missing(reason_text(book, uptime.reason))
    burn = value_or_none(uptime.burn_rate)
    if burn is None:
        return share_cell(book, uptime.burn_rate)
    minutes = book.tr(
        "{down} of {budget} min",
        down=book.locale.number(uptime.down, 0),
        budget=book.locale.number(uptime.budget, 0),
    )
    return (b.Progress(burn, book.locale.percent(burn), uptime.rag.value), " ", minutes)


def _change(book: Book, now: Uptime | NotAvailable, before: Uptime | NotAvailable) -> b.Inline:
    if isinstance(now, NotAvailable) or isinstance(before, NotAvailable):
        return b.Missing(book.tr("no value a year before"))
    return figure(book, now.percent - before.percent, book.tr("points"), 2, sign=True)


def causes_table(book: Book) -> b.Table:
    """Return the causes of unplanned incidents over a year, the costliest first."""
    tr = book.tr
    columns = (
        b.Column("cause", tr("Cause")),
        b.Column("count", tr("Number of incidents"), "number"),
        b.Column("hours", tr("Hours lost"), "number"),
        b.Column("share", tr("Share"), "bar"),
        b.Column("cumulative", tr("Together with those above"), "number"),
    )
    rows = []
    for row in book.figures.outage_causes:
        share = value_or_none(row.share)
        bar: b.Inline = share_cell(book, row.share)
        if share is not None:
            bar = b.Progress(share, book.locale.percent(share))
        rows.append(
            b.Row(
                (
                    cause_name(book, row.cause),
                    _count(book, row.count),
                    figure(book, row.minutes / 60, tr("h"), 1),
                    bar,
                    share_cell(book, row.cumulative),
                )
            )
        )
    return b.Table("incident-causes", columns, tuple(rows))
