"""Every link of every page leads to a page, and where it names a place in it, to a place that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import pytest

from erpsite.model import Handbook
from erpsite.pack.calendar import Calendars
from erpsite.pages.data.exports import exports
from erpsite.pages.kit.subscriptions import CALENDAR, FEED, person_calendar, person_feed, session_calendar
from erpsite.pages.render.html import HtmlRenderer
from erpsite.pages.site.site_map import site_map
from tests.factory import bare_handbook, small_handbook
from tests.pages.drawing import book_of


def _targets(path: str, html: str) -> Iterator[tuple[str, str]]:
    """Yield the file and the anchor that each link of a page leads to."""
    folder = posixpath.dirname(path) if path == "index" or path.endswith("/index") else path
    for href in re.findall(r'href="([^"]*)"', html):
        address, _, anchor = href.partition("#")
        target = posixpath.normpath(posixpath.join(folder, address)) if address else path
        yield ("index" if target == "." else target), anchor


def _folder(path: str) -> str:
    return path.removesuffix("index").rstrip("/")


@pytest.mark.parametrize("handbook", [small_handbook(), bare_handbook()], ids=["small", "bare"])
def test_no_link_is_broken(handbook: Handbook) -> None:
    book = book_of(handbook, "en")
    pages, beside = {}, set()
    for entry in site_map(book):
        renderer = HtmlRenderer(book.locale, entry.path)
        pages[entry.path] = renderer.render(list(entry.draw())).html
        beside |= {posixpath.join(_folder(entry.path), name) for name in renderer.files}
    anchors = {path: set(re.findall(r'id="([^"]+)"', html)) for path, html in pages.items()}
    files = {*beside, *(f"downloads/{name}" for name in exports(book)), CALENDAR, FEED}
    sessions = handbook.agenda.sessions if handbook.agenda else ()
    files |= {session_calendar(session.id) for session in sessions}
    files |= {file(name) for name in Calendars(book).people() for file in (person_calendar, person_feed)}
    broken = []
    for path, html in pages.items():
        for target, anchor in _targets(path, html):
            page = f"{target}/index" if f"{target}/index" in pages else target
            found = target in files or (page in pages and (not anchor or anchor in anchors[page]))
            if not found:
                broken.append(f"{path} -> {target}#{anchor}")
    assert not broken


def test_the_check_sees_a_link_that_leads_nowhere() -> None:
    assert list(_targets("plan/kpis", '<a href="../nowhere/#x">')) == [("plan/nowhere", "x")]
    assert list(_targets("index", '<a href="plan/kpis/">')) == [("plan/kpis", "")]
    assert list(_targets("reviews/index", '<a href="actions/#a">')) == [("reviews/actions", "a")]
