"""Draw the plan: objectives, initiatives, roadmap, resources, risks, KPIs, portfolio."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from erpsite.issues import Source
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.plan.commitments import draw_commitments
from erpsite.pages.plan.initiative_page import draw_initiative
from erpsite.pages.plan.initiatives import draw_initiatives
from erpsite.pages.plan.kpi_page import draw_kpi
from erpsite.pages.plan.kpis import draw_kpis
from erpsite.pages.plan.objective_page import draw_objective
from erpsite.pages.plan.objectives import draw_objectives
from erpsite.pages.plan.portfolio import draw_portfolio
from erpsite.pages.plan.resources import draw_resources
from erpsite.pages.plan.risks import draw_risks
from erpsite.pages.plan.roadmap import draw_roadmap
from erpsite.pages.plan.trace import draw_trace
from erpsite.pages.plan.value import draw_value

__all__ = ["entries"]

Draw = Callable[[Book], tuple[b.Block, ...]]

_PAGES: Mapping[str, tuple[Draw, str]] = {
    "objectives": (draw_objectives, "objectives.yml"),
    "initiatives": (draw_initiatives, "initiatives"),
    "roadmap": (draw_roadmap, "initiatives"),
    "commitments": (draw_commitments, "initiatives"),
    "resources": (draw_resources, "handbook.yml"),
    "risks": (draw_risks, "initiatives"),
    "kpis": (draw_kpis, "kpis.yml"),
    "portfolio": (draw_portfolio, "handbook.yml"),
    "value": (draw_value, "initiatives"),
    "trace": (draw_trace, "initiatives"),
}
"""Pages by name below `plan/`, in reading order, with the data that each is edited in."""


def entries(book: Book) -> tuple[PageEntry, ...]:
    """Return the pages of the section in reading order, each followed by the pages of its records."""
    return tuple(_entries(book))


def _entries(book: Book) -> Iterator[PageEntry]:
    words = _words(book)
    for name, (draw, file) in _PAGES.items():
        title, description = words[name]
        yield PageEntry(
            f"plan/{name}", title, "plan", partial(draw, book), Source(file), description=description
        )
        yield from _records(book, name)


def _records(book: Book, page: str) -> Iterator[PageEntry]:
    """Yield a page for each record of the kind that the page lists."""
    draws = {"objectives": draw_objective, "initiatives": draw_initiative, "kpis": draw_kpi}
    if page not in draws:
        return
    texts = {"objectives": "statement", "initiatives": "summary", "kpis": "definition"}
    for name, record in getattr(book.handbook, page).items():
        yield PageEntry(
            f"plan/{page}/{name}",
            book.text(record.name),
            "plan",
            partial(draws[page], book, name),
            record.where,
            f"plan/{page}",
            book.text(getattr(record, texts[page])),
        )


def _words(book: Book) -> dict[str, tuple[str, str]]:
    """Return the title and the description of each page."""
    tr = book.tr
    return {
        "objectives": (
            tr("Objectives and alignment"),
            tr("What the business wants, what the ERP must do for it, and what serves what."),
        ),
        "initiatives": (
            tr("Initiatives"),
            tr("Every initiative with owner, status, progress, dates and cost."),
        ),
        "roadmap": (tr("Roadmap"), tr("Phases and milestones by quarter, planned and expected.")),
        "commitments": (
            tr("Commitments"),
            tr("Who reaches what by when, and the test that says so, owner by owner."),
        ),
        "resources": (
            tr("Resources and budget"),
            tr("Who is overloaded when, and how far the money goes."),
        ),
        "risks": (tr("Risks"), tr("The risk register with matrix, movement and triggers.")),
        "kpis": (tr("KPIs"), tr("The measures of success by objective and module.")),
        "portfolio": (
            tr("Portfolio"),
            tr("The ranking of the initiatives and the line where the money ends."),
        ),
        "value": (
            tr("Value and benefits"),
            tr("What the plan costs and brings, and how far that is proven."),
        ),
        "trace": (
            tr("Traceability"),
            tr("From evidence to a business goal, step by step, and where the thread breaks."),
        ),
    }
