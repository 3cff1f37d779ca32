"""Name what a content page may use between its braces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.errors import UnknownNameError
from erpsite.pages.content.figures import draw_figure
from erpsite.pages.content.tables import draw_table
from erpsite.pages.content.views import View, initiative_view, kpi_view, record_view
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.chart import draw_chart
from erpsite.pages.kit.gantt import draw_placed_roadmap

__all__ = ["content_context"]

_KINDS = {
    "objective": "objectives",
    "pain_point": "pain_points",
    "opportunity": "opportunities",
    "person": "people",
    "module": "modules",
    "decision": "decisions",
    "risk": "risks",
    "health_metric": "health_metrics",
}


def content_context(book: Book, saved: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """Return the names of the sandbox: a function for each kind of record, `table`, `page`, and the plan.

    `saved` holds the text of each figure that authors handed in, by name.
    """

    def finder(kind: str) -> Any:
        return lambda name: record_view(book, kind, book.handbook.find(kind, name))

    def page(path: str, text: str) -> b.Link:
        return b.Link(text, path)

    def table(name: str, **filters: object) -> b.Table:
        return draw_table(book, name, filters)

    return {
        "plan": _plan_view(book),
        "as_of": book.month(book.state.as_of),
        "language": book.locale.language,
        "kpi": lambda name: kpi_view(book, name),
        "initiative": lambda name: initiative_view(book, name),
        "table": table,
        "chart": lambda name, record="": draw_chart(book, name, record),
        "figure": lambda name, **words: draw_figure(book, saved or {}, name, **words),
        "page": page,
        "roadmap": lambda **filters: draw_placed_roadmap(book, filters),
        "ids": lambda kind: _ids(book, kind),
        **{name: finder(kind) for name, kind in _KINDS.items()},
    }


def _ids(book: Book, kind: str) -> list[str]:
    listed = sorted({"kpis", "initiatives", *_KINDS.values()})
    if kind not in listed:
        raise UnknownNameError("kind of record", kind, listed)
    return list(getattr(book.handbook, kind))


def _plan_view(book: Book) -> View:
    plan = book.handbook.plan
    return record_view(
        book, "", plan, envelope=lambda: book.money(plan.budget.envelope), name=lambda: book.title
    )
