"""Cost, promise, proof and payback, and the practice of roles, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from erpsite.analysis.money.benefits import InitiativeBenefit, PlanBenefits, Proof, plan_benefits
from erpsite.analysis.people.practice import practice
from erpsite.analysis.people.resources import resources
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.plan_state import state
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from tests.analysis.schedules import initiative, phase, plan_state, review
from tests.factory import small_handbook

PHASE = [phase("work", "2026-01-05", "2026-03-27")]


def _plan(name: str, cost: int, benefit: dict[str, Any] | None = None, **more: Any) -> Initiative:
    budget = [{"kind": "capex", "by_quarter": {"2026-Q1": cost}}] if cost else []
    promise = {"text": "x", **benefit} if benefit else None
    return initiative(name, PHASE, budget=budget, benefit=promise, **more)


def _found(*plans: Initiative, as_of: str = "2026-06", **more: Any) -> PlanBenefits:
    return plan_benefits(plan_state(*plans, as_of=as_of, **more))


@pytest.mark.parametrize(
    ("benefit", "proof"),
    [
        (None, Proof.NO_PROMISE),
        ({"amount": 0, "measure_on": "2026-05-29"}, Proof.NO_PROMISE),
        ({"amount": 120}, Proof.NO_DATE),
        ({"amount": 120, "measure_on": "2026-06-30"}, Proof.DUE),
        ({"amount": 120, "measure_on": "2026-07-31"}, Proof.DUE),  # 31 days after 30 June
        ({"amount": 120, "measure_on": "2026-08-01"}, Proof.NOT_DUE),
        ({"amount": 120, "measure_on": "2026-06-29"}, Proof.UNMEASURED),
        ({"amount": 120, "measure_on": "2026-06-29", "realised": 120}, Proof.KEPT),
        ({"amount": 120, "measure_on": "2026-06-29", "realised": 119}, Proof.PARTLY),
        ({"amount": 120, "measure_on": "2026-06-29", "realised": 0}, Proof.MISSED),
    ],
)
def test_the_proof_of_a_promise_at_the_end_of_june(benefit: dict[str, Any] | None, proof: Proof) -> None:
    (one,) = _found(_plan("one", 240, benefit)).initiatives
    assert one.proof is proof


def test_what_was_measured_later_is_not_known_before() -> None:
    plan = _plan("one", 240, {"amount": 120, "measure_on": "2026-06-29", "realised": 60})
    (before,) = _found(plan, as_of="2026-05").initiatives
    assert (before.realised, before.proof, before.payback) == (None, Proof.DUE, 24.0)  # 240 / 120 × 12
    (after,) = _found(plan).initiatives
    assert (after.realised, after.payback) == (Decimal(60), 48.0)  # 240 / 60 × 12


def test_payback_needs_a_cost_and_a_benefit() -> None:
    nothing, free, lossy = _found(
        _plan("nothing", 240),
        _plan("free", 0, {"amount": 120}),
        _plan("lossy", 240, {"amount": 120, "realised": 0}),
    ).initiatives
    assert nothing.payback == NotAvailable(Reason.NO_BENEFIT)
    assert free.payback == NotAvailable(Reason.NO_COST)
    assert (lossy.proof, lossy.payback) == (Proof.MISSED, NotAvailable(Reason.NO_BENEFIT))


def test_the_payback_of_the_plan_compares_only_what_is_known_on_both_sides() -> None:
    found = _found(
        _plan("known", 240, {"amount": 120}),
        _plan("without-a-promise", 120),
        _plan("without-a-cost", 0, {"amount": 999}),
        _plan("withheld", 600, {"amount": {"withheld": "under negotiation"}}),
    )
    assert [one.id for one in found.compared] == ["known", "without-a-promise"]
    assert found.payback == 36.0  # (240 + 120) / 120 × 12
    assert _found(_plan("without-a-cost", 0, {"amount": 9})).payback == NotAvailable(Reason.NO_COST)
    only = _found(_plan("none", 120), _plan("withheld", 600, {"amount": {"withheld": "under negotiation"}}))
    assert only.payback == NotAvailable(Reason.BENEFIT_WITHHELD)


def test_the_whole_sums_the_funded_and_takes_the_forecast_of_cost() -> None:
    plans = (
        _plan("measured", 100, {"amount": 100, "realised": 80}),
        _plan("open", 200, {"amount": 50, "measure_on": "2026-12-31"}),
        _plan("dropped", 999, {"amount": 999}, stage="rejected"),
    )
    found = _found(*plans, reviews=[review("2026-06", {"initiative": "open", "forecast_cost": 260})])
    assert [one.id for one in found.initiatives] == ["measured", "open"]
    sums = (found.cost, found.promised, found.realised, found.promised_of_measured)
    assert sums == (Decimal(360), Decimal(150), Decimal(80), Decimal(100))
    assert found.payback == pytest.approx(28.8)  # 360 / 150 × 12
    assert [one.id for one in found.proven(Proof.PARTLY, Proof.NOT_DUE)] == ["open", "measured"]


def test_initiatives_of_one_kpi_share_its_movement() -> None:
    kpi = Kpi.model_validate(
        {
            "id": "k", "name": "K", "definition": "x", "unit": "days", "comparator": "<=", "baseline": 30,
            "target": 20, "owner": "li-qiang", "source": "erp-log", "value_of_unit": 1000,
        }
    )  # fmt: skip
    plans = (
        _plan("one", 10, {"amount": 300, "measured_by": "k"}),
        _plan("two", 10, {"amount": 100, "measured_by": "k", "rate": 500}),
        _plan("three", 10, {"amount": 100, "measured_by": "cycle-time"}),
    )
    book = small_handbook(
        initiatives={plan.id: plan for plan in plans},
        reviews={},
        kpis={"k": kpi, "cycle-time": small_handbook().kpis["cycle-time"]},
        kpi_actuals=(KpiActual(kpi="k", month="2026-06", actual=26),),
    )
    one, two, three = plan_benefits(state(book, "2026-06")).initiatives
    # 30 − 26 = 4 days. One has 300 of the 400 promised: 4 × 1000 × 0.75; two has a quarter at its own rate.
    assert (one.indicated, two.indicated) == (Decimal(3000), Decimal(500))
    assert three.indicated is None


def test_a_role_practises_what_it_has_days_for() -> None:
    effort = [{"role": "consultant", "by_quarter": {"2026-Q1": 30, "2026-Q2": 10}}]
    plans = (
        _plan("one", 10, effort=effort),
        initiative("two", PHASE, effort=[{"role": "consultant", "by_quarter": {"2026-Q2": 60}}]),
    )
    kinds = (plans[0], plans[1].model_copy(update={"type": "integration"}))
    found = plan_state(*kinds)
    (consultant,) = practice(found, resources(found))
    assert (consultant.role, consultant.days, consultant.initiatives) == ("consultant", 100, ("two", "one"))
    assert [(str(kind), days) for kind, days in consultant.by_type] == [
        ("integration", 60),
        ("optimisation", 40),
    ]
    # The second quarter asks 10 + 60 of the role, the first 30.
    assert (consultant.peak.period, consultant.peak.effort) == ("2026-Q2", 70)
    assert consultant.capacity == sum(small_handbook().plan.roles[0].capacity.values())


def test_an_initiative_without_a_promise_has_no_benefit() -> None:
    (one,) = _found(_plan("one", 240)).initiatives
    assert isinstance(one, InitiativeBenefit)
    assert (one.benefit, one.promised, one.measured) == (None, None, False)


def test_finished_work_owes_its_proof_until_it_is_measured() -> None:
    done = {"complete": 100, "spent": 70}
    plans = (
        _plan("open", 100, {"amount": 50, "measure_on": "2026-12-31"}),
        _plan("owes", 100, {"amount": 50, "measure_on": "2026-12-31"}),
        _plan("proven", 100, {"amount": 50, "measure_on": "2026-05-29", "realised": 50}),
    )
    reports = [{"initiative": name, **done} for name in ("owes", "proven")]
    found = _found(*plans, reviews=[review("2026-06", *reports)])
    assert [one.id for one in found.owing] == ["owes"]
    assert found.spent == 140  # 2 × 70; "open" has not reported
