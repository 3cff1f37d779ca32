"""Prove what the pages of the initiatives and the roadmap say."""

from __future__ import annotations

from typing import Any

from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.plan.initiative_page import draw_initiative
from erpsite.pages.plan.initiative_tables import initiatives_by_type
from erpsite.pages.plan.initiatives import draw_initiatives, path_table
from erpsite.pages.plan.roadmap import draw_roadmap
from tests.factory import INITIATIVES, REVIEWS, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of


def _book(as_of: str = "2026-03", language: str = "en", **changes: Any) -> Book:
    return book_of(small_handbook(**changes), language, as_of)


def _initiatives(*rows: dict[str, Any]) -> dict[str, Initiative]:
    return {row["id"]: Initiative.model_validate(row) for row in rows}


def _april(**progress: Any) -> Handbook:
    april = {"month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang"}
    rows = [*REVIEWS, {**april, "progress": [{"initiative": "erp-crm", **progress}]}]
    return small_handbook(reviews={row["month"]: Review.model_validate(row) for row in rows})


def test_the_list_leads_with_status_by_both_views_and_the_latest() -> None:
    assert lead_of(draw_initiatives(_book())) == (
        "At the end of March 2026 2 initiatives run: 0 are declared off track, 0 at risk, and the numbers "
        "see 1 (of 1 judged) off track; the latest is “Join ERP and CRM”, 28 working days late."
    )


def test_the_list_shows_declared_beside_computed_and_marks_the_watermelon() -> None:
    blocks = draw_initiatives(_book())
    row = words_of(table_of(blocks, "initiatives").rows[0])
    assert row[:4] == [
        "Join ERP and CRM",
        "Li Qiang",
        "On track",
        "Off track Declared better than the numbers",
    ]
    assert row[5:] == ["7\u00a0Aug\u00a02026", "+28", "CNY\u00a0570\u00a0k (+14% on the budget)"]
    (callout,) = [block for block in blocks if isinstance(block, b.Callout)]
    assert callout.title == "1 initiative is declared on track while its numbers are off track"


def test_the_progress_bar_marks_where_the_work_should_be() -> None:
    row = table_of(draw_initiatives(_book()), "initiatives").rows[0]
    bar = row.cells[4]
    assert isinstance(bar, b.Progress)
    assert bar.share == 0.3
    # By the end of March the whole pilot should be done: 37 of its and the roll-out's working days.
    days = _book().state.days
    first, second = _book().handbook.initiatives["erp-crm"].phases
    assert first.start
    assert first.finish
    assert second.start
    assert second.finish
    pilot, rollout = days.between(first.start, first.finish), days.between(second.start, second.finish)
    assert bar.expected is not None
    assert abs(bar.expected - pilot / (pilot + rollout)) < 1e-12


def test_the_tiles_count_spend_and_who_reports_it() -> None:
    (tiles,) = [block for block in draw_initiatives(_book()) if isinstance(block, b.Tiles)]
    assert plain_text(tiles.tiles[2].value) == "CNY\u00a0230\u00a0k"
    assert tiles.tiles[2].note == "12% of the envelope of CNY\u00a02.00\u00a0m; 1 of 2 report their spend"


def test_before_the_first_review_nobody_has_reported() -> None:
    assert lead_of(draw_initiatives(_book("2026-01"))) == (
        "2 initiatives are approved; no review has reported on them yet."
    )


def test_what_is_not_in_the_plan_stands_apart() -> None:
    book = _book(
        initiatives=_initiatives(INITIATIVES[0], {**INITIATIVES[1], "stage": "deferred", "depends_on": []}),
        meeting_decisions={},
    )
    groups = [(row.group, words_of(row)[2]) for row in initiatives_by_type(book).rows]
    assert groups == [("Integration", "On track"), ("Not in this year's plan", "Deferred")]


def test_the_path_to_green_lists_what_is_bad_by_either_view() -> None:
    rows = [words_of(row) for row in path_table(_book()).rows]
    assert [row[0] for row in rows] == ["Join ERP and CRM"]
    assert path_table(_book("2026-01")).rows == ()


def test_an_initiative_leads_with_progress_date_and_money() -> None:
    assert lead_of(draw_initiative(_book(), "erp-crm")) == (
        "“Join ERP and CRM” is 30% done and expected on 7\u00a0Aug\u00a02026, 28 working days late; "
        "CNY\u00a0230\u00a0k of CNY\u00a0500\u00a0k is spent."
    )
    assert "no review has reported on it yet" in lead_of(draw_initiative(_book(), "report-auto"))


def test_an_initiative_says_how_it_ended() -> None:
    finished = _april(stage="finished", complete=100, spent=480_000)
    assert lead_of(draw_initiative(book_of(finished), "erp-crm")).startswith(
        "“Join ERP and CRM” is finished: CNY\u00a0480\u00a0k of CNY\u00a0500\u00a0k spent"
    )
    dropped = _april(stage="rejected")
    assert "is not in this year's plan" in lead_of(draw_initiative(book_of(dropped), "erp-crm"))


def test_the_smallest_viable_step_comes_first_whatever_the_order_of_the_file() -> None:
    pilot, rollout = INITIATIVES[0]["phases"]
    row = {**INITIATIVES[0], "phases": [rollout, pilot]}
    blocks = draw_initiative(_book(initiatives=_initiatives(row, INITIATIVES[1])), "erp-crm")
    rows = [words_of(row) for row in table_of(blocks, "phases-erp-crm").rows]
    assert [row[0] for row in rows] == ["Pilot smallest viable step", "Roll-out"]
    assert rows[1][-1] == "Pilot"  # waits for it


def test_milestones_carry_their_test_owner_and_slip() -> None:
    (row,) = table_of(draw_initiative(_book(), "erp-crm"), "milestones-erp-crm").rows
    assert words_of(row)[1:] == [
        "Five days without a stop", "Li Qiang", "30\u00a0Jun\u00a02026", "7\u00a0Aug\u00a02026", "+28",
        "Late", "",
    ]  # fmt: skip


def test_money_and_people_stand_by_quarter() -> None:
    blocks = draw_initiative(_book(), "erp-crm")
    budget = table_of(blocks, "budget-erp-crm")
    assert words_of(budget.rows[0])[0] == "External services · Vendor A"
    assert budget.total is not None
    assert words_of(budget.total) == [
        "Total", "CNY\u00a0300\u00a0k", "CNY\u00a0200\u00a0k", "CNY\u00a00", "CNY\u00a00",
        "CNY\u00a0500\u00a0k",
    ]  # fmt: skip
    (effort,) = table_of(blocks, "effort-erp-crm").rows
    assert words_of(effort) == ["Consultant", "50", "60 overloaded", "", "", "110"]


def test_earned_value_leads_with_time() -> None:
    blocks = draw_initiative(_book(), "erp-crm")
    (details,) = [
        block
        for block in blocks
        if isinstance(block, b.Details) and block.summary == "Earned value and earned schedule"
    ]
    facts = details.blocks[0]
    assert isinstance(facts, b.Facts)
    values = {name: plain_text(value) for name, value in facts.pairs}
    assert next(iter(values)) == "SPI(t), schedule performance by time"
    assert values["CPI, cost performance"] == "0.65"  # 150,000 / 230,000
    assert values["Estimate at completion"] == "CNY\u00a0767\u00a0k"  # 500,000 × 230 / 150


def test_reviews_decisions_actions_and_measures_come_back_to_the_initiative() -> None:
    blocks = draw_initiative(_book(), "erp-crm")
    assert [words_of(row)[0] for row in table_of(blocks, "reports-erp-crm").rows] == [
        "March 2026", "February 2026",
    ]  # fmt: skip
    assert [words_of(row)[0] for row in table_of(blocks, "decisions-erp-crm").rows] == [
        "Plan approved", "One more consultant",
    ]  # fmt: skip
    assert [words_of(row)[0] for row in table_of(blocks, "actions-erp-crm").rows] == [
        "Chase the specification"
    ]
    assert [words_of(row)[1] for row in table_of(blocks, "measures-erp-crm").rows] == ["27 days late"]
    assert [words_of(row)[0] for row in table_of(blocks, "risks-erp-crm").rows] == [
        "Vendor delivers late", "Key user leaves",
    ]  # fmt: skip


def test_a_past_month_knows_nothing_of_later_ones() -> None:
    blocks = draw_initiative(_book("2026-02"), "erp-crm")
    assert len(table_of(blocks, "reports-erp-crm").rows) == 1
    assert [words_of(row)[0] for row in table_of(blocks, "risks-erp-crm").rows] == ["Vendor delivers late"]


def test_a_new_baseline_names_its_decision_and_keeps_the_first_dates() -> None:
    blocks = draw_initiative(book_of(_april(rebaseline="d-2026-03-1")), "erp-crm")
    rows = {words_of(row)[0]: words_of(row)[1:] for row in table_of(blocks, "baselines-erp-crm").rows}
    # 23 working days in July and 5 in August; the date expected is the one of the new baseline.
    first, renewed = "30\u00a0Jun\u00a02026", "7\u00a0Aug\u00a02026"
    assert rows["Go-live"] == [first, renewed, "+28", renewed, "+28"]
    callout = next(block for block in blocks if isinstance(block, b.Callout) and block.tone == "blue")
    assert "One more consultant" in plain_text(callout.blocks[0].content)  # type: ignore[union-attr]


def test_the_roadmap_groups_milestones_by_the_quarter_they_are_expected_in() -> None:
    blocks = draw_roadmap(_book())
    rows = table_of(blocks, "milestones").rows
    assert [(row.anchor, row.group) for row in rows] == [
        ("erp-crm--go-live", "Q3 2026"),
        ("report-auto--first-report", "Q3 2026"),
    ]
    assert lead_of(blocks) == (
        "No milestone was approved for 31\u00a0Mar\u00a02026 or before; 1 of 2 are expected late. The "
        "next milestone is “Go-live” on 7\u00a0Aug\u00a02026."
    )


def test_the_roadmap_lays_phases_out_by_quarter() -> None:
    first, second = table_of(draw_roadmap(_book()), "roadmap").rows
    assert words_of(first)[1:5] == ["Pilot", "Pilot Roll-out", "", ""]  # the pilot ends on 8 May
    assert (second.anchor, words_of(second)[3]) == ("report-auto", "Build")


def test_a_milestone_whose_day_has_passed_in_silence_is_called_out() -> None:
    blocks = draw_roadmap(_book("2026-08"))
    (callout,) = [block for block in blocks if isinstance(block, b.Callout)]
    (items,) = callout.blocks
    assert isinstance(items, b.Items)
    assert [plain_text(item).split(" · ")[0] for item in items.items] == ["Go-live", "First report"]
    assert (
        "Of 2 milestones approved for 31\u00a0Aug\u00a02026 or before 0 are reached and 2 are not"
        in lead_of(blocks)
    )
