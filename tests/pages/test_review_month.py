"""The review page leads with SPI(t), names what is missing, and tells of a past month what it told then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from erpsite.analysis import state
from erpsite.analysis.reviews.next_review import Occasion, next_review, occasion
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.meeting import MeetingRecord
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.reviews.month import draw_month
from tests.factory import bare_handbook, small_handbook
from tests.pages.drawing import book_of, declared_of, drawn, entries_of, lead_of, table_of, words_of

ROOT = Path(__file__).resolve().parents[2]


@cache
def _sample() -> Handbook:
    handbook = load_handbook(ROOT / "data").handbook
    assert handbook is not None
    return handbook


def _entry(book: Book, path: str) -> Sequence[b.Block]:
    return next(entry for entry in entries_of(book, "reviews") if entry.path == path).draw()


def _without_neighbours(blocks: Sequence[b.Block]) -> list[b.Block]:
    """Leave out the links to the reviews before and after, which a past build cannot have."""
    kept = []
    for block in blocks:
        links = block.content if isinstance(block, b.Paragraph) and isinstance(block.content, tuple) else ()
        if not any(isinstance(part, b.Link) and part.path.startswith("reviews/2026-") for part in links):
            kept.append(block)
    return kept


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("month", ["2026-02", "2026-05", "2026-09"])
def test_a_past_review_page_is_the_one_that_was_published_then(month: str, language: str) -> None:
    now = book_of(_sample(), language, "2026-10")
    then = book_of(_sample(), language, month)
    assert _without_neighbours(draw_month(now, month)) == _without_neighbours(draw_month(then, month))


def test_a_later_review_page_differs() -> None:
    book = book_of(_sample(), "en", "2026-10")
    assert _without_neighbours(draw_month(book, "2026-09")) != _without_neighbours(
        draw_month(book, "2026-10")
    )


def test_earned_value_leads_with_the_schedule_in_time() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    blocks = list(draw_month(book, "2026-03"))
    place = next(
        n for n, one in enumerate(blocks) if isinstance(one, b.Heading) and one.anchor == "earned-value"
    )
    pace = blocks[place + 1]
    assert isinstance(pace, b.Paragraph)
    # ES 1.62 months of two; report-auto ends in September, the eighth month: 8 / 0.8114 = 9.9.
    assert plain_text(pace.content).startswith(
        "SPI(t) is 0.81: in 2 months 1.6 months of the plan are earned;"
    )
    assert isinstance(blocks[place + 2], b.Chart)


def test_the_s_curve_has_its_figures_as_a_table() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    figure = next(one for one in draw_month(book, "2026-03") if isinstance(one, b.Chart))
    assert words_of(figure.table.rows[1])[2:4] == ["CNY\u00a0150\u00a0k", "CNY\u00a0230\u00a0k"]
    assert figure.finding.startswith("Work worth CNY\u00a0150\u00a0k is done, 22% less than")


def test_the_slowest_initiative_stands_first() -> None:
    book = book_of(_sample(), "en", "2026-10")
    table = table_of(draw_month(book, "2026-10"), "earned-value")
    paces = [cell.value for row in table.rows if isinstance(cell := row.cells[1], b.Number)]
    assert len(paces) > 5
    assert paces == sorted(paces)


def _draft(handbook: Handbook) -> Handbook:
    row = {
        "month": "2026-04",
        "held_on": "2026-05-06",
        "chair": "li-qiang",
        "progress": [{"initiative": "erp-crm", "confirmed": False, "complete": 90}],
        "action_updates": [{"action": "a-2026-03-1", "confirmed": False, "status": "done"}],
    }
    return replace(handbook, reviews={**handbook.reviews, "2026-04": Review.model_validate(row)})


def test_a_draft_says_so_and_shows_nothing_unconfirmed() -> None:
    book = book_of(_draft(small_handbook()), "en", "2026-04")
    blocks = list(draw_month(book, "2026-04"))
    notice = next(one for one in blocks if isinstance(one, b.Callout) and one.title == "Not complete yet")
    said = " ".join(plain_text(one.content) for one in notice.blocks if isinstance(one, b.Paragraph))
    assert "Not confirmed yet: initiatives 1, risks 0, actions 1." in said
    assert "Join ERP and CRM" in said
    assert book.state.initiatives["erp-crm"].complete == 30
    assert book.state.actions["a-2026-03-1"].status == "open"


def test_a_draft_is_not_the_month_that_is_published() -> None:
    handbook = _draft(small_handbook())
    assert handbook.reviews["2026-04"].draft
    assert handbook.default_as_of == "2026-03"
    settled = replace(handbook, reviews={**handbook.reviews, "2026-04": handbook.reviews["2026-04"].settled})
    assert settled.default_as_of == "2026-04"


def test_earned_value_of_a_draft_names_what_is_old() -> None:
    book = book_of(_draft(small_handbook()), "en", "2026-04")
    words = [plain_text(one.content) for one in draw_month(book, "2026-04") if isinstance(one, b.Paragraph)]
    assert any("Counted as last reported, in an earlier month: Join ERP and CRM" in text for text in words)


def test_the_milestone_that_moved_is_named_and_counted() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    blocks = list(_entry(book, "reviews/slips"))
    assert lead_of(blocks) == (
        "1 of 2 milestones has moved since they were approved; “Go-live” moved 1 time: 28 working days late."
    )
    first = table_of(blocks, "slips").rows[0]
    assert words_of(first)[5:7] == ["1", "March 2026"]
    assert any(isinstance(one, b.Chart) for one in blocks)


def test_the_assumptions_page_counts_what_expired() -> None:
    assert lead_of(_entry(book_of(small_handbook(), "en", "2026-10"), "reviews/assumptions")).startswith(
        "The plan rests on 1 assumption; expired: 1, expiring within a month: 0"
    )


def test_actions_by_owner_show_age_and_how_often_they_were_put_off() -> None:
    book = book_of(_sample(), "en", "2026-10")
    table = table_of(_entry(book, "reviews/actions"), "actions-by-owner")
    late = [int(words_of(row)[2]) for row in table.rows]
    assert late == sorted(late, reverse=True)
    assert max(int(words_of(row)[4]) for row in table.rows) == max(
        one.carried for one in book.state.actions.values() if one.status == "open"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_the_section_draws_without_data(language: str) -> None:
    handbook = bare_handbook()
    book = Book(state(handbook, handbook.default_as_of), locale_of(language))
    drawn_pages = [drawn(entry, language) for entry in declared_of(book, "reviews")]
    assert len(drawn_pages) == 5


def test_a_hundred_and_fifty_milestones_stay_readable() -> None:
    one = small_handbook().initiatives["erp-crm"]
    stones = [
        one.milestones[0].model_copy(update={"id": f"m-{n}", "name": one.milestones[0].name})
        for n in range(150)
    ]
    big = replace(
        small_handbook(),
        initiatives={"erp-crm": one.model_copy(update={"milestones": tuple(stones)})},
        reviews={
            month: Review.model_validate(
                {
                    "month": month,
                    "held_on": "2026-05-06",
                    "chair": "li-qiang",
                    "progress": [
                        {
                            "initiative": "erp-crm",
                            "milestones": [
                                {"milestone": f"m-{n}", "forecast": f"2026-{9 + step:02d}-{1 + n % 28:02d}"}
                                for n in range(150)
                            ],
                        }
                    ],
                }
            )
            for step, month in enumerate(("2026-02", "2026-03", "2026-04"))
        },
    )
    blocks = list(_entry(book_of(big, "zh", "2026-04"), "reviews/slips"))
    assert len(table_of(blocks, "slips").rows) == 150
    figure = next(one for one in blocks if isinstance(one, b.Chart))
    assert len(figure.spec["data"]) == 7  # type: ignore[arg-type]


def test_what_the_meeting_gave_and_decided_stands_in_the_registers() -> None:
    meeting = MeetingRecord.model_validate(
        {
            "held_on": "2026-01-15",
            "decisions": [
                {"id": "m-1", "date": "2026-01-15", "title": "T", "text": "T", "by": "zhao-min"},
            ],
            "actions": [{"id": "a-m-1", "text": "Ask", "owner": "wang-fang", "due": "2026-02-10"}],
        }
    )
    handbook = replace(small_handbook(), meeting=meeting)
    book = book_of(handbook, "en", "2026-03")
    (late,) = [one for one in book.state.actions.values() if not one.review]
    assert (late.action.id, late.overdue, late.carried) == ("a-m-1", True, 2)
    row = next(
        r for r in table_of(_entry(book, "reviews/actions"), "actions-overdue").rows if r.anchor == "a-m-1"
    )
    assert words_of(row)[5] == "Planning meeting"
    decisions = table_of(_entry(book, "reviews/decisions"), "decisions")
    assert "m-1" in [one.anchor for one in decisions.rows]
    assert "a-m-1" not in state(handbook, "2025-12").actions
    begun = occasion(handbook, "2026-04")
    assert isinstance(begun, Occasion)
    assert "- action: a-m-1" in next_review(handbook, begun, locale_of("en"))
