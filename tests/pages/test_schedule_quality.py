"""Prove what the plan check says of the schedule: its end, its indices, its critical path, its chances."""

from __future__ import annotations

import pytest

from erpsite.analysis.state.plan_state import PlanState
from erpsite.i18n import locale_of
from erpsite.pages.data.plan_check import draw_plan_check
from erpsite.pages.data.schedule_quality import schedule_quality
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.plan.initiative_float import plan_chance_sentence
from erpsite.pages.render.html import HtmlRenderer
from tests.analysis.schedules import initiative, phase, plan_state, review, stone
from tests.factory import bare_handbook, small_handbook
from tests.pages.drawing import book_of, table_of, words_of

PLAN = initiative(
    "one",
    [
        phase("p1", "2026-01-05", "2026-01-09"),
        phase(
            "p2", "2026-01-12", "2026-01-16", ["p1"],
            estimate={"optimistic": 5, "likely": 5, "pessimistic": 5},
        ),
    ],
    [stone("m2", "2026-01-16", phase="p2")],
)  # fmt: skip
LATE = review(
    "2026-01",
    {
        "initiative": "one",
        "phases": [
            {"phase": "p1", "actual_start": "2026-01-05", "actual_finish": "2026-01-30"},
            {"phase": "p2", "forecast_start": "2026-02-02", "forecast_finish": "2026-02-06"},
        ],
    },
)


def _book(state: PlanState, language: str = "en") -> Book:
    return Book(state, locale_of(language))


def _tiles(blocks: tuple[b.Block, ...]) -> dict[str, tuple[str, str, b.Tone | None]]:
    tiles = next(block for block in blocks if isinstance(block, b.Tiles))
    return {plain_text(t.title): (plain_text(t.value), plain_text(t.note), t.tone) for t in tiles.tiles}


def test_a_late_plan_by_hand() -> None:
    # p2 is not started and moves to 2–6 February: fifteen working days after 16 January. Five days are
    # left, so CPLI = (5 − 15) / 5; of three tasks that were due one is finished.
    blocks = schedule_quality(_book(plan_state(PLAN, reviews=[LATE], as_of="2026-01")))
    tiles = _tiles(blocks)
    assert tiles["CPLI"] == ("−2.00", "at least 0.95", "amber")
    assert tiles["BEI"] == ("0.33", "at least 0.95", "amber")
    assert tiles["Missing logic"] == ("0%", "at most 5%", "green")
    ends = [text.replace("\u00a0", " ") for text in tiles["End of the plan"][:2]]
    assert ends == ["6 Feb 2026", "planned 16 Jan 2026, slip +15 working days"]
    likely = tiles["End with 80% probability"]
    assert likely[0].replace("\u00a0", " ") == "6 Feb 2026"
    assert likely[1].endswith("is 0% likely")
    rows = [words_of(row) for row in table_of(blocks, "critical-path").rows]
    assert [(row[0], row[-1]) for row in rows] == [("one / p2", "+15"), ("one / m2", "+15")]
    words = " ".join(plain_text(block.content) for block in blocks if isinstance(block, b.Paragraph))
    assert "2 phases and milestones decide that day" in words
    assert "1 of 1 unfinished phase has a three-point estimate" in words


def test_the_roadmap_says_how_likely_the_end_of_the_plan_is() -> None:
    late = _book(plan_state(PLAN, reviews=[LATE], as_of="2026-01"))
    assert plan_chance_sentence(late).replace("\u00a0", " ") == (
        "The whole plan was promised for 16 Jan 2026, which is 0% likely; it ends by 6 Feb 2026 with 50% "
        "probability and by 6 Feb 2026 with 80%."
    )
    unknown = _book(plan_state(initiative("bare", [phase("p1", "2026-01-05", duration=3)])))
    assert plan_chance_sentence(unknown) == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_stands_on_the_page_in_every_plan(language: str) -> None:
    closed = review("2026-01", {"initiative": "one", "stage": "finished"})
    books = [
        book_of(small_handbook(), language),
        book_of(bare_handbook(), language, "2026-03"),
        _book(plan_state(PLAN), language),
        _book(plan_state(PLAN, reviews=[closed], as_of="2026-01"), language),
        _book(plan_state(initiative("bare", [phase("p1", "2026-01-05", duration=3)])), language),
    ]
    for book in books:
        html = HtmlRenderer(book.locale, "data/plan-check").render(draw_plan_check(book)).html
        assert 'id="schedule"' in html


def test_reasons_stand_where_there_are_no_figures() -> None:
    bare = _book(plan_state(initiative("bare", [phase("p1", "2026-01-05", duration=3)])))
    likely = _tiles(schedule_quality(bare))["End with 80% probability"]
    assert likely[1:] == ("no estimates, and too few finished tasks to learn from", None)
    closed = review("2026-01", {"initiative": "one", "stage": "finished"})
    over = schedule_quality(_book(plan_state(PLAN, reviews=[closed], as_of="2026-01")))
    assert plain_text(over[1].content if isinstance(over[1], b.Paragraph) else "") == (
        "All that is scheduled is finished."
    )
    empty = schedule_quality(book_of(bare_handbook(), as_of="2026-03"))
    assert len(empty) == 2
