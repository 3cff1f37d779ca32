"""Prove the verdict on the small plan, whose numbers are worked out in comments, and on an empty one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from erpsite.analysis.figures import Figures
from erpsite.analysis.standing import Owed, Verdict, verdict
from erpsite.analysis.state.plan_state import state
from erpsite.model import Handbook
from erpsite.model.plan import Rag
from tests.factory import bare_handbook, small_handbook


def _verdict(month: str = "2026-03", handbook: Handbook | None = None) -> Verdict:
    return verdict(Figures(state(handbook or small_handbook(), month)))


def test_the_end_is_the_schedule_against_the_last_approved_day() -> None:
    # report-auto ends last: it waits for erp-crm, which is expected 28 working days late.
    end = _verdict().end
    assert (end.promised, end.expected) == (dt.date(2026, 8, 25), dt.date(2026, 10, 9))
    assert end.late == 28
    # From 2 February to 25 August are more than 140 working days: 28 of them are above 15 %.
    assert end.rag is Rag.RED
    # Fewer than five phases are finished and none has an estimate.
    assert end.p50 is end.p80 is None


def test_cost_is_expected_against_approved() -> None:
    cost = _verdict().cost
    # 500,000 and 250,000 are approved; 570,000 is forecast for the first.
    assert (cost.approved, cost.expected) == (Decimal(750_000), Decimal(820_000))
    assert cost.share == pytest.approx(70 / 750)
    assert cost.rag is Rag.AMBER
    assert (cost.known, cost.every) == (2, 2)


def test_the_overrun_is_of_those_alone_whose_budget_is_known() -> None:
    handbook = small_handbook()
    unknown = handbook.initiatives["report-auto"].model_copy(update={"budget": None})
    cost = _verdict(
        handbook=small_handbook(initiatives={**handbook.initiatives, "report-auto": unknown})
    ).cost
    assert (cost.known, cost.every) == (1, 2)
    # 570,000 is forecast for the 500,000 of erp-crm.
    assert cost.share == pytest.approx(70 / 500)
    assert cost.rag is Rag.RED


def test_what_was_measured_is_held_against_its_promise() -> None:
    handbook = small_handbook()
    first = next(iter(handbook.initiatives.values()))
    assert first.benefit is not None
    assert _verdict().worth.measured == 0
    assert _verdict().worth.rag is Rag.GREY
    promised = first.benefit.amount
    assert promised
    for share, kept, rag in (
        ("1", 1, Rag.GREEN),
        ("0.96", 0, Rag.GREEN),
        ("0.92", 0, Rag.AMBER),
        ("0", 0, Rag.RED),
    ):
        benefit = first.benefit.model_copy(
            update={"realised": promised * Decimal(share), "measure_on": dt.date(2026, 3, 1)}
        )
        changed = {**handbook.initiatives, first.id: first.model_copy(update={"benefit": benefit})}
        worth = _verdict(handbook=small_handbook(initiatives=changed)).worth
        assert (worth.measured, worth.kept, worth.rag) == (1, kept, rag)
        assert worth.share == pytest.approx(float(share))


def test_who_must_act_is_told_by_the_day_that_comes_first() -> None:
    assert _verdict().owed == (
        Owed("li-qiang", dt.date(2026, 3, 10), 1),
        Owed("wang-fang", dt.date(2026, 4, 30), 0),
    )
    assert [one.overdue for one in _verdict("2026-06").owed] == [1, 1]
    assert _verdict("2026-01").owed == ()


def test_the_verdict_is_the_worst_of_what_is_known() -> None:
    assert _verdict().rag is Rag.RED
    assert _verdict().rag_of_dates is Rag.RED


def test_nothing_is_on_track_before_anybody_has_reported() -> None:
    before = _verdict("2026-01")
    assert before.end.late == 0
    assert before.rag is Rag.GREY
    assert before.cost.share is None


def test_a_plan_without_anything_has_no_verdict() -> None:
    nothing = _verdict(handbook=bare_handbook())
    assert nothing.rag is Rag.GREY
    assert nothing.end.expected is None
    assert nothing.owed == ()


def test_an_end_is_not_on_track_while_milestones_past_their_day_are_not_reported() -> None:
    handbook = small_handbook()
    free = {
        id_: one.model_copy(
            update={"phases": tuple(phase.model_copy(update={"after": ()}) for phase in one.phases)}
        )
        for id_, one in handbook.initiatives.items()
    }
    reviews = {}
    for month, review in handbook.reviews.items():
        told = [one.model_copy(update={"phases": (), "milestones": ()}) for one in review.progress]
        reviews[month] = review.model_copy(update={"progress": tuple(told)})
    # The same plan with one more milestone, of 10 March, of which the review of March says nothing.
    first = free["erp-crm"]
    stone = first.milestones[0].model_copy(
        update={"id": "signed", "phase": None, "date": dt.date(2026, 3, 10)}
    )
    more = {**free, "erp-crm": first.model_copy(update={"milestones": (*first.milestones, stone)})}
    ends = [_verdict(handbook=small_handbook(reviews=reviews, initiatives=plan)).end for plan in (free, more)]
    assert [(end.late, end.unconfirmed, end.rag) for end in ends] == [(0, 0, Rag.GREEN), (0, 1, Rag.AMBER)]


@pytest.mark.parametrize(
    ("envelope", "contingency", "rag"),
    [
        (2_000_000, 0.05, Rag.AMBER),  # 70 of 750 more than approved, and nothing else
        (840_000, 0.05, Rag.AMBER),  # 820,000 of 798,000 that may be spent
        (810_000, 0.05, Rag.RED),  # 820,000 break the envelope
        (750_000, 0.05, Rag.RED),  # 750,000 of 712,500 are approved
    ],
)
def test_a_cost_is_judged_by_the_envelope_too(envelope: int, contingency: float, rag: Rag) -> None:
    plan = small_handbook().plan
    budget = plan.budget.model_copy(update={"envelope": Decimal(envelope), "contingency": contingency})
    handbook = small_handbook(plan=plan.model_copy(update={"budget": budget}))
    assert _verdict(handbook=handbook).cost.rag is rag


def test_a_cost_that_draws_on_the_contingency_is_at_risk_however_small_the_overrun() -> None:
    handbook = small_handbook()
    reviews = {
        month: review.model_copy(
            update={
                "progress": tuple(
                    one.model_copy(update={"forecast_cost": Decimal(501_000)})
                    if one.forecast_cost is not None
                    else one
                    for one in review.progress
                )
            }
        )
        for month, review in handbook.reviews.items()
    }
    for envelope, rag in ((2_000_000, Rag.GREEN), (790_000, Rag.AMBER)):
        budget = handbook.plan.budget.model_copy(update={"envelope": Decimal(envelope), "contingency": 0.05})
        plan = handbook.plan.model_copy(update={"budget": budget})
        assert _verdict(handbook=small_handbook(plan=plan, reviews=reviews)).cost.rag is rag
