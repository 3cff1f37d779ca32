"""Name what a content page may use between its braces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.errors import UnknownNameError
from erpsite.pages.content.saved_charts import SavedChart, draw_named_chart, draw_saved_chart
from erpsite.pages.content.tables import draw_table
from erpsite.pages.content.views import View, initiative_view, kpi_view, record_view
from erpsite.pages.content.withheld import Withheld
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import declared_pages
from erpsite.pages.kit.envelope import envelope_amount
from erpsite.pages.kit.gantt import draw_placed_roadmap
from erpsite.pages.kit.trimming import Trimmer

__all__ = ["OLD_NAMES", "content_context"]

OLD_NAMES = {"figure": "chart"}
"""What functions were called before, and are called now: a figure is a number, a picture is a chart."""

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


def content_context(book: Book, saved: Mapping[str, SavedChart] | None = None) -> Mapping[str, Any]:
    """Return the names of the sandbox: a function for each kind of record, `table`, `page`, and the plan.

    `saved` holds the file and text of each chart that authors saved, by name.
    """

    ids = book.handbook.withheld_ids

    def finder(kind: str) -> Any:
        def found(name: str) -> View | Withheld:
            shown = ids.get(kind, {}).get(name, name)
            if not shown and name:
                return Withheld(book.not_here)
            return record_view(book, kind, book.handbook.find(kind, shown))

        return found

    def page(path: str, text: str) -> b.Link:
        return b.Link(_cut(book, text), path)

    def table(name: str, **filters: object) -> b.Block | Withheld:
        return _seen(book, draw_table(book, name, filters))

    def chart(name: str, record: str = "", **words: str) -> b.Block | Withheld:
        gone = record and any(known.get(record) == "" for known in ids.values())
        if gone:
            return Withheld(book.not_here)
        return _seen(book, draw_named_chart(book, saved or {}, name, record, **_cut_words(book, words)))

    def roadmap(**filters: object) -> b.Block | Withheld:
        if "owner" in filters:
            filters["owner"] = ids.get("people", {}).get(str(filters["owner"]), filters["owner"])
        return _seen(book, draw_placed_roadmap(book, filters))

    return {
        "plan": _plan_view(book),
        "as_of": book.month(book.state.as_of),
        "language": book.locale.language,
        "kpi": lambda name: kpi_view(book, name),
        "initiative": lambda name: initiative_view(book, name),
        "table": table,
        "chart": chart,
        "figure": lambda name, **words: _seen(
            book, draw_saved_chart(book, saved or {}, name, **_cut_words(book, words))
        ),
        "page": page,
        "roadmap": roadmap,
        "ids": lambda kind: _ids(book, kind),
        **{name: finder(kind) for name, kind in _KINDS.items()},
    }


def _cut(book: Book, text: str) -> str:
    cut = book.handbook.cut
    return cut(text) if cut else text


def _cut_words(book: Book, words: Mapping[str, str]) -> dict[str, str]:
    return {key: _cut(book, str(value)) for key, value in words.items()}


def _seen(book: Book, block: b.Block) -> b.Block | Withheld:
    """Return what the edition shows of a block; what stands in its place where nothing is left."""
    edition = book.handbook.edition
    if edition is None or not edition.hides:
        return block
    hides = frozenset[b.Topic](edition.hides)
    gone = frozenset(path for path, page in declared_pages().items() if hides & set(page.topics))
    left = Trimmer(book.not_here, hides, gone).trimmed((block,))
    return left[0] if left else Withheld(book.not_here)


def _ids(book: Book, kind: str) -> list[str]:
    listed = sorted({"kpis", "initiatives", *_KINDS.values()})
    if kind not in listed:
        raise UnknownNameError("kind of record", kind, listed)
    return list(getattr(book.handbook, kind))


def _plan_view(book: Book) -> View:
    plan = book.handbook.plan
    return record_view(
        book, "", plan, envelope=lambda: envelope_amount(book, book.figures.envelope), name=lambda: book.title
    )
