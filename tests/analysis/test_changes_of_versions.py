"""Prove what a comparison of two versions of the data says, beyond what reviews can change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.reviews.changes import Change, ChangeKind, changes
from erpsite.model import Handbook
from erpsite.model.decision import Decision
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi
from erpsite.model.plan import Plan
from erpsite.model.review import Review
from tests.factory import DECISIONS, INITIATIVES, KPIS, PLAN, REVIEWS, small_handbook


def _versions(new: Handbook, old: Handbook | None = None) -> tuple[Change, ...]:
    return changes(state(old or small_handbook(), "2026-03"), state(new, "2026-03"))


def _only(found: tuple[Change, ...]) -> Change:
    (one,) = found
    return one


def _initiative(**fields: Any) -> Handbook:
    rows = [{**INITIATIVES[0], **fields}, *INITIATIVES[1:]]
    return small_handbook(initiatives={row["id"]: Initiative.model_validate(row) for row in rows})


def _reviews(**fields: Any) -> Handbook:
    rows = [REVIEWS[0], {**REVIEWS[1], **fields}]
    return small_handbook(reviews={row["month"]: Review.model_validate(row) for row in rows})


def _april(**fields: Any) -> dict[str, Review]:
    april = {"month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang", **fields}
    return {row["month"]: Review.model_validate(row) for row in [*REVIEWS, april]}


def test_the_envelope() -> None:
    plan = Plan.model_validate({**PLAN, "budget": {**PLAN["budget"], "envelope": 2_500_000}})
    change = _only(_versions(small_handbook(plan=plan)))
    assert (change.kind, change.record) == (ChangeKind.ENVELOPE_CHANGED, "plan")
    assert change.values == {"before": Decimal(2_000_000), "after": Decimal(2_500_000)}


def test_a_budget_weighs_by_its_share() -> None:
    def weight(amount: int) -> float:
        lines = [{"kind": "capex", "by_quarter": {"2026-Q1": amount}}]
        found = _versions(_initiative(budget=lines))
        return next(one.weight for one in found if one.kind is ChangeKind.BUDGET_CHANGED)

    # 500,000 before: 20% more adds 8, 80% more would add 32 and stops at 30.
    assert (weight(600_000), weight(900_000)) == (72, 94)


def test_milestones_come_and_go() -> None:
    stones = [{"id": "accepted", "name": "Accepted", "date": "2026-07-10"}]
    reviews = [REVIEWS[0], {**REVIEWS[1], "progress": []}]
    by_month = {row["month"]: Review.model_validate(row) for row in reviews}
    old = replace(small_handbook(), reviews=by_month)
    new = replace(_initiative(milestones=stones), reviews=by_month)
    found = {change.kind: change.values for change in _versions(new, old)}
    assert found[ChangeKind.MILESTONE_ADDED] == {"milestone": "accepted", "after": dt.date(2026, 7, 10)}
    gone = found[ChangeKind.MILESTONE_DROPPED]
    assert (gone["milestone"], gone["before"]) == ("go-live", dt.date(2026, 6, 30))


def test_a_milestone_reached_and_open_again() -> None:
    done = {"initiative": "erp-crm", "milestones": [{"milestone": "go-live", "done_on": "2026-03-30"}]}
    found = _versions(small_handbook(), _reviews(progress=[done]))
    reopened = next(change for change in found if change.kind is ChangeKind.MILESTONE_REOPENED)
    assert reopened.values == {"milestone": "go-live", "after": dt.date(2026, 8, 7)}


def test_kpis_and_their_targets() -> None:
    first = {**KPIS[0], "target": 19, "owner": "wang-fang"}
    third = {**KPIS[1], "id": "third"}
    kept = {row["id"]: Kpi.model_validate(row) for row in (first, third)}
    old = small_handbook()
    found = _versions(replace(old, kpis=kept, kpi_actuals=()), replace(old, kpi_actuals=()))
    kinds = {(change.kind, change.id) for change in found}
    assert kinds == {
        (ChangeKind.TARGET_MOVED, KPIS[0]["id"]),
        (ChangeKind.OWNER_CHANGED, KPIS[0]["id"]),
        (ChangeKind.KPI_NEW, "third"),
        (ChangeKind.KPI_DROPPED, KPIS[1]["id"]),
    }


def test_a_decision_that_is_reworded_or_gone_weighs_most() -> None:
    reworded = Decision.model_validate({**DECISIONS[0], "text": "Three initiatives are approved."})
    found = _versions(small_handbook(meeting_decisions={reworded.id: reworded}))
    assert _only(found).kind is ChangeKind.DECISION_CHANGED
    gone = _only(_versions(small_handbook(meeting_decisions={})))
    assert gone.kind is ChangeKind.DECISION_REMOVED
    assert gone.values == {"name": Decision.model_validate(DECISIONS[0]).title}


def test_actions_move_change_hands_and_vanish() -> None:
    action = REVIEWS[1]["actions"][0]
    found = _versions(_reviews(actions=[{**action, "due": "2026-05-08", "owner": "zhao-min"}]))
    assert [change.kind for change in found] == [ChangeKind.ACTION_MOVED, ChangeKind.ACTION_HANDED_ON]
    assert found[0].values["after"] == dt.date(2026, 5, 8)
    assert _only(_versions(_reviews(actions=[]))).kind is ChangeKind.ACTION_REMOVED


def test_a_review_moves_an_action() -> None:
    update = {"action": "a-2026-03-1", "status": "open", "due": "2026-05-20"}
    handbook = small_handbook(reviews=_april(action_updates=[update]))
    found = changes(state(handbook, "2026-03"), state(handbook, "2026-04"))
    moved = next(change for change in found if change.id == "a-2026-03-1")
    assert moved.kind is ChangeKind.ACTION_MOVED
    assert moved.values["before"] == dt.date(2026, 4, 30)


def test_a_closed_action_and_risk_come_back() -> None:
    closed = _reviews(
        action_updates=[{"action": "a-2026-02-1", "status": "done", "done_on": "2026-03-09"}],
        risks=[{"risk": "vendor-late", "status": "closed"}],
    )
    open_again = _reviews(
        action_updates=[{"action": "a-2026-02-1", "status": "open", "due": "2026-06-30"}], risks=[]
    )
    found = {change.kind: change.id for change in _versions(open_again, closed)}
    assert found == {ChangeKind.ACTION_REOPENED: "a-2026-02-1", ChangeKind.RISK_REOPENED: "vendor-late"}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("approved", "proposed", ChangeKind.INITIATIVE_DROPPED),
        ("proposed", "approved", ChangeKind.INITIATIVE_ADDED),
        ("deferred", "approved", ChangeKind.INITIATIVE_ADDED),
    ],
)
def test_stages_of_two_versions(before: str, after: str, kind: ChangeKind) -> None:
    found = _versions(_initiative(stage=after), _initiative(stage=before))
    assert kind in {change.kind for change in found}


def test_a_finished_initiative_that_goes_on_is_resumed() -> None:
    finished = {"initiative": "erp-crm", "stage": "finished"}
    found = _versions(_reviews(progress=[]), _reviews(progress=[finished]))
    assert ChangeKind.INITIATIVE_RESUMED in {change.kind for change in found}


def test_a_risk_that_came_and_went_between_is_closed_not_new() -> None:
    reviews = _april(risks=[{"risk": "key-user-gone", "status": "closed"}])
    handbook = small_handbook(reviews=reviews)
    found = changes(state(handbook, "2026-02"), state(handbook, "2026-04"))
    kinds = [change.kind for change in found if change.id == "key-user-gone"]
    assert kinds == [ChangeKind.RISK_CLOSED]
