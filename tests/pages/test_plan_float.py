"""Prove what an initiative's page says of float, pushes and the promised day."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.model.initiative import Initiative
from erpsite.pages.kit import blocks as b
from erpsite.pages.plan.initiative_float import chance_sentence, float_blocks, float_sentence, float_table
from erpsite.pages.plan.initiative_page import draw_initiative
from tests.factory import INITIATIVES, small_handbook
from tests.pages.drawing import book_of, table_of, words_of

DAY = "\u00a0"


def _plan(**changes: Any) -> Any:
    """Return the small plan with one initiative, changed, and without reviews."""
    rows = {"erp-crm": Initiative.model_validate({**INITIATIVES[0], **changes})}
    return small_handbook(initiatives=rows, reviews={}, meeting_decisions={})


def test_a_late_phase_pushes_the_next_and_both_are_critical() -> None:
    # The pilot moves from 31 March to 15 April: eleven weekdays less Qingming on the 6th. All that waits
    # for it moves by these 10 working days; the go-live in June has room until the other initiative ends.
    book = book_of(small_handbook(), "en", "2026-02")
    rows = {
        words_of(row)[0]: words_of(row)[4:]
        for row in float_table(book, book.state.initiatives["erp-crm"]).rows
    }
    assert rows["Pilot"] == ["0", "0", "Critical", ""]
    assert rows["Roll-out"] == ["0", "0", "Critical", "Pilot (FS) · 10 working days"]
    assert rows["Go-live"][2:] == ["Pushed", "Roll-out (FS) · 10 working days"]
    other = float_table(book, book.state.initiatives["report-auto"]).rows[0]
    assert words_of(other)[-1] == "Join ERP and CRM / Roll-out (FS) · 10 working days"
    assert other.tone == "red"


def test_one_sentence_says_how_much_can_be_lost() -> None:
    book = book_of(small_handbook(), "en", "2026-02")
    now = book.state.initiatives["erp-crm"]
    assert float_sentence(book, now).startswith(
        "It is on the critical path with 2 phases and milestones, first “Pilot”"
    )
    week = {"id": "build", "name": "Build", "start": "2026-06-01", "duration": 5}
    short = {**INITIATIVES[1], "phases": [week], "milestones": []}
    rows = [Initiative.model_validate(row) for row in (INITIATIVES[0], short)]
    book = book_of(small_handbook(initiatives={one.id: one for one in rows}, reviews={}), "en", "2026-01")
    # It ends on 5 June, the plan on 30 June: 17 weekdays less the Dragon Boat festival on the 19th.
    words = float_sentence(book, book.state.initiatives["report-auto"])
    assert words == "It can lose 16 working days before the end of the plan moves."


def test_the_promise_is_as_likely_as_the_estimates_say() -> None:
    sure = {"optimistic": 10, "likely": 11, "pessimistic": 12}
    phases = [
        {"id": "pilot", "name": "Pilot", "start": "2026-03-02", "finish": "2026-03-31", "estimate": sure}
    ]
    plan = _plan(phases=phases, milestones=[])
    book = book_of(plan, "en", "2026-01")
    words = chance_sentence(book, book.state.initiatives["erp-crm"])
    # 22 working days are promised, at most 12 are needed.
    assert words.startswith(f"The promised 31{DAY}Mar{DAY}2026 is 100% likely; it will be finished by 1")


def test_without_past_or_estimate_it_says_why_there_is_no_figure() -> None:
    book = book_of(_plan(), "en", "2026-01")
    assert "fewer than 5 finished phases" in chance_sentence(book, book.state.initiatives["erp-crm"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_phase_without_dates_is_named_as_not_scheduled(language: str) -> None:
    plan = _plan(phases=[{"id": "open", "name": "Open"}], milestones=[])
    book = book_of(plan, language, "2026-01")
    rows = table_of(draw_initiative(book, "erp-crm"), "float-erp-crm").rows
    assert [words_of(row)[-1] for row in rows] == [
        {"en": "nothing says how long it takes", "zh": "没有工期"}[language]
    ]


def test_what_is_not_scheduled_has_no_float() -> None:
    proposed = book_of(_plan(stage="proposed"), "en", "2026-01")
    assert float_blocks(proposed, proposed.state.initiatives["erp-crm"]) == ()
    empty = book_of(_plan(phases=[], milestones=[]), "en", "2026-01")
    assert float_blocks(empty, empty.state.initiatives["erp-crm"]) == ()
    notes = {x.empty for x in draw_initiative(empty, "erp-crm") if isinstance(x, b.Table) and not x.rows}
    assert "No phase is planned yet." in notes


def test_history_says_what_finish_was_expected_each_month() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    rows = table_of(draw_initiative(book, "erp-crm"), "reports-erp-crm").rows
    assert [words_of(row)[3] for row in rows] == [f"7{DAY}Aug{DAY}2026", f"30{DAY}Jun{DAY}2026"]
