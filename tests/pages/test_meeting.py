"""Prove what the meeting pages say, from the small plan and from one that is almost empty."""

from __future__ import annotations

import datetime as dt

import pytest

from erpsite.model.agenda import Agenda
from erpsite.model.charter import Charter
from erpsite.model.meeting import MeetingRecord
from erpsite.model.person import Person
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.meeting.agenda import draw_agenda
from erpsite.pages.meeting.charter import draw_charter
from erpsite.pages.meeting.live import draw_live
from erpsite.pages.meeting.people import draw_people
from erpsite.pages.meeting.record import draw_record
from erpsite.pages.meeting.working_group import draw_working_group
from tests.factory import AGENDA, CHARTER, bare_handbook, small_handbook
from tests.pages.drawing import book_of, declared_of, drawn, entries_of, lead_of, table_of, words_of

TITLES = {"meeting/charter": "Meeting charter", "preread/health": "Health"}


def _book(language: str = "en", as_of: str = "2026-03", **changes: object) -> Book:
    return book_of(small_handbook(**changes), language, as_of, TITLES)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_draws_from_the_small_plan(language: str) -> None:
    for entry in entries_of(_book(language), "meeting"):
        assert "<p class=" in drawn(entry, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_says_which_file_to_fill(language: str) -> None:
    book = book_of(bare_handbook(), language, titles=TITLES)
    files = [
        "charter.yml",
        "",
        "working_group.yml",
        "agenda.yml",
        "questions.yml",
        "agenda.yml",
        "meeting.yml",
    ]
    for entry, file in zip(declared_of(book, "meeting"), files, strict=True):
        assert file in drawn(entry, language)


def test_pages_come_in_reading_order_and_know_their_file() -> None:
    found = [(entry.path, entry.where.path) for entry in declared_of(book_of(bare_handbook()), "meeting")]
    assert found == [
        ("meeting/charter", "charter.yml"),
        ("meeting/people", "people.yml"),
        ("meeting/working-group", "working_group.yml"),
        ("meeting/agenda", "agenda.yml"),
        ("meeting/asked", "questions.yml"),
        ("meeting/live", "agenda.yml"),
        ("meeting/record", "meeting.yml"),
    ]


def test_the_charter_leads_with_day_results_and_notice() -> None:
    # Issued on 20 Dec 2025, meeting on 15 Jan 2026: 26 days.
    lead = lead_of(draw_charter(_book()))
    assert lead == (
        "On 15\u00a0Jan\u00a02026 the meeting settles the plan for 2026 and must end with 1 result; "
        "Zhao Min issued this charter 26 days before it."
    )


def test_the_charter_in_chinese_has_the_four_aims_by_their_names() -> None:
    names = [words_of(row)[0] for row in table_of(draw_charter(_book("zh")), "aims").rows]
    assert names == ["回顾年度表现", "对接业务战略", "制定年度计划", "统一认知共识"]


def test_a_charter_says_which_aim_it_leaves_out() -> None:
    charter = Charter.model_validate({**CHARTER, "aims": CHARTER["aims"][:3]})
    (callout,) = [x for x in draw_charter(_book(charter=charter)) if isinstance(x, b.Callout)]
    assert callout.title == "The charter says nothing about: Build consensus."


def test_a_charter_issued_after_the_meeting_is_called_late() -> None:
    charter = Charter.model_validate({**CHARTER, "issued_on": "2026-01-20"})
    assert "only afterwards" in lead_of(draw_charter(_book(charter=charter)))


def test_the_agenda_gives_length_and_links_to_pages_by_title() -> None:
    blocks = draw_agenda(_book())
    assert "2 sessions take 1 h 30 min" in lead_of(blocks)
    first, second = table_of(blocks, "agenda").rows
    assert first.anchor == "opening"
    assert words_of(first)[0] == "09:00\u201309:30 .ics"
    assert first.cells[5] == (b.Link("Meeting charter", "meeting/charter"),)
    assert words_of(second)[5] == "Health, preread/pain-points"


def test_the_agenda_names_overlaps_gaps_and_what_is_missing() -> None:
    first, second = AGENDA["sessions"]
    third = {**second, "id": "plan", "start": "12:00", "end": "13:00"}
    bare = {name: value for name, value in {**second, "start": "09:20"}.items() if name != "output"}
    agenda = Agenda.model_validate({**AGENDA, "sessions": [first, bare, third]})
    blocks = draw_agenda(_book(agenda=agenda))
    (callout,) = [block for block in blocks if isinstance(block, b.Callout)]
    assert callout.blocks == (
        b.Items(
            (
                "Look back starts 10 minutes before the session before it has ended.",
                "Look back has no output.",
            )
        ),
    )
    gaps = next(block for block in blocks if isinstance(block, b.Items))
    assert gaps.items == ("1 h 30 min free before Look back, which starts at 12:00.",)


def test_the_run_sheet_has_a_part_for_each_session_with_a_box_to_tick() -> None:
    blocks = draw_live(_book())
    assert [block.anchor for block in blocks if isinstance(block, b.Heading)] == [
        "run-sheet", "opening", "review", "close",
    ]  # fmt: skip
    html = drawn(entries_of(_book(), "meeting")[4])
    assert "☐ TOP 5" in html
    assert "☐ Which pain point costs most?" in html
    assert "at most 12, 5 min each" in html  # 60 minutes, 5 each


def test_people_are_counted_with_what_they_answer_for() -> None:
    blocks = draw_people(_book())
    rows = {row.anchor: words_of(row) for row in table_of(blocks, "people").rows}
    # Li Qiang owns erp-crm, the KPI uptime, the risk vendor-late and the open action of February.
    assert rows["li-qiang"] == ["Li Qiang", "CIO", "Finance", "IT", "1", "1", "1", "1"]
    assert lead_of(blocks) == (
        "3 people carry the plan; the largest load, 4 initiatives, KPIs, open risks and open actions, "
        "lies with Li Qiang."
    )


def test_duties_link_to_their_records() -> None:
    rows = [row for row in table_of(draw_people(_book()), "duties").rows if row.group == "Wang Fang"]
    assert [words_of(row)[0] for row in rows] == [
        "Owns initiatives", "Owns objectives", "Owns modules", "Owns open risks", "Open actions",
    ]  # fmt: skip
    assert rows[0].cells[2] == (b.Link("Report automation", "plan/initiatives/report-auto"),)


def test_who_has_left_is_marked_and_what_stays_behind_is_counted() -> None:
    people = dict(small_handbook().people)
    people["wang-fang"] = people["wang-fang"].model_copy(update={"left_on": dt.date(2026, 2, 28)})
    blocks = draw_people(_book(people=people))
    (callout,) = [block for block in blocks if isinstance(block, b.Callout)]
    html = drawn(entries_of(_book(people=people), "meeting")[1])
    assert callout.tone == "red"
    # report-auto, fast-orders, the module finance, one risk, one action.
    assert "Wang Fang left on 28\u00a0Feb\u00a02026 and still answers for 5 records: <a" in html
    assert "left on 28" in html
    assert lead_of(blocks).startswith("2 people carry the plan;")


def test_who_leaves_later_has_not_left_yet() -> None:
    people: dict[str, Person] = dict(small_handbook().people)
    people["wang-fang"] = people["wang-fang"].model_copy(update={"left_on": dt.date(2026, 4, 30)})
    assert not [x for x in draw_people(_book(people=people)) if isinstance(x, b.Callout)]


def test_the_working_group_counts_down_before_the_meeting() -> None:
    # On 31 Dec 2025: one of two steps is done, none late; charter, one seat, one step, two sessions of 8.
    lead = lead_of(draw_working_group(_book(as_of="2025-12")))
    assert lead == (
        "15 days to the meeting on 15\u00a0Jan\u00a02026: 1 of 2 steps is done, 0 are late, "
        "and 63% of what the meeting needs is in place."
    )


def test_the_working_group_looks_back_after_the_meeting() -> None:
    lead = lead_of(draw_working_group(_book("zh")))
    assert lead == ("专项小组分2步筹备了2026年1月15日的会议，其中1步逾期；会议所需材料有记录可查的占75%。")


def test_the_working_group_shows_steps_seats_and_debts() -> None:
    blocks = draw_working_group(_book(as_of="2026-01"))
    steps = [words_of(row) for row in table_of(blocks, "preparation").rows]
    assert [(step[0], step[4]) for step in steps] == [("T−28", "Done"), ("T−7", "7 days late")]
    seats = [words_of(row)[2] for row in table_of(blocks, "seats").rows]
    assert seats == ["Filled", "Missing"]
    missing = [words_of(row)[:2] for row in table_of(blocks, "missing").rows]
    assert missing == [
        ["", "A member for the seat “Data analyst”"],
        ["Li Qiang", "The step “Pre-read sent”"],
    ]


def _record(**changes: object) -> MeetingRecord:
    record = {
        "held_on": "2026-01-15",
        "sessions": [
            {"session": "opening", "start": "09:05", "end": "09:40"},
            {"session": "review", "start": "09:40", "end": "10:50"},
        ],
        "decisions": [
            {"id": "d-in-meeting", "date": "2026-01-15", "title": "Go", "text": "We go.", "by": "li-qiang"}
        ],
        "actions": [{"id": "a-in-meeting", "text": "Call", "owner": "li-qiang", "due": "2026-02-01"}],
        "votes": [{"pain_point": name, "votes": n} for n, name in enumerate(small_handbook().pain_points)],
        "parked": [{"text": "And then?", "session": "review"}],
    }
    return MeetingRecord.model_validate({**record, **changes})


def test_the_record_says_what_was_decided_and_how_late_it_ended() -> None:
    book = _book(meeting=_record())
    blocks = draw_record(book)
    decided = len(small_handbook().meeting_decisions) + 1
    lead = lead_of(blocks)
    # The last session of the small plan ends at 10:30; it was closed at 10:50.
    assert f"{decided} decisions, gave 1 action, and ended 20 min late" in lead
    assert len(table_of(blocks, "meeting-decisions").rows) == decided
    assert len(table_of(blocks, "meeting-actions").rows) == 1
    votes = [plain_text(row.cells[0]) for row in table_of(blocks, "votes").rows]
    assert votes == [book.name("pain_points", name) for name in reversed(list(book.handbook.pain_points))]
    assert plain_text(table_of(blocks, "sessions-held").rows[0].cells[3]) == "+5 min"
    assert "d-in-meeting" in book.handbook.decisions
    assert "a-in-meeting" in book.state.actions


def test_a_meeting_past_midnight_is_not_a_day_late() -> None:
    night = {"sessions": [{"id": "night", "start": "23:00", "end": "00:30", "title": "Night"}]}
    held = {"sessions": [{"session": "night", "start": "23:05", "end": "00:20"}], "parked": []}
    book = _book(meeting=_record(**held), agenda=Agenda.model_validate({**AGENDA, **night}))
    assert "ended 10 min early" in lead_of(draw_record(book))
