"""No page leads to one that a plan has no data for, and a page that leads to none is left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from erpsite.analysis import state
from erpsite.i18n import locale_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.contents import absent_pages
from erpsite.pages.site.absence import _unlinked
from erpsite.pages.site.site_map import site_map
from tests.factory import bare_handbook


def _book() -> Book:
    handbook = bare_handbook()
    return Book(state(handbook, handbook.default_as_of), locale_of("en", handbook.plan.currency))


def _paths(part: Any) -> Iterator[str]:
    if isinstance(part, tuple):
        for one in part:
            yield from _paths(one)
    elif isinstance(part, b.Drawing):
        yield from _paths(part.table)
    elif is_dataclass(part) and not isinstance(part, type):
        for place in fields(part):
            held = getattr(part, place.name)
            if place.name == "path" and isinstance(held, str):
                yield held
            yield from _paths(held)


def test_no_page_of_a_bare_plan_leads_to_an_absent_one() -> None:
    book = _book()
    absent = absent_pages(book)
    assert absent
    led = {path for entry in site_map(book) for block in entry.draw() for path in _paths(block)}
    assert led & absent == set()


def test_only_what_holds_such_a_link_is_made_anew() -> None:
    link, other = b.Link("Health", "health"), b.Link("Home", "")
    kept = b.Paragraph(("See ", other))
    cut = b.Callout("amber", "Look", (b.Paragraph(("See ", link, " and ", other)), kept))
    absent = frozenset({"health"})
    assert _unlinked(kept, absent) is kept
    new = _unlinked(cut, absent)
    assert new.blocks[0] == b.Paragraph(("See ", "Health", " and ", other))
    assert new.blocks[1] is kept
    assert _unlinked(b.Tile("T", "1", path="health"), absent).path == ""
    table = b.Table("t", (b.Column("a", "A"),), (b.Row((link,)), b.Row((other,))))
    drawn = _unlinked(b.Drawing("d", lambda _url: "", lambda: table), absent)
    assert [row.cells for row in drawn.table.rows] == [("Health",), (other,)]
