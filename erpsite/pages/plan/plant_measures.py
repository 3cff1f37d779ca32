"""Make the table of a plant's KPIs beside what holds for all plants."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.model.kpi import RollUp
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import actual_cell, kpi_spark
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.kpi_words import target_text
from erpsite.pages.kit.words import grey_reason, kpi_chip

__all__ = ["plant_kpis_table", "plant_status", "plant_value"]

_ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)


def plant_kpis_table(book: Book, name: str, found: Sequence[KpiStatus]) -> b.Table:
    """Return the KPIs of one plant, the worst first: its own value, that of all plants, and the target."""
    tr = book.tr
    return Rows(
        sorted(found, key=lambda one: _ORDER.index(one.rag)),
        source=lambda one: one.where,
        tone=lambda one: "red" if one.rag is Rag.RED and one.kpi.roll_up is not RollUp.SUM else None,
    ).table(
        f"kpis-of-{name}",
        Col("kpi", tr("KPI"), lambda one: book.link("kpis", one.kpi.id)),
        Col("value", tr("Here"), lambda one: plant_value(book, one), "number"),
        Col("all", tr("All plants"), lambda one: actual_cell(book, book.figures.kpi(one.kpi.id)), "number"),
        Col("target", tr("Target"), lambda one: target_text(book, one.kpi), "number"),
        Col("status", tr("Status"), lambda one: plant_status(book, one), "status"),
        Col("spark", tr("Last 12 months"), lambda one: kpi_spark(book, one)),
    )


def plant_value(book: Book, status: KpiStatus) -> b.Inline:
    """Return what a plant's months roll up to, or the reason why there is no value."""
    why = grey_reason(book, status)
    return book.number(status.judged, book.text(status.kpi.unit), book.kpi_decimals(status.kpi), why)


def plant_status(book: Book, status: KpiStatus) -> b.Inline:
    """Return how the value stands to the target; a target of the total says nothing of one plant."""
    if status.kpi.roll_up is RollUp.SUM:
        return b.Missing(book.tr("target of all plants"))
    return kpi_chip(book, status)
