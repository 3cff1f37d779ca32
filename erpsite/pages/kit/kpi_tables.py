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
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.kit.words import kpi_chip

__all__ = ["band_counts", "kpi_modules_table", "kpi_row", "kpis_table", "objective_kpis_table"]


def band_counts(statuses: Iterable[KpiStatus]) -> Mapping[Rag, int]:
    """Return how many KPIs are of each colour; every colour is there."""
    found = dict.fromkeys(Rag, 0)
    for status in statuses:
        found[status.rag] += 1
    return found


@placeable("kpis")
def kpis_table(book: Book, kpis: Sequence[Kpi], name: str = "kpis") -> b.Table:
    """Return some KPIs with actual, target, pace, status, forecast and the last twelve months."""
    return _table(book, name, tuple(kpi_row(book, kpi.id) for kpi in kpis))


def objective_kpis_table(book: Book) -> b.Table:
    """Return every KPI under the objective it judges; one of several objectives stands under each."""
    tr, owned = book.tr, book.figures.links.objectives_of_kpi
    rows = [
        kpi_row(book, kpi, book.text(objective.name))
        for objective in book.handbook.objectives.values()
        for kpi in objective.kpis
    ]
    loose = tr("Under no objective")
    rows += [kpi_row(book, name, loose) for name in book.handbook.kpis if name not in owned]
    return _table(book, "kpis", tuple(rows))


def _table(book: Book, name: str, rows: tuple[b.Row, ...]) -> b.Table:
    tr = book.tr
    columns = (
        b.Column("kpi", tr("KPI"), wide=True),
        b.Column("baseline", tr("Baseline"), "number"),
        b.Column("actual", tr("Actual, {month}", month=book.locale.month(book.state.as_of)), "number"),
        b.Column("target", tr("Target"), "number"),
        b.Column("pace", tr("Pace"), "number"),
        b.Column("status", tr("Status"), "status"),
        b.Column("forecast", tr("Forecast for the year's end"), "number"),
        b.Column("spark", tr("Last 12 months")),
    )
    return b.Table(name, columns, rows, empty=tr("No KPI is defined yet."))


def kpi_row(book: Book, name: str, group: str = "") -> b.Row:
    """Return one KPI as a row of such a table."""
    status = book.figures.kpi(name)
    kpi = status.kpi
    return b.Row(
        (
            book.link("kpis", name),
            book.number(kpi.baseline, book.text(kpi.unit), book.kpi_decimals(kpi)),
            actual_cell(book, status),
            target_text(book, kpi),
            pace_cell(book, status),
            kpi_chip(book, status),
            forecast_cell(book, status),
            kpi_spark(book, status),
        ),
        source=status.where,
        group=group,
    )


def kpi_modules_table(book: Book) -> b.Table:
    """Return the KPIs of each module, counted by status; one of several modules counts in each."""
    tr, of_module = book.tr, book.figures.links.kpis_of_module
    columns = (
        b.Column("module", tr("Module")),
        b.Column("green", tr("On track"), "number"),
        b.Column("amber", tr("At risk"), "number"),
        b.Column("red", tr("Off track"), "number"),
        b.Column("grey", tr("No data"), "number"),
        b.Column("kpis", tr("KPIs"), wide=True),
    )
    rows = []
    for name, module in book.handbook.modules.items():
        kpis = of_module.get(name, ())
        if kpis:
            counts = band_counts(book.figures.kpi(kpi) for kpi in kpis)
            rows.append(
                b.Row(
                    (
                        book.link("modules", name),
                        *(count_cell(book, counts[rag]) for rag in Rag),
                        book.links("kpis", kpis),
                    ),
                    source=module.where,
                )
            )
    return b.Table("kpis-by-module", columns, tuple(rows), empty=tr("No KPI names a module."))
