"""Prove what counts as a change between two states, with which values, and in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis import state
from erpsite.analysis.kpi.attainment import KpiBand
from erpsite.analysis.reviews.changes import Change, ChangeKind, changes, month_before
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import KpiActual
from erpsite.model.plan import Rag
from erpsite.model.review import Review
from tests.factory import INITIATIVES, REVIEWS, bare_handbook, small_handbook


def _between(handbook: Handbook, before: str, after: str) -> tuple[Change, ...]:
    return changes(state(handbook, before), state(handbook, after))


def _with_april(**fields: Any) -> Handbook:
    april = {"month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang", **fields}
    reviews = {row["month"]: Review.model_validate(row) for row in [*REVIEWS, april]}
    return small_handbook(reviews=reviews)


def _of(found: tuple[Change, ...], kind: ChangeKind) -> Change:
    (one,) = [change for change in found if change.kind is kind]
    return one


def test_march_in_the_small_plan() -> None:
    found = _between(small_handbook(), "2026-02", "2026-03")
    assert [(change.kind.value, change.id) for change in found] == [
        ("computed-flipped", "erp-crm"),
        ("milestone-slipped", "erp-crm"),
        ("cost-moved", "erp-crm"),
        ("decision-new", "d-2026-03-1"),
        ("kpi-met", "uptime"),  # 99.52 against at least 99.5
        ("risk-new", "key-user-gone"),
        ("action-overdue", "a-2026-02-1"),
        ("action-new", "a-2026-03-1"),
        ("progress-moved", "erp-crm"),
        ("spend-moved", "erp-crm"),
    ]


def test_a_slip_carries_dates_and_working_days() -> None:
    slip = _of(_between(small_handbook(), "2026-02", "2026-03"), ChangeKind.MILESTONE_SLIPPED)
    # 1 July to 7 August 2026 in mainland China: 23 working days in July and 5 in August.
    assert slip.values == {
        "milestone": "go-live",
        "before": dt.date(2026, 6, 30),
        "after": dt.date(2026, 8, 7),
        "days": 28,
    }
    assert slip.weight == 51 + 28


def test_a_cost_move_is_a_share_of_the_budget() -> None:
    move = _of(_between(small_handbook(), "2026-02", "2026-03"), ChangeKind.COST_MOVED)
    # 70,000 more on a budget of 500,000.
    assert move.values == {"before": Decimal(500_000), "after": Decimal(570_000), "share": 0.14}


def test_a_first_green_and_a_forecast_equal_to_the_budget_are_no_news() -> None:
    kinds = {change.kind for change in _between(small_handbook(), "2026-01", "2026-02")}
    assert ChangeKind.DECLARED_FLIPPED not in kinds
    assert ChangeKind.COST_MOVED not in kinds
    assert {ChangeKind.RISK_MOVED, ChangeKind.ACTION_NEW} <= kinds


def test_nothing_changes_between_equal_states() -> None:
    assert _between(small_handbook(), "2026-03", "2026-03") == ()
    assert _between(bare_handbook(), "2026-01", "2026-06") == ()


def test_a_milestone_that_is_reached_is_done_not_slipped() -> None:
    handbook = _with_april(
        progress=[
            {"initiative": "erp-crm", "milestones": [{"milestone": "go-live", "done_on": "2026-04-29"}]}
        ]
    )
    found = _between(handbook, "2026-03", "2026-04")
    done = _of(found, ChangeKind.MILESTONE_DONE)
    assert done.values["day"] == dt.date(2026, 4, 29)
    # Early by every working day from the day after to the baseline.
    assert done.values["slip"] == -state(handbook, "2026-04").days.between(
        dt.date(2026, 4, 30), dt.date(2026, 6, 30)
    )
    assert ChangeKind.MILESTONE_SLIPPED not in {change.kind for change in found}


@pytest.mark.parametrize(
    ("stage", "kind"),
    [
        ("deferred", ChangeKind.INITIATIVE_DROPPED),
        ("rejected", ChangeKind.INITIATIVE_DROPPED),
        ("finished", ChangeKind.INITIATIVE_FINISHED),
    ],
)
def test_a_change_of_stage_is_a_drop_or_an_end(stage: str, kind: ChangeKind) -> None:
    handbook = _with_april(progress=[{"initiative": "report-auto", "stage": stage}])
    assert _of(_between(handbook, "2026-03", "2026-04"), kind).id == "report-auto"


def test_owner_status_and_new_baseline() -> None:
    handbook = _with_april(
        progress=[
            {
                "initiative": "erp-crm",
                "owner": "wang-fang",
                "status": "red",
                "path_to_green": "More people",
                "rebaseline": "d-2026-03-1",
            }
        ]
    )
    found = _between(handbook, "2026-03", "2026-04")
    assert _of(found, ChangeKind.OWNER_CHANGED).values == {"before": "li-qiang", "after": "wang-fang"}
    assert _of(found, ChangeKind.DECLARED_FLIPPED).values == {"before": Rag.GREEN, "after": Rag.RED}
    assert _of(found, ChangeKind.REBASELINED).values == {"decision": "d-2026-03-1"}
    assert found[0].kind is ChangeKind.DECLARED_FLIPPED


def test_a_phase_that_moves_the_end_without_a_milestone_is_told() -> None:
    handbook = _with_april(
        progress=[
            {
                "initiative": "report-auto",
                "phases": [{"phase": "build", "forecast_finish": "2026-09-30"}],
            }
        ]
    )
    moved = _of(_between(handbook, "2026-03", "2026-04"), ChangeKind.FINISH_MOVED)
    assert moved.values["after"] == dt.date(2026, 9, 30)


def test_risks_close_and_occur_and_actions_end() -> None:
    handbook = _with_april(
        risks=[
            {"risk": "vendor-late", "status": "occurred"},
            {"risk": "key-user-gone", "status": "closed"},
        ],
        action_updates=[
            {"action": "a-2026-02-1", "status": "done", "done_on": "2026-04-10"},
            {"action": "a-2026-03-1", "status": "dropped"},
        ],
    )
    found = {(change.kind, change.id) for change in _between(handbook, "2026-03", "2026-04")}
    assert {
        (ChangeKind.RISK_OCCURRED, "vendor-late"),
        (ChangeKind.RISK_CLOSED, "key-user-gone"),
        (ChangeKind.ACTION_DONE, "a-2026-02-1"),
        (ChangeKind.ACTION_DROPPED, "a-2026-03-1"),
    } <= found


def _actuals(*values: float | None) -> tuple[KpiActual, ...]:
    months = ("2026-02", "2026-03")
    return tuple(
        KpiActual(kpi="cycle-time", month=month, actual=value)
        for month, value in zip(months, values, strict=True)
        if value is not None
    )


@pytest.mark.parametrize(
    ("february", "march", "kind"),
    [
        # 30 → 21: 28.5 in February is pace 1.0, 29.9 in March is far behind.
        (28.5, 29.9, ChangeKind.KPI_CROSSED),
        (28.5, 21.0, ChangeKind.KPI_MET),
        (20.9, 25.0, ChangeKind.KPI_LOST),
        (28.5, None, ChangeKind.KPI_CROSSED),
        (28.5, 27.5, None),
    ],
)
def test_kpis_cross_bands_and_targets(february: float, march: float | None, kind: ChangeKind | None) -> None:
    handbook = small_handbook(kpi_actuals=_actuals(february, march))
    found = [change for change in _between(handbook, "2026-02", "2026-03") if change.id == "cycle-time"]
    assert [change.kind for change in found] == ([kind] if kind else [])


def test_a_missing_month_shows_as_grey() -> None:
    handbook = small_handbook(kpi_actuals=_actuals(28.5, None))
    change = _of(_between(handbook, "2026-02", "2026-03"), ChangeKind.KPI_CROSSED)
    assert (change.values["before"], change.values["after"]) == (KpiBand.ON_TRACK, KpiBand.GREY)


def test_two_versions_of_the_data_can_be_compared() -> None:
    old = small_handbook()
    dearer = {**INITIATIVES[0], "budget": [{"kind": "capex", "by_quarter": {"2026-Q1": 900_000}}]}
    kept = Initiative.model_validate(dearer)
    fresh = Initiative.model_validate({**INITIATIVES[1], "id": "new-one", "depends_on": []})
    new = replace(old, initiatives={kept.id: kept, fresh.id: fresh})
    found = changes(state(old, "2026-03"), state(new, "2026-03"))
    assert _of(found, ChangeKind.INITIATIVE_ADDED).id == "new-one"
    gone = _of(found, ChangeKind.INITIATIVE_DROPPED)
    assert gone.values == {"stage": "removed", "name": old.initiatives[gone.id].name}
    assert _of(found, ChangeKind.BUDGET_CHANGED).values["after"] == Decimal(900_000)


@pytest.mark.parametrize(
    ("month", "before"),
    [("2026-03", "2026-02"), ("2026-02", "2026-01"), ("2026-06", "2026-03"), ("2025-12", "2025-11")],
)
def test_the_month_before_is_the_last_review_or_the_baseline(month: str, before: str) -> None:
    assert month_before(small_handbook(), month) == before


def test_progress_and_spending_are_told_when_they_move_and_weigh_more_going_back() -> None:
    def with_work(complete: float | None, spent: int | None) -> tuple[Change, ...]:
        progress = {
            key: value for key, value in REVIEWS[1]["progress"][0].items() if key not in ("complete", "spent")
        }
        progress |= {"complete": complete} if complete is not None else {}
        progress |= {"spent": spent} if spent is not None else {}
        rows = [REVIEWS[0], {**REVIEWS[1], "progress": [progress]}]
        handbook = small_handbook(reviews={row["month"]: Review.model_validate(row) for row in rows})
        found = changes(state(handbook, "2026-02"), state(handbook, "2026-03"))
        return tuple(one for one in found if one.kind in (ChangeKind.PROGRESS_MOVED, ChangeKind.SPEND_MOVED))

    before = state(small_handbook(), "2026-02").initiatives["erp-crm"]
    assert before.complete is not None
    assert before.spent is not None
    assert with_work(before.complete, int(before.spent)) == ()
    assert with_work(None, None) == ()
    up = with_work(before.complete + 5, int(before.spent) + 1)
    assert [(one.kind, one.values["before"]) for one in up] == [
        (ChangeKind.PROGRESS_MOVED, before.complete), (ChangeKind.SPEND_MOVED, before.spent),
    ]  # fmt: skip
    down = with_work(before.complete - 5, int(before.spent) - 1)
    assert min(one.weight for one in down) > max(one.weight for one in up) + 20


def test_a_renamed_initiative_is_followed() -> None:
    before = small_handbook()
    renamed = before.initiatives["erp-crm"].model_copy(update={"id": "crm", "formerly": ("erp-crm",)})
    plan = small_handbook(
        initiatives={
            **{name: one for name, one in before.initiatives.items() if name != "erp-crm"},
            "crm": renamed,
        },
        reviews={},
    )
    was = state(small_handbook(reviews={}), "2026-03")
    found = changes(was, state(plan, "2026-03"))
    assert [(one.kind, one.id, one.values["formerly"]) for one in found if one.record == "initiatives"] == [
        (ChangeKind.INITIATIVE_RENAMED, "crm", "erp-crm")
    ]
