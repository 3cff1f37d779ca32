"""Make the tables of one review: reported initiatives, movement of KPIs, corrective measures."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.plan import Rag
from erpsite.model.review import CorrectiveMeasure, Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import (
    actual_cell,
    expected_progress,
    kpi_figure_text,
    pace_cell,
    progress_cell,
    slip_cell,
    target_text,
    text_cell,
)
from erpsite.pages.kit.states import budget_cell, reported_amount
from erpsite.pages.kit.words import computed_chip, kpi_chip, status_chip

__all__ = ["kpi_movement_table", "measures_table", "reports_table"]


def measures_table(book: Book, measures: Sequence[CorrectiveMeasure]) -> b.Table:
    """Return deviations with what is done against each, by whom and by when."""
    tr = book.tr
    columns = (
        b.Column("deviation", tr("Deviation"), wide=True),
        b.Column("initiative", tr("Initiative")),
        b.Column("measure", tr("Corrective measure"), wide=True),
        b.Column("owner", tr("Owner")),
        b.Column("due", tr("Due"), "date"),
    )
    rows = tuple(
        b.Row(
            (
                book.text(one.deviation),
                book.link("initiatives", one.initiative) if one.initiative else b.Missing(),
                book.text(one.measure),
                book.person(one.owner),
                book.day(one.due),
            ),
            source=one.where,
        )
        for one in measures
    )
    return b.Table("measures", columns, rows, empty=tr("No deviation was recorded."))


def reports_table(book: Book, states: Sequence[InitiativeState]) -> b.Table:
    """Return plan against actual for each initiative: work, dates, money, declared and computed status."""
    tr = book.tr
    columns = (
        b.Column("initiative", tr("Initiative"), wide=True),
        b.Column("declared", tr("Declared"), "status"),
        b.Column("computed", tr("Computed"), "status"),
        b.Column("progress", tr("Progress"), "bar"),
        b.Column("finish", tr("Finish"), "date"),
        b.Column("slip", tr("Slip, working days"), "number"),
        b.Column("spent", tr("Spent"), "number"),
        b.Column("cost", tr("Forecast / budget"), "number"),
    )
    rows = tuple(
        b.Row(
            (
                book.link("initiatives", now.initiative.id),
                status_chip(book, now),
                computed_chip(book, now),
                progress_cell(book, now, expected_progress(book, now)),
                book.day(now.finish),
                slip_cell(book, now.slip(book.state.days)),
                reported_amount(book, now, "spent"),
                (book.money(now.forecast_cost, tr("no forecast")), " / ", budget_cell(book, now.initiative)),
            ),
            source=now.where,
        )
        for now in states
    )
    return b.Table("reports", columns, rows, empty=tr("No initiative was reported on."))


def kpi_movement_table(book: Book, review: Review) -> b.Table:
    """Return every KPI with its move since the month before, what is worst first, and what was said of it."""
    tr = book.tr
    comments = {comment.kpi: comment.text for comment in review.kpi_comments}
    columns = (
        b.Column("kpi", tr("KPI")),
        b.Column("status", tr("Status"), "status"),
        b.Column("actual", tr("Actual, {month}", month=book.locale.month(review.month)), "number"),
        b.Column("change", tr("On the month before"), "number"),
        b.Column("target", tr("Target"), "number"),
        b.Column("pace", tr("Pace"), "number"),
        b.Column("comment", tr("Comment"), wide=True),
    )
    worst = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREY: 2, Rag.GREEN: 3}
    rows = tuple(
        b.Row(
            (
                book.link("kpis", status.kpi.id),
                kpi_chip(book, status),
                actual_cell(book, status),
                _change(book, status),
                target_text(book, status.kpi),
                pace_cell(book, status),
                text_cell(book, comments.get(status.kpi.id)),
            ),
            source=status.where,
        )
        for status in sorted(book.figures.kpis, key=lambda status: worst[status.rag])
    )
    return b.Table("kpi-movement", columns, rows, empty=tr("No KPI is defined yet."))


def _change(book: Book, status: KpiStatus) -> b.Inline:
    if status.change is None:
        return b.Missing(book.tr("no value in one of the months"))
    return b.Number(status.change, kpi_figure_text(book, status.kpi, status.change, sign=True))
