"""Prove what a rollover carries into the next year, from cases worked by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.rollover import Rollover, rollover
from erpsite.analysis.schedule import broken_baseline
from erpsite.i18n import translator
from erpsite.issues import Severity
from erpsite.load import load_handbook, write_handbook
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from erpsite.model.review import Review
from tests.factory import INITIATIVES, PLAN, REVIEWS, bare_handbook, small_handbook


def _roll(handbook: Handbook, year: int = 2027, language: str = "en") -> Rollover:
    return rollover(state(handbook, handbook.default_as_of), year, translator(language))


def _april(**progress: Any) -> Handbook:
    april = {
        "month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang",
        "progress": [{"initiative": "erp-crm", **progress}],
    }  # fmt: skip
    return small_handbook(reviews={row["month"]: Review.model_validate(row) for row in [*REVIEWS, april]})


def _texts(found: Rollover, path: str) -> list[str]:
    return [note.text for note in found.notes if note.path == path]


@pytest.mark.parametrize("handbook", [small_handbook(), bare_handbook()], ids=["small", "bare"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("year", [2027, 2028])
def test_the_result_loads_without_errors_and_equal(
    handbook: Handbook, language: str, year: int, tmp_path: Path
) -> None:
    found = _roll(handbook, year, language).handbook
    for name, text in write_handbook(found).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = load_handbook(tmp_path)
    assert [issue for issue in result.issues if issue.severity is Severity.ERROR] == []
    assert result.handbook == found
    month = found.default_as_of
    assert broken_baseline(state(found, month)) == ()


def test_the_plan_turns_its_year_and_its_money_waits_for_approval() -> None:
    plan = Plan.model_validate({**PLAN, "title": "ERP 2026", "next_review": "2026-05-07"})
    new = _roll(small_handbook(plan=plan)).handbook.plan
    assert (new.plan_year, new.title and new.title.in_("en")) == (2027, "ERP 2027")
    assert new.meeting_date == dt.date(2027, 1, 15)  # a Friday
    assert (new.budget.envelope, new.budget.approved_on) == (Decimal(2_000_000), None)
    assert (new.preread_sent_on, new.next_review, new.survey.asked) == (None, None, None)
    assert new.roles[0].capacity == {"2027-Q1": 60, "2027-Q2": 40}


def test_the_meeting_moves_to_a_day_that_is_worked() -> None:
    plan = Plan.model_validate({**PLAN, "meeting_date": "2026-01-16", "calendar": {"base": "weekdays"}})
    # 16 January 2027 is a Saturday.
    assert _roll(small_handbook(plan=plan)).handbook.plan.meeting_date == dt.date(2027, 1, 18)


def test_an_unfinished_initiative_keeps_its_id_its_forecast_and_what_is_left_to_spend() -> None:
    new = _roll(small_handbook()).handbook.initiatives["erp-crm"]
    assert (new.stage, new.carried_from) == ("proposed", "erp-crm")
    assert [(phase.id, phase.finish) for phase in new.phases] == [
        ("pilot", dt.date(2026, 5, 8)),  # as the March review expects
        # It waits for the pilot: from 1 April to Saturday 9 May, which is worked, 21 + 3 days; July has 23.
        ("roll-out", dt.date(2026, 8, 3)),
    ]
    assert new.milestones[0].date == dt.date(2026, 8, 7)
    # 570,000 expected at completion, 230,000 spent.
    assert [line.by_quarter for line in new.budget] == [{"2027-Q1": Decimal(340_000)}]
    assert new.effort == ()
    # The February review raised the probability to 4; the second risk was first seen in March.
    assert [(risk.id, risk.probability) for risk in new.risks] == [("vendor-late", 4), ("key-user-gone", 2)]


def test_what_is_done_is_left_behind_with_the_links_to_it() -> None:
    handbook = _april(phases=[{"phase": "pilot", "actual_finish": "2026-04-20"}])
    new = _roll(handbook).handbook
    (phase,) = new.initiatives["erp-crm"].phases
    assert (phase.id, phase.after) == ("roll-out", ())
    assert [link.to for link in new.initiatives["report-auto"].phases[0].after] == ["erp-crm/roll-out"]


def test_a_finished_initiative_becomes_a_completed_item_promised_against_delivered() -> None:
    handbook = _april(
        stage="finished", spent=540_000, milestones=[{"milestone": "go-live", "done_on": "2026-04-29"}],
        phases=[{"phase": "pilot", "actual_finish": "2026-04-01"},
                {"phase": "roll-out", "actual_finish": "2026-04-30"}],
    )  # fmt: skip
    found = _roll(handbook)
    assert list(found.handbook.initiatives) == ["report-auto"]
    assert found.handbook.initiatives["report-auto"].depends_on == ()
    item = found.handbook.completed["erp-crm"]
    assert (item.state, item.carried_to) == ("delivered", None)
    assert (item.promised.date, item.promised.cost) == (dt.date(2026, 6, 30), Decimal(500_000))
    assert (item.delivered.date, item.delivered.cost) == (dt.date(2026, 4, 30), Decimal(540_000))
    assert item.promised.measure == 300_000
    assert any("Vendor delivers late" in text for text in _texts(found, "initiatives"))


def test_what_goes_on_and_what_was_dropped_stand_among_the_completed_items() -> None:
    assert _roll(small_handbook()).handbook.completed["erp-crm"].state == "carried-over"
    assert _roll(small_handbook()).handbook.completed["erp-crm"].carried_to == "erp-crm"
    dropped = _roll(_april(stage="rejected")).handbook
    assert dropped.completed["erp-crm"].state == "cancelled"
    assert "erp-crm" not in dropped.initiatives


def test_a_deferred_initiative_comes_back_a_year_later() -> None:
    new = _roll(_april(stage="deferred")).handbook.initiatives["erp-crm"]
    # 30 June 2027 is a Wednesday.
    assert new.milestones[0].date == dt.date(2027, 6, 30)


def test_a_proposal_that_nobody_decided_is_no_completed_item() -> None:
    proposed = Initiative.model_validate({**INITIATIVES[1], "stage": "proposed"})
    old = small_handbook()
    found = _roll(replace(old, initiatives={**old.initiatives, proposed.id: proposed})).handbook
    assert "report-auto" in found.initiatives
    assert "report-auto" not in found.completed


def test_actuals_become_baselines_and_stay_as_last_years_series() -> None:
    found = _roll(small_handbook())
    kpis = found.handbook.kpis
    # March 2026 is the fifteenth month from January 2025: 30 − 14 × 0.4, and 99.1 + 14 × 0.03.
    assert kpis["cycle-time"].baseline == pytest.approx(24.4)
    assert kpis["uptime"].baseline == pytest.approx(99.52)
    assert {one.month for one in found.handbook.kpi_actuals} == {"2026-01", "2026-02", "2026-03"}
    assert {one.month for one in found.handbook.health_values} == {"2026-01", "2026-02", "2026-03"}
    assert "Last year’s target is met; set a new one." in _texts(found, "kpis.yml")
    without = _roll(small_handbook(kpi_actuals=()))
    assert without.handbook.kpis["uptime"].baseline == small_handbook().kpis["uptime"].baseline
    assert "There is no actual; measure the baseline." in _texts(without, "kpis.yml")


def test_maturity_targets_become_last_years_scores_to_verify() -> None:
    found = _roll(small_handbook())
    for name, dimension in small_handbook().maturity.items():
        for old, new in zip(dimension.criteria, found.handbook.maturity[name].criteria, strict=True):
            assert (new.last_year, new.current, new.evidence) == (old.target, old.current, None)
    assert "This was last year’s target; verify whether it was reached." in _texts(found, "maturity.yml")


def test_open_actions_come_before_the_meeting_without_last_years_decision() -> None:
    meeting = _roll(small_handbook()).handbook.meeting
    assert meeting is not None
    assert [(one.id, one.decision) for one in meeting.actions] == [
        ("a-2026-02-1", None),
        ("a-2026-03-1", None),
    ]
    assert _roll(bare_handbook()).handbook.meeting is None


def test_reviews_decisions_and_answers_stay_behind() -> None:
    new = _roll(small_handbook()).handbook
    assert (new.reviews, new.decisions, new.survey) == ({}, {}, ())
    assert new.people == small_handbook().people
    assert new.agenda is not None
    assert all(session.questions == () for session in new.agenda.sessions)
    assert new.working_group is not None
    assert all(step.done_on is None for step in new.working_group.steps)
