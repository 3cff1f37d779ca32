"""Make the tables of the health page."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.health.metrics import DimensionHealth, HealthSeries, Trend, by_dimension, shortfall
from erpsite.analysis.state.not_available import NotAvailable, Reason, value_or_none
from erpsite.analysis.state.rag import worse
from erpsite.model.health import HealthMetric
from erpsite.model.plan import Rag
from erpsite.model.quantity import next_month
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell
from erpsite.pages.kit.columns import Col, Rows, cols, spread
from erpsite.pages.kit.naming import cause_name, dimension_name, target_chip, trend_word
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.kit.reasons import figure, reason_text, share_bar, share_cell, uptime_decimals
from erpsite.pages.kit.states import reason_of, withheld_words
from erpsite.pages.kit.worst import RANK, worst_first

__all__ = [
    "availability_table", "causes_table", "dimensions_table", "health_metrics_table", "module_values_table",
]  # fmt: skip


def dimensions_table(book: Book, series: Sequence[HealthSeries]) -> b.Table:
    """Return each side of health with its counts by status and its worst value."""
    tr = book.tr
    titles = {
        Rag.GREEN: tr("Meets target"),
        Rag.AMBER: tr("Below target"),
        Rag.RED: tr("Beyond limit"),
        Rag.GREY: tr("No data"),
    }
    return Rows(by_dimension(series)).table(
        "health-sides",
        Col("side", tr("Side of health"), lambda side: dimension_name(book, side.dimension)),
        Col("status", tr("Worst status"), lambda side: target_chip(book, side.rag), "status"),
        *cols(
            titles,
            lambda rag: Col[DimensionHealth](
                rag.value, titles[rag], lambda side: count_cell(book, side.counts[rag]), "number"
            ),
        ),
        Col("worst", tr("Furthest from target"), lambda side: _worst(book, side.worst), wide=True),
    )


def _worst(book: Book, one: HealthSeries | None) -> b.Content:
    if one is None:
        return b.Missing()
    return (*_metric_name(book, one), " ", _value(book, one))


def _metric_name(book: Book, one: HealthSeries) -> tuple[b.Inline, ...]:
    link = book.link("health_metrics", one.metric.id)
    return (link, " · ", book.name("modules", one.module)) if one.module else (link,)


def _value(book: Book, one: HealthSeries) -> b.Inline:
    value = figure(book, one.latest, book.text(one.metric.unit), book.metric_decimals(one.metric))
    held = withheld_words(book, {"value": one.withheld}, "value")
    return b.Missing(held) if held else value


@placeable("health_metrics")
def health_metrics_table(book: Book, metrics: Sequence[HealthMetric]) -> b.Table:
    """Return each metric with its target, its worst module, and how many modules are on target."""
    tr = book.tr
    groups = [[one for one in book.figures.health if one.metric.id == metric.id] for metric in metrics]
    return Rows(
        [(metric, group, max(group, key=_severity)) for metric, group in zip(metrics, groups, strict=True)],
        anchor=lambda row: row[0].id,
        source=lambda row: row[0].where,
    ).table(
        "health-metrics",
        spread("metric", tr("Metric"), lambda metric, _, _worst: b.Strong(book.text(metric.name))),
        spread("target", tr("Target"), lambda metric, _, _worst: _target(book, metric), "number"),
        spread("value", tr("Worst value"), lambda _metric, _, worst: _value(book, worst), "number"),
        spread("module", tr("Module"), lambda _metric, _, worst: _module(book, worst)),
        spread(
            "status",
            tr("Status"),
            lambda _, group, _worst: target_chip(book, worse(*(one.rag for one in group))),
            "status",
        ),
        spread("on-target", tr("Modules on target"), lambda _, group, _worst: _on_target(book, group)),
        spread("trend", tr("Months so far and trend"), lambda _metric, _, worst: _trend(book, worst)),
        spread("year", tr("Against a year before"), lambda _metric, _, worst: _year(book, worst), "number"),
        empty=tr("No health metric is defined yet."),
    )


def _severity(one: HealthSeries) -> float:
    """Order series from best to worst; what is grey cannot be the worst unless all are."""
    if isinstance(one.latest, NotAvailable) or one.rag is Rag.GREY:
        return float("-inf")
    return shortfall(one.metric, one.latest)


def _target(book: Book, metric: HealthMetric) -> b.Inline:
    sign = "\u2265" if metric.comparator == ">=" else "\u2264"
    if metric.target is None:
        return b.Missing(reason_of(book, metric, "target", book.tr("no target known")))
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
    return Rows(_by_metric(series), group=lambda one: book.text(one.metric.name)).table(
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


def _by_metric(series: Sequence[HealthSeries]) -> list[HealthSeries]:
    """Return the series metric by metric; of one with many modules the worst come first."""
    groups: dict[str, list[HealthSeries]] = {}
    for one in series:
        groups.setdefault(one.metric.id, []).append(one)
    bad = (worst_first(group, lambda one: (RANK[one.rag], _severity(one))) for group in groups.values())
    return [one for group in bad for one in group]


def _month(book: Book, one: HealthSeries) -> b.Content:
    if one.stale:
        return (book.month(one.latest_month), " ", b.Missing(book.tr("out of date")))
    return book.month(one.latest_month)


def _module(book: Book, one: HealthSeries) -> b.Inline:
    return book.link("modules", one.module) if one.module else book.tr("whole system")


def _on_target(book: Book, group: Sequence[HealthSeries]) -> b.Inline:
    modules = [one for one in group if one.module]
    if not modules:
        return b.Missing()
    met = sum(one.rag is Rag.GREEN for one in modules)
    return book.tr("{part} of {whole}", part=met, whole=len(modules))


def availability_table(book: Book) -> b.Table:
    """Return each module's availability this month and over a year, and its error budget."""
    tr, found, months = book.tr, book.figures.availability, book.figures.year
    before, as_of = next_month(book.state.as_of, -12), book.state.as_of
    none = NotAvailable(Reason.NO_YEAR_BEFORE)
    rows = [(module, found.of_module(module, months)) for module in found.modules]
    return Rows(worst_first(rows, lambda row: _unavailability(row[1]))).table(
        "availability",
        spread("module", tr("Module"), lambda module, _: book.link("modules", module)),
        spread(
            "month",
            book.locale.month(as_of),
            lambda module, _: _percent(book, found.cells[module, as_of]),
            "number",
        ),
        spread("year", tr("Twelve months"), lambda _, year: _percent(book, year), "number"),
        spread(
            "status",
            tr("Status"),
            lambda _, year: target_chip(book, year.rag if isinstance(year, Uptime) else Rag.GREY),
            "status",
        ),
        spread(
            "months",
            tr("By month"),
            lambda module, _: _uptime_spark(book, tuple(found.cells[module, month] for month in months)),
        ),
        spread("budget", tr("Error budget spent"), lambda _, year: _budget(book, year), "bar"),
        spread(
            "change",
            tr("Against a year before"),
            lambda module, _: _change(
                book, found.cells[module, as_of], found.cells.get((module, before), none)
            ),
            "number",
        ),
    )


def _unavailability(uptime: Uptime | NotAvailable) -> tuple[float, ...]:
    if isinstance(uptime, NotAvailable):
        return RANK[Rag.GREY], 0.0
    return RANK[uptime.rag], -uptime.percent


def _percent(book: Book, uptime: Uptime | NotAvailable) -> b.Inline:
    if isinstance(uptime, NotAvailable):
        return figure(book, uptime, "%", 2)
    return figure(book, uptime.percent, "%", uptime_decimals(uptime.percent, uptime.target))


def _uptime_spark(book: Book, cells: tuple[Uptime | NotAvailable, ...]) -> b.Inline:
    values = tuple(None if isinstance(cell, NotAvailable) else cell.percent for cell in cells)
    known = [value for value in values if value is not None]
    if not known:
        return b.Missing(book.tr("no values yet"))
    lowest, target = min(known), book.handbook.plan.availability_target
    decimals = uptime_decimals(lowest, target)
    label = book.tr("lowest month {percent}", percent=book.locale.quantity(lowest, "%", decimals))
    return b.Spark(values, label, target)


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
    return Rows(book.figures.outage_causes).table(
        "incident-causes",
        Col("cause", tr("Cause"), lambda one: cause_name(book, one.cause)),
        Col("count", tr("Number of incidents"), lambda one: count_cell(book, one.count), "number"),
        Col("hours", tr("Hours lost"), lambda one: figure(book, one.minutes / 60, tr("h"), 1), "number"),
        Col("share", tr("Share"), lambda one: share_bar(book, one.share), "bar"),
        Col(
            "cumulative",
            tr("Together with those above"),
            lambda one: share_cell(book, one.cumulative),
            "number",
        ),
    )
