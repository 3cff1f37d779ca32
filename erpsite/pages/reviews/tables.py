"""Make the tables of corrective measures and of reported initiatives."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.initiative_state import InitiativeState
from erpsite.model.review import CorrectiveMeasure
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.plan.cells import progress_cell, slip_cell
from erpsite.pages.plan.words import computed_chip, status_chip

__all__ = ["measures_table", "reports_table"]


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
                progress_cell(book, now),
                book.day(now.finish),
                slip_cell(book, now.slip(book.state.days)),
                book.money(now.spent, tr("not reported yet")),
                (book.money(now.forecast_cost, tr("no forecast")), " / ", book.money(now.initiative.cost)),
            ),
            source=now.where,
        )
        for now in states
    )
    return b.Table("reports", columns, rows, empty=tr("No initiative was reported on."))
