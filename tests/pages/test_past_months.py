"""A past month told today is what its own release told: nothing that came later is on any page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import Locale, locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pages.data.exports import exports
from erpsite.pages.kit.blocks import Block
from erpsite.pages.kit.book import Book
from erpsite.pages.render import HtmlRenderer
from erpsite.pages.site.site_map import site_map


def _as_it_was(book: Handbook, month: str) -> Handbook:
    """Return the plan as its files stood when that month's release was built."""
    return replace(
        book,
        reviews={name: review for name, review in book.reviews.items() if name <= month},
        kpi_actuals=tuple(one for one in book.kpi_actuals if one.month <= month),
        health_values=tuple(one for one in book.health_values if one.month <= month),
        incidents=tuple(one for one in book.incidents if f"{one.started:%Y-%m}" <= month),
    )


def _drawn(book: Handbook, month: str, language: str) -> Book:
    return Book(state(book, month), locale_of(language, book.plan.currency))


def _pages(drawn: Book) -> dict[str, Sequence[Block]]:
    return {entry.path: entry.draw() for entry in site_map(drawn)}


def _written(locale: Locale, blocks: Sequence[Block]) -> str:
    return "".join(map(HtmlRenderer(locale).block, blocks))


def test_every_page_and_file_of_every_past_month_is_what_its_release_showed(repo_root: Path) -> None:
    book = load_handbook(repo_root / "data").handbook
    assert book is not None
    months = sorted(book.reviews)
    assert len(months) >= 4
    for number, month in enumerate(months):
        language = ("zh", "en")[number % 2]
        before = _as_it_was(book, month)
        if before == book:  # nothing came later
            continue
        now, then = _drawn(book, month, language), _drawn(before, month, language)
        pages, earlier = _pages(now), _pages(then)
        assert pages.keys() == earlier.keys()
        # Equal blocks are written the same; what only the reader's eye could not tell apart is no difference.
        assert [
            path
            for path, blocks in pages.items()
            if blocks != earlier[path]
            and _written(now.locale, blocks) != _written(then.locale, earlier[path])
        ] == [], month
        assert exports(now) == exports(then), month


@pytest.mark.parametrize("field", ["reviews", "kpi_actuals", "health_values", "incidents"])
def test_the_sample_has_something_later_to_leave_out(repo_root: Path, field: str) -> None:
    book = load_handbook(repo_root / "data").handbook
    assert book is not None
    first = min(book.reviews)
    assert len(getattr(_as_it_was(book, first), field)) < len(getattr(book, field))
