"""Offer the handbook's charts to content pages by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from erpsite.analysis.state.not_available import NotAvailable
from erpsite.errors import UnknownNameError
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit import charts as figures
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.benefits import benefit_figure

__all__ = ["CHARTS", "draw_chart"]

Maker = Callable[[Book], b.Block]


def _satisfaction(book: Book) -> b.Block:
    found = book.figures.survey
    groups = () if isinstance(found, NotAvailable) else found.departments
    target = None if isinstance(found, NotAvailable) else found.target
    return figures.survey_figure(book, "satisfaction", "departments", groups, target)


CHARTS: Mapping[str, Maker] = {
    "availability": lambda book: figures.availability_figure(book, book.figures.availability),
    "causes": lambda book: figures.cause_figure(book, book.figures.outage_causes),
    "health": lambda book: figures.health_grid_figure(book, book.figures.health),
    "satisfaction": _satisfaction,
    "last-year": lambda book: figures.last_year_figure(book, book.figures.last_year),
    "pain-points": lambda book: figures.pain_figure(book, book.figures.pain_points),
    "maturity": lambda book: figures.maturity_radar_figure(book, book.figures.maturity),
    "maturity-gap": lambda book: figures.maturity_gap_figure(book, book.figures.maturity),
    "opportunities": lambda book: figures.opportunity_figure(book, book.figures.opportunities),
    "benefits": lambda book: benefit_figure(book, book.figures.benefits),
    "budget": lambda book: figures.budget_figure(book, book.figures.draft_budget),
    "priorities": lambda book: figures.priority_figure(book, book.figures.priorities),
}
"""Charts of the whole plan by name; `kpi` takes an id besides."""


def draw_chart(book: Book, name: str, record: str = "") -> b.Block:
    """Return a chart by its name; raise `UnknownNameError` for a name or id that does not exist."""
    if name == "kpi":
        return figures.kpi_figure(book, record)
    if name not in CHARTS:
        known = [*CHARTS, "kpi"]
        raise UnknownNameError("chart", name, known)
    return CHARTS[name](book)
