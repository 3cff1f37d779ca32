"""Draw the pages on data and method: freshness, plan check, formulas, charts, downloads, terms, changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from erpsite.issues import Source
from erpsite.pages.data.changes import draw_changes
from erpsite.pages.data.chart_catalogue import draw_chart_catalogue
from erpsite.pages.data.downloads import draw_downloads
from erpsite.pages.data.formulas import draw_formulas
from erpsite.pages.data.freshness import draw_freshness
from erpsite.pages.data.glossary import draw_glossary
from erpsite.pages.data.plan_check import draw_plan_check
from erpsite.pages.data.plan_rule import rule_entries
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry

__all__ = ["entries"]


def entries(book: Book) -> tuple[PageEntry, ...]:
    """Return the pages of the section, in reading order."""
    tr = book.tr
    pages: tuple[tuple[str, str, Callable[[Book], tuple[b.Block, ...]], Source, str], ...] = (
        (
            "freshness", tr("Freshness of the data"), draw_freshness, Source("sources.yml"),
            tr("Every source and series with its owner, its age and its state."),
        ),
        (
            "plan-check", tr("Plan check"), draw_plan_check, Source("handbook.yml"),
            tr("A score for each of the four pitfalls, and each finding with its fix."),
        ),
        (
            "formulas", tr("Formulas"), draw_formulas, Source("handbook.yml"),
            tr("Every measure with its formula, its unit, and what is shown when it cannot be computed."),
        ),
        (
            "downloads", tr("Downloads"), draw_downloads, Source("handbook.yml"),
            tr("The plan’s tables as CSV files, with a dictionary of their columns."),
        ),
        (
            "charts", tr("Chart catalogue"), draw_chart_catalogue, Source("handbook.yml"),
            tr("Every kind of chart, drawn from the plan’s own data, with the code that places it."),
        ),
        (
            "glossary", tr("Glossary"), draw_glossary, Source("modules.yml"),
            tr("The modules of the ERP system and the terms of the handbook."),
        ),
        (
            "changes", tr("Changes"), draw_changes, Source("reviews"),
            tr("What changed since the last review, and since the plan was approved."),
        ),
    )  # fmt: skip
    listed = tuple(
        PageEntry(f"data/{name}", title, "data", partial(draw, book), where, description=description)
        for name, title, draw, where, description in pages
    )
    return (*listed, *rule_entries(book))
