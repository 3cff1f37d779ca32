"""Make the tables of KPIs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.model.kpi import Kpi
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import (
    actual_cell,
    count_cell,
    forecast_cell,
    kpi_spark,
    pace_cell,
    target_text,
)
from erpsite.pages.kit.columns import Rows, cols, spread
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.kit.states import reason_of
from erpsite.pages.kit.words import kpi_chip

__all__ = ["band_counts", "kpi_modules_table", "kpis_table", "objective_kpis_table"]


def band_counts(statuses: Iterable[KpiStatus]) -> Mapping[Rag, int]:
    """Return how many KPIs are of each colour; every colour is there."""
    found = dict.fromkeys(Rag, 0)
    for status in statuses:
        found[status.rag] += 1
    return found


@placeable("kpis")
def kpis_table(book: Book, kpis: Sequence[Kpi], name: str = "kpis") -> b.Table:
    """Return some KPIs with actual, target, pace, status, forecast and the last twelve months."""
    return _table(book, name, [("", kpi.id) for kpi in kpis])


def objective_kpis_table(book: Book) -> b.Table:
    """Return every KPI under the objective it judges; one of several objectives stands under each."""
    owned, objectives = book.figures.links.objectives_of_kpi, book.handbook.objectives.values()
    rows = [(book.text(one.name), kpi) for one in objectives for kpi in one.kpis]
    loose = [(book.tr("Under no objective"), name) for name in book.handbook.kpis if name not in owned]
    return _table(book, "kpis", rows + loose)


def _table(book: Book, name: str, grouped: Sequence[tuple[str, str]]) -> b.Table:
    """Return KPIs as a table, each with the words that it stands under."""
    tr, month = book.tr, book.locale.month(book.state.as_of)
    return Rows(
        [(group, book.figures.kpi(kpi)) for group, kpi in grouped],
        source=lambda row: row[1].where,
        group=lambda row: row[0],
    ).table(
        name,
        spread("kpi", tr("KPI"), lambda _, status: book.link("kpis", status.kpi.id), wide=True),
        spread(
            "baseline",
            tr("Baseline"),
            lambda _, status: book.number(
                status.kpi.baseline,
                book.text(status.kpi.unit),
                book.kpi_decimals(status.kpi),
                reason_of(book, status.kpi, "baseline", tr("not known")),
            ),
            "number",
        ),
        spread(
            "actual",
            tr("Actual, {month}", month=month),
            lambda _, status: actual_cell(book, status),
            "number",
        ),
        spread("target", tr("Target"), lambda _, status: target_text(book, status.kpi), "number"),
        spread("pace", tr("Pace (1 = on plan)"), lambda _, status: pace_cell(book, status), "number"),
        spread("status", tr("Status"), lambda _, status: kpi_chip(book, status), "status"),
        spread(
            "forecast",
            tr("Forecast for the year's end"),
            lambda _, status: forecast_cell(book, status),
            "number",
        ),
        spread("spark", tr("Last 12 months"), lambda _, status: kpi_spark(book, status)),
        empty=tr("No KPI is defined yet."),
    )


def kpi_modules_table(book: Book) -> b.Table:
    """Return the KPIs of each module, counted by status; one of several modules counts in each."""
    tr, of_module = book.tr, book.figures.links.kpis_of_module
    modules = [(module, of_module.get(name, ())) for name, module in book.handbook.modules.items()]
    return Rows(
        [
            (module, kpis, band_counts(book.figures.kpi(kpi) for kpi in kpis))
            for module, kpis in modules
            if kpis
        ],
        source=lambda row: row[0].where,
    ).table(
        "kpis-by-module",
        spread("module", tr("Module"), lambda module, _, _counts: book.link("modules", module.id)),
        *cols(
            Rag,
            lambda rag: spread(
                rag.value,
                book.rag(rag).text,
                lambda _module, _, counts: count_cell(book, counts[rag]),
                "number",
            ),
        ),
        spread("kpis", tr("KPIs"), lambda _module, kpis, _: book.links("kpis", kpis), wide=True),
        empty=tr("No KPI names a module."),
    )
