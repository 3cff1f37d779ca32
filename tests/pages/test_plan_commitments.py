"""Prove the commitments: whose they are, what is overdue, and which cannot be tested."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.people.commitments import commitments, commitments_by_owner
from erpsite.model.initiative import Initiative
from erpsite.model.person import Person
from erpsite.pages.data.exports import exports
from erpsite.pages.kit import blocks as b
from erpsite.pages.plan.commitments import draw_commitments
from tests.factory import INITIATIVES, PEOPLE, bare_handbook, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def test_milestones_and_phases_without_one_are_commitments_of_their_owner() -> None:
    # The pilot and the build have no milestone; go-live belongs to the roll-out; first-report to no phase.
    now = state(small_handbook(), "2026-03")
    found = [
        (
            one.owner,
            one.initiative.initiative.id,
            one.phase and one.phase.id,
            one.milestone and one.milestone.id,
        )
        for one in commitments(now)
    ]
    assert found == [
        ("li-qiang", "erp-crm", "pilot", None),
        ("li-qiang", "erp-crm", "roll-out", "go-live"),
        ("wang-fang", "report-auto", None, "first-report"),
        ("wang-fang", "report-auto", "build", None),
    ]
    assert [one.testable for one in commitments(now)] == [False, True, False, False]
    assert list(commitments_by_owner(now)) == ["li-qiang", "wang-fang"]


def test_a_milestone_with_an_owner_of_its_own_is_theirs() -> None:
    stone = {**INITIATIVES[0]["milestones"][0], "owner": "zhao-min"}
    row = Initiative.model_validate({**INITIATIVES[0], "milestones": [stone]})
    plan = small_handbook(initiatives={"erp-crm": row}, reviews={}, meeting_decisions={})
    assert [one.owner for one in commitments(state(plan, "2026-03")) if one.milestone] == ["zhao-min"]


def test_what_is_overdue_and_untestable_is_counted() -> None:
    # At the end of August the pilot (8 May), the go-live (7 August) and both parts of the reports (25 August)
    # should be there and are not; only the go-live has a test.
    blocks = draw_commitments(book_of(small_handbook(), "en", "2026-08"))
    assert lead_of(blocks) == (
        "4 commitments are made by 2 people: 0 reached, 4 past their approved date, 4 past the date "
        "expected now, and 3 without an acceptance test."
    )
    assert [words_of(row) for row in table_of(blocks, "commitments-by-owner").rows] == [
        ["Li Qiang", "2", "0", "2", "1"], ["Wang Fang", "2", "0", "2", "2"],
    ]  # fmt: skip
    first, second = [row for row in table_of(blocks, "commitments").rows if words_of(row)[0] == "Li Qiang"]
    assert words_of(first)[-1] == "no acceptance test"
    assert words_of(second)[1:3] == ["Join ERP and CRM · Roll-out", "Go-live"]
    assert words_of(second)[-2:] == ["Overdue", "Five days without a stop"]


@LANGUAGES
def test_each_owner_can_be_linked_to_and_all_stand_in_one_table(language: str) -> None:
    blocks = draw_commitments(book_of(small_handbook(), language, "2026-03"))
    owners = table_of(blocks, "commitments-by-owner").rows
    assert [row.anchor for row in owners] == ["owner-li-qiang", "owner-wang-fang"]
    assert [one.path for row in owners for one in row.cells if isinstance(one, b.Link)] == [
        "meeting/people/li-qiang", "meeting/people/wang-fang",
    ]  # fmt: skip
    assert len(table_of(blocks, "commitments").rows) == 4


def test_an_owner_who_has_left_is_marked() -> None:
    rows = [{**row, "left_on": "2026-02-28"} if row["id"] == "li-qiang" else row for row in PEOPLE]
    people = {row["id"]: Person.model_validate(row) for row in rows}
    blocks = draw_commitments(book_of(small_handbook(people=people), "en", "2026-03"))
    chips = [
        part.text
        for row in table_of(blocks, "commitments-by-owner").rows
        if isinstance(row.cells[0], tuple)
        for part in row.cells[0]
        if isinstance(part, b.Chip)
    ]
    assert chips == ["left on 28\u00a0Feb\u00a02026: name somebody else"]


@LANGUAGES
def test_a_plan_without_initiatives_says_which_file_to_fill(language: str) -> None:
    blocks = draw_commitments(book_of(bare_handbook(), language))
    assert any(isinstance(block, b.Callout) for block in blocks)


def test_many_commitments_with_long_names_all_stand_in_the_table() -> None:
    rows: dict[str, Any] = {
        f"i-{number}": Initiative.model_validate(
            {**INITIATIVES[1], "id": f"i-{number}", "name": "长" * 80, "depends_on": [], "phases": []}
        )
        for number in range(300)
    }
    plan = small_handbook(initiatives=rows, reviews={}, meeting_decisions={}, pain_points={})
    blocks = draw_commitments(book_of(plan, "zh", "2026-03"))
    assert len(table_of(blocks, "commitments").rows) == 300


def test_the_download_holds_every_commitment() -> None:
    text = exports(book_of(small_handbook(), "en", "2026-08"))["commitments.csv"].decode("utf-8-sig")
    header, *rows = text.splitlines()
    assert header == "owner,initiative,phase,milestone,date,baseline,slip,done,overdue,acceptance"
    # The go-live moved from 30 June to 7 August: 23 working days in July and 5 in August.
    assert rows[1] == (
        "li-qiang,erp-crm,roll-out,go-live,2026-08-07,2026-06-30,28,false,true,Five days without a stop"
    )
    assert len(rows) == 4
