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
    initiative_slip,
    kpi_figure_text,
    pace_cell,
    progress_cell,
    target_text,
    text_cell,
)
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.states import budget_cell, finish_silence, reported_amount, withheld_words
from erpsite.pages.kit.words import computed_chip, kpi_chip, status_chip

__all__ = ["kpi_movement_table", "measures_table", "reports_table"]


def measures_table(book: Book, measures: Sequence[CorrectiveMeasure]) -> b.Table:
    """Return deviations with what is done against each, by whom and by when."""
    tr = book.tr
    return Rows(measures, source=lambda one: one.where).table(
        "measures",
        Col("deviation", tr("Deviation"), lambda one: book.text(one.deviation), wide=True),
        Col(
            "initiative",
            tr("Initiative"),
            lambda one: book.link("initiatives", one.initiative) if one.initiative else b.Missing(),
        ),
        Col("measure", tr("Corrective measure"), lambda one: book.text(one.measure), wide=True),
        Col("owner", tr("Owner"), lambda one: book.person(one.owner)),
        Col("due", tr("Due"), lambda one: book.day(one.due), "date"),
        empty=tr("No deviation was recorded."),
    )


def reports_table(book: Book, states: Sequence[InitiativeState]) -> b.Table:
    """Return plan against actual for each initiative: work, dates, money, declared and computed status."""
    tr = book.tr
    return Rows(states, source=lambda now: now.where).table(
        "reports",
        Col(
            "initiative", tr("Initiative"), lambda now: book.link("initiatives", now.initiative.id), wide=True
        ),
        Col("declared", tr("Declared"), lambda now: status_chip(book, now), "status"),
        Col("computed", tr("Computed"), lambda now: computed_chip(book, now), "status"),
        Col(
            "progress",
            tr("Progress"),
            lambda now: progress_cell(book, now, expected_progress(book, now)),
            "bar",
        ),
        Col("finish", tr("Finish"), lambda now: book.day(now.finish, finish_silence(book, now)), "date"),
        Col("slip", tr("Slip, working days"), lambda now: initiative_slip(book, now), "number"),
        Col("spent", tr("Spent"), lambda now: reported_amount(book, now, "spent"), "number"),
        Col(
            "cost",
            tr("Forecast / budget"),
            lambda now: (
                book.money(
                    now.forecast_cost,
                    withheld_words(book, now.withheld, "forecast_cost") or tr("no forecast"),
                ),
                " / ",
                budget_cell(book, now.initiative),
            ),
            "number",
        ),
        empty=tr("No initiative was reported on."),
    )


def kpi_movement_table(book: Book, review: Review) -> b.Table:
    """Return every KPI with its move since the month before, what is worst first, and what was said of it."""
    tr = book.tr
    comments = {comment.kpi: comment.text for comment in review.kpi_comments}
    worst = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREY: 2, Rag.GREEN: 3}
    return Rows(
        sorted(book.figures.kpis, key=lambda status: worst[status.rag]), source=lambda status: status.where
    ).table(
        "kpi-movement",
        Col("kpi", tr("KPI"), lambda status: book.link("kpis", status.kpi.id)),
        Col("status", tr("Status"), lambda status: kpi_chip(book, status), "status"),
        Col(
            "actual",
            tr("Actual, {month}", month=book.locale.month(review.month)),
            lambda status: actual_cell(book, status),
            "number",
        ),
        Col("change", tr("On the month before"), lambda status: _change(book, status), "number"),
        Col("target", tr("Target"), lambda status: target_text(book, status.kpi), "number"),
        Col("pace", tr("Pace (1 = on plan)"), lambda status: pace_cell(book, status), "number"),
        Col("comment", tr("Comment"), lambda status: text_cell(book, comments.get(status.kpi.id)), wide=True),
        empty=tr("No KPI is defined yet."),
    )


def _change(book: Book, status: KpiStatus) -> b.Inline:
    if status.change is None:
        return b.Missing(book.tr("no value in one of the months"))
    return b.Number(status.change, kpi_figure_text(book, status.kpi, status.change, sign=True))
