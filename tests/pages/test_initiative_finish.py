"""Prove what an initiative's page opens with: four days that belong together, and its picture."""

from __future__ import annotations

import re
from typing import Any

from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.plan.initiative_finish import finish_blocks
from erpsite.pages.plan.initiative_page import draw_initiative
from tests.factory import REVIEWS, small_handbook
from tests.pages.drawing import book_of

_USE: dict[str, Any] = {
    "id": "use", "name": "Use <now>", "type": "integration", "summary": "Use", "modules": ["supply-chain"],
    "owner": "li-qiang",
    "phases": [
        {
            "id": "build", "name": "Build & test", "start": "2026-02-02", "finish": "2026-04-30",
            "estimate": {"optimistic": 40, "likely": 60, "pessimistic": 120},
        },
    ],
    "milestones": [
        {"id": "live", "name": "Live", "date": "2026-05-15", "after": [{"to": "build", "lag": 30}]},
    ],
}  # fmt: skip


def _book(language: str = "en", **fields: Any) -> Book:
    begun = [{"phase": "build", "actual_start": "2026-02-02"}] if fields.get("phases") is None else []
    progress = {"initiative": "use", "complete": 10, "phases": begun}
    march = {**REVIEWS[0], "month": "2026-03", "held_on": "2026-04-02", "progress": [progress]}
    initiative = Initiative.model_validate({**_USE, **fields})
    plan: Handbook = small_handbook(
        initiatives={"use": initiative}, reviews={"2026-03": Review.model_validate(march)}
    )
    return book_of(plan, language, "2026-03")


def _tiles(book: Book) -> dict[str, tuple[str, str]]:
    (found,) = [
        block for block in finish_blocks(book, book.state.initiatives["use"]) if isinstance(block, b.Tiles)
    ]
    return {tile.title: (plain_text(tile.value), plain_text(tile.note)) for tile in found.tiles}


def _picture(book: Book) -> str:
    now = book.state.initiatives["use"]
    return "".join(block.html for block in finish_blocks(book, now) if isinstance(block, b.Html))


def test_four_days_stand_side_by_side_and_the_expected_one_follows_the_links() -> None:
    tiles = {
        title: (day.replace("\N{NO-BREAK SPACE}", " "), note.replace("\N{NO-BREAK SPACE}", " "))
        for title, (day, note) in _tiles(_book()).items()
    }
    assert list(tiles) == ["Promised", "Expected", "50% likely by", "80% likely by"]
    assert tiles["Promised"][0] == "15 May 2026"
    # 30 working days after 30 April, of which the 1st, 4th and 5th of May are days off.
    assert tiles["Expected"] == ("15 Jun 2026", "by its links; told for 15 May 2026")
    assert "the promised day is" in tiles["50% likely by"][1]


def test_what_people_told_is_expected_where_it_can_hold() -> None:
    tiles = _tiles(_book(milestones=[{"id": "live", "name": "Live", "date": "2026-05-15"}]))
    assert tiles["Expected"][1] == "as last reported"


def test_the_picture_shows_its_phases_in_words_that_are_escaped_and_nothing_to_press() -> None:
    html = _picture(_book())
    assert "Build &amp; test" in html
    assert (
        "Use &lt;now&gt; on the plan&#39;s time" in html or "Use &lt;now&gt; on the plan&#x27;s time" in html
    )
    assert not re.search(r"<(a|button|input|select|template)\b", html)
    assert html.count('role="img"') == 1
    assert not re.search(r"\bdata-[knfow]=", html)  # what a script would say of a mark, such as who owns it
    # The key holds what stands in the picture, and no more.
    key = html.partition("es-g-key")[2]
    assert "Late milestone" in key
    assert "Overdue" not in key
    assert "First baseline" not in key


def test_the_page_opens_with_them_in_both_languages() -> None:
    for language in ("en", "zh"):
        book = _book(language)
        lead, *rest = draw_initiative(book, "use")
        assert isinstance(lead, b.Lead)
        kinds = [type(block) for block in rest]
        assert kinds.index(b.Tiles) < kinds.index(b.Html) < kinds.index(b.Facts)


def test_what_is_not_approved_or_has_no_dates_has_no_picture() -> None:
    book = _book(stage="proposed")
    assert finish_blocks(book, book.state.initiatives["use"]) == ()
    assert _picture(_book(phases=[{"id": "build", "name": "Build"}], milestones=[])) == ""
