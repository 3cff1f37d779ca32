"""Prove the figures of the home page on the small plan, whose numbers are worked out in comments."""

from __future__ import annotations

import datetime as dt

import pytest

from erpsite.analysis import state
from erpsite.analysis.standing import standing
from erpsite.model.review import Review
from erpsite.pages.home.dashboard import draw_home
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from tests.factory import PLAN, REVIEWS, bare_handbook, small_handbook
from tests.pages.drawing import book_of, drawn, entries_of, lead_of, table_of, words_of

TITLES = {
    "data/changes": "Changes",
    "plan/kpis": "KPIs",
    "reviews/2026-03": "March 2026",
    "plan/resources": "Resources",
}


def _book(language: str = "en", as_of: str = "2026-03", **changes: object) -> Book:
    return book_of(small_handbook(**changes), language, as_of, TITLES)


def _tiles(book: Book) -> dict[str, tuple[str, str, str | None]]:
    tiles = [tile for block in draw_home(book) if isinstance(block, b.Tiles) for tile in block.tiles]
    return {tile.title: (plain_text(tile.value), plain_text(tile.note), tile.tone) for tile in tiles}


def _in_figures(book: Book) -> str:
    blocks = draw_home(book)
    at = next(i for i, x in enumerate(blocks) if isinstance(x, b.Heading) and x.anchor == "figures")
    said = blocks[at + 1]
    assert isinstance(said, b.Paragraph)
    return plain_text(said.content)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("as_of", ["2026-01", "2026-02", "2026-03", "2026-06"])
def test_the_page_draws_at_any_month(language: str, as_of: str) -> None:
    (entry,) = entries_of(_book(language, as_of), "home")
    assert (entry.path, entry.section) == ("index", "home")
    assert "es-tiles" in drawn(entry, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_draws_from_an_almost_empty_plan(language: str) -> None:
    (entry,) = entries_of(book_of(bare_handbook(), language, titles=TITLES), "home")
    assert "es-tiles" in drawn(entry, language)


def test_the_plan_in_figures_says_status_money_and_kpis() -> None:
    # erp-crm declared green, report-auto not reported; 230,000 of 2,000,000; uptime 99.52 meets 99.5; of the
    # way of the cycle time, 5.6 of 9 hours are done where a quarter was expected.
    assert _in_figures(_book()) == (
        "At the end of March 2026, 0 of 2 initiatives are finished and 1 of the 2 that run are declared on "
        "track; "
        "CNY\u00a0230\u00a0k of the envelope of CNY\u00a02.00\u00a0m is spent, and 2 of 2 KPIs are on track."
    )
    assert _in_figures(_book("zh")) == (
        "截至2026年3月末，2个项目已完成0个，在建的2个中有1个申报为正常；"
        "预算总额200万元已支出23万元；2项KPI中有2项进展正常。"
    )


def test_before_any_review_the_figures_say_so() -> None:
    assert _in_figures(_book(as_of="2026-01")) == (
        "The plan for 2026 runs 2 initiatives within an envelope of CNY\u00a02.00\u00a0m; "
        "no review has reported on them yet."
    )
    assert "holds no approved initiative" in lead_of(draw_home(book_of(bare_handbook(), titles=TITLES)))


def test_the_tiles_show_each_figure_with_its_meaning() -> None:
    tiles = _tiles(_book())
    assert tiles["Running initiatives declared on track"] == (
        "1 of 2", "0 declared at risk, 0 off track; 0 finished; 1 declared better than the numbers", "red",
    )  # fmt: skip
    assert tiles["KPIs on track"] == (
        "2 of 2", "1 on target already; 0 at risk, 0 off track, 0 without a status", "green",
    )  # fmt: skip
    # 230,000 / 2,000,000 is 11.5 %; 30 % of 500,000 and 0 % of 250,000 is 20 % of the work.
    assert tiles["Budget spent"] == (
        "CNY\u00a0230\u00a0k", "12% of the envelope of CNY\u00a02.00\u00a0m; 20% of the work is done", "blue",
    )  # fmt: skip
    # vendor-late rose to 4 × 4.
    assert tiles["Top risk"] == ("16 of 25", "Vendor delivers late", "red")
    assert tiles["Fresh data series"] == ("5 of 5", "0 stale, 0 with missing months", "green")


def test_the_next_day_is_the_meeting_then_the_review_then_unknown() -> None:
    plan = type(small_handbook().plan).model_validate({**PLAN, "next_review": "2026-05-06"})
    assert _tiles(_book(as_of="2025-12", plan=plan))["Planning meeting"][0] == "15\u00a0Jan\u00a02026"
    assert _tiles(_book(plan=plan))["Next review"][:2] == (
        "6\u00a0May\u00a02026", "36 days after 31\u00a0Mar\u00a02026",
    )  # fmt: skip
    found = standing(state(small_handbook(plan=plan), "2026-06"))
    assert found.next_day is None
    assert (
        _tiles(_book(plan=plan, as_of="2026-06"))["Next review"][1] == "the last was on 2\u00a0Apr\u00a02026"
    )


def test_what_changed_lists_the_weightiest_first_with_links() -> None:
    blocks = draw_home(_book())
    at = next(i for i, x in enumerate(blocks) if isinstance(x, b.Heading) and x.anchor == "changed")
    assert blocks[at] == b.Heading("What changed since the review of February 2026", "changed")
    items = blocks[at + 1]
    assert isinstance(items, b.Items)
    assert len(items.items) == 9  # seven changes, and a line each on progress and spending
    first = items.items[0]
    assert isinstance(first, tuple)
    assert b.Link("Join ERP and CRM", "plan/initiatives/erp-crm") in first
    assert blocks[at + 2] == b.Paragraph(b.Link("All 10 changes", "data/changes"))


def test_the_first_review_is_compared_with_the_approved_plan() -> None:
    headings = [block for block in draw_home(_book(as_of="2026-02")) if isinstance(block, b.Heading)]
    assert headings[0].text == "What changed since the plan was approved"


def test_help_is_needed_where_the_numbers_say_so() -> None:
    blocks = draw_home(_book())
    (row,) = table_of(blocks, "needs-help").rows
    # 28 working days late, forecast 570,000 for 500,000.
    assert words_of(row) == [
        "Join ERP and CRM", "Li Qiang", "On track", "Off track", "+28\u00a0working days", "+14%", "",
    ]  # fmt: skip
    (callout,) = [block for block in blocks if isinstance(block, b.Callout)]
    assert callout.title == "1 initiative is declared on track while its numbers are off track"


def test_an_owner_who_has_left_is_marked() -> None:
    people = dict(small_handbook().people)
    people["li-qiang"] = people["li-qiang"].model_copy(update={"left_on": dt.date(2026, 3, 15)})
    blocks = draw_home(_book(people=people))
    assert words_of(table_of(blocks, "needs-help").rows[0])[1] == "Li Qiang has left"
    assert words_of(table_of(blocks, "next-milestones").rows[0])[3] == "Li Qiang has left"


def test_milestones_come_by_day_and_say_when_they_are_overdue() -> None:
    rows = table_of(draw_home(_book()), "next-milestones").rows
    assert [words_of(row)[:2] for row in rows] == [
        ["7\u00a0Aug\u00a02026", "Go-live"],
        ["25\u00a0Aug\u00a02026", "First report"],
    ]
    late = table_of(draw_home(_book(as_of="2026-08")), "next-milestones").rows
    assert words_of(late[0])[0] == "7\u00a0Aug\u00a02026 overdue"


def test_a_milestone_that_is_done_is_no_longer_next() -> None:
    done = {"month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang", "progress": [
        {"initiative": "erp-crm", "complete": 100, "stage": "finished", "spent": 570_000,
         "milestones": [{"milestone": "go-live", "done_on": "2026-04-28"}]},
    ]}  # fmt: skip
    reviews = {row["month"]: Review.model_validate(row) for row in [*REVIEWS, done]}
    found = standing(state(small_handbook(reviews=reviews), "2026-04"))
    assert [due.milestone.id for due in found.milestones] == ["first-report"]
    assert (found.finished, len(found.running)) == (1, 1)
    # 100 % of 500,000 and nothing of 250,000.
    assert found.progress == pytest.approx(100 * 500 / 750)


def test_reading_paths_name_only_pages_that_exist() -> None:
    facts = next(block for block in draw_home(_book()) if isinstance(block, b.Facts))
    paths = {name: plain_text(content) for name, content in facts.pairs}
    assert paths["As an executive"] == "March 2026 → Changes → KPIs"
    assert paths["As a finance lead"] == "March 2026 → Resources → KPIs"
