"""Prove that what the schedule moves later is told so, with its reason, wherever the task stands."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.commitment_tables import commitments_table
from erpsite.pages.kit.gantt import roadmap_block, roadmap_of_book, tasks_table
from erpsite.pages.plan.initiative_page import draw_initiative
from erpsite.pages.plan.initiative_schedule import milestones_table, phases_table
from erpsite.pages.plan.roadmap import draw_roadmap, milestone_stones, milestones_by_quarter
from tests.factory import REVIEWS, small_handbook
from tests.pages.drawing import book_of, lead_of, words_of

# The interface is forecast for 29 May 2026, a Friday. “Live” of the other initiative is said for 15 May and
# waits for it with three working days: 3 June. “Closed” waits for nothing. The survey should have begun on
# 16 March and has not by the end of the month, so that its last day cannot be 3 April.
_ROWS: list[dict[str, Any]] = [
    {
        "id": "feed", "name": "Feed", "type": "integration", "summary": "Feed", "modules": ["supply-chain"],
        "owner": "li-qiang",
        "phases": [{"id": "interface", "name": "Interface", "start": "2026-04-01", "finish": "2026-04-30"}],
    },
    {
        "id": "use", "name": "Use", "type": "integration", "summary": "Use", "modules": ["supply-chain"],
        "owner": "li-qiang",
        "phases": [
            {"id": "rollout", "name": "Roll-out", "start": "2026-06-08", "finish": "2026-06-12"},
            {"id": "survey", "name": "Survey", "start": "2026-03-16", "finish": "2026-04-03"},
        ],
        "milestones": [
            {
                "id": "live", "name": "Live", "date": "2026-05-15",
                "after": [{"to": "feed/interface", "lag": 3}],
            },
            {"id": "closed", "name": "Closed", "date": "2026-06-30"},
        ],
    },
]  # fmt: skip


def _plan(**more: Any) -> Handbook:
    records = {row["id"]: Initiative.model_validate(row) for row in _ROWS}
    late = {"phase": "interface", "forecast_finish": "2026-05-29"}
    reports = [
        {"initiative": "feed", "phases": [late]},
        {"initiative": "use", "complete": 0},
    ]
    march = {**REVIEWS[0], "month": "2026-03", "held_on": "2026-04-02", "progress": reports}
    return small_handbook(initiatives=records, reviews={"2026-03": Review.model_validate(march)}, **more)


@pytest.fixture(scope="module", params=["en", "zh"])
def book(request: pytest.FixtureRequest) -> Book:
    return book_of(_plan(), request.param, "2026-03")


_LATE = {"en": "Late by its links", "zh": "因依赖延期"}
_DAY = {"en": "by its links 3\N{NO-BREAK SPACE}Jun\N{NO-BREAK SPACE}2026", "zh": "按依赖关系为2026年6月3日"}


def _row(table: b.Table, name: str) -> str:
    """Return the words of the row that names a task."""
    (found,) = [words for row in table.rows if name in (words := " ".join(words_of(row)))]
    return found


def test_every_table_tells_the_day_by_links_and_that_the_milestone_is_late(book: Book) -> None:
    now, code = book.state.initiatives["use"], book.locale.language
    commitments = [one for found in book.figures.commitments_by_owner.values() for one in found]
    tables = {
        "initiative": milestones_table(book, now),
        "by quarter": milestones_by_quarter(book, milestone_stones(book)),
        "roadmap": tasks_table(book, roadmap_of_book(book), "tasks"),
        "commitments": commitments_table(book, commitments),
    }
    for place, table in tables.items():
        row = _row(table, "Live")
        assert _LATE[code] in row, place
        assert _DAY[code] in row, place
        # What people said stays beside it, and is no slip.
        assert book.locale.day(now.tasks["live"].finish) in row, place  # type: ignore[arg-type]
        assert _LATE[code] not in _row(table, "Closed"), place


def test_the_roadmap_draws_the_same(book: Book) -> None:
    html = roadmap_block(book, roadmap_of_book(book), "gantt", "Roadmap").draw(lambda path, _anchor: path)
    mark = html[: html.index('data-k="live"')].rpartition('<span class="')[2]
    assert mark.startswith("es-gm t-a")
    closed = html[: html.index('data-k="closed"')].rpartition('<span class="')[2]
    assert closed.startswith("es-gm t-b")


def test_work_that_should_have_begun_is_late_by_itself(book: Book) -> None:
    words = {"en": "Late by work not done", "zh": "因未完工延期"}[book.locale.language]
    row = _row(phases_table(book, book.state.initiatives["use"]), "Survey")
    assert words in row
    assert _LATE[book.locale.language] not in row


def test_the_lead_counts_what_is_told_in_time_and_cannot_be(book: Book) -> None:
    assert book.figures.milestones_late.value == 0
    assert book.figures.milestones_moved.value == 1
    words = {"en": "1 more is told in time and cannot be", "zh": "另有1项报为按时"}[book.locale.language]
    assert words in lead_of(draw_roadmap(book))


def test_an_end_that_cannot_hold_is_told_in_the_first_words_of_its_page() -> None:
    rows = [
        _ROWS[0],
        {**_ROWS[1], "phases": [], "milestones": _ROWS[1]["milestones"][:1]},
    ]
    records = {row["id"]: Initiative.model_validate(row) for row in rows}
    plan = _plan()
    book = book_of(small_handbook(initiatives=records, reviews=plan.reviews), "en", "2026-03")
    assert "it ends by its links on 3\N{NO-BREAK SPACE}Jun\N{NO-BREAK SPACE}2026" in lead_of(
        draw_initiative(book, "use")
    )
    assert "links" not in lead_of(draw_initiative(book, "feed"))


def test_what_is_done_is_moved_by_nothing() -> None:
    done = {"milestone": "live", "done_on": "2026-03-30"}
    march = {
        **REVIEWS[0], "month": "2026-03", "held_on": "2026-04-02",
        "progress": [{"initiative": "use", "milestones": [done]}],
    }  # fmt: skip
    records = {row["id"]: Initiative.model_validate(row) for row in _ROWS}
    plan = small_handbook(initiatives=records, reviews={"2026-03": Review.model_validate(march)})
    book = book_of(plan, "en", "2026-03")
    row = _row(milestones_table(book, book.state.initiatives["use"]), "Live")
    assert "Reached" in row
    assert "links" not in row
