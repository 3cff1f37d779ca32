"""A past month told today is what its own release told: nothing that came later is on any page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.analysis.state.plan_state import state
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pages.data.exports import exports
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


def _told(book: Handbook, month: str, language: str) -> dict[str, str]:
    """Return every page and every file to download of that month."""
    drawn = Book(state(book, month), locale_of(language, book.plan.currency))
    renderer = HtmlRenderer(drawn.locale)
    pages = {
        entry.path: "".join(renderer.block(block) for block in entry.draw()) for entry in site_map(drawn)
    }
    return pages | {name: content.decode("utf-8-sig") for name, content in exports(drawn).items()}


def test_every_page_and_file_of_every_past_month_is_what_its_release_showed(repo_root: Path) -> None:
    book = load_handbook(repo_root / "data").handbook
    assert book is not None
    months = sorted(book.reviews)
    assert len(months) >= 3
    for number, month in enumerate(months):
        language = ("zh", "en")[number % 2]
        now, then = _told(book, month, language), _told(_as_it_was(book, month), month, language)
        assert now.keys() == then.keys()
        assert [path for path in now if now[path] != then[path]] == [], month


@pytest.mark.parametrize("field", ["reviews", "kpi_actuals", "health_values", "incidents"])
def test_the_sample_has_something_later_to_leave_out(repo_root: Path, field: str) -> None:
    book = load_handbook(repo_root / "data").handbook
    assert book is not None
    first = min(book.reviews)
    assert len(getattr(_as_it_was(book, first), field)) < len(getattr(book, field))
