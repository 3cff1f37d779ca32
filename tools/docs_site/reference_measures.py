"""Draw the reference of the measures, from the definitions that the handbook's page of formulas shows."""

from __future__ import annotations

from erpsite.pages.data.measures import measure_groups
from erpsite.pages.kit.book import Book
from tools.docs_site.markdown_text import cell, heading, table
from tools.docs_site.words import say

__all__ = ["measures_page"]


def measures_page(book: Book, language: str) -> str:
    """Return the Markdown of the page of all measures."""
    titles = [say(name, language) for name in ("measure", "formula", "unit", "unavailable", "note")]
    parts = [heading(1, say("measures", language)), say("measures-lead", language)]
    for one in measure_groups(book):
        rows = [
            tuple(
                cell(text)
                for text in (measure.name, measure.formula, measure.unit, measure.unavailable, measure.note)
            )
            for measure in one.measures
        ]
        parts += [heading(2, one.name, one.anchor), table(titles, rows)]
    return "\n\n".join(parts)
