"""Prove that money which is split sums up to the whole again, with cases worked by hand and random plans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erpsite.analysis import state
from erpsite.analysis.money.accounts import Account, account_of, total_account
from erpsite.analysis.money.budget import BudgetState, budget_state
from erpsite.analysis.money.contracts import ContractStage, contracts
from erpsite.analysis.money.splitting import equal_parts
from erpsite.model.initiative import Initiative
from erpsite.model.module import Module
from erpsite.model.objective import Objective
from erpsite.model.review import Review
from tests.analysis.figures import values
from tests.factory import INITIATIVES, MODULES, OBJECTIVES, REVIEWS, small_handbook


@pytest.mark.parametrize(
    ("amount", "count", "parts"),
    [
        ("100", 3, ["33.34", "33.33", "33.33"]),
        ("0.05", 2, ["0.03", "0.02"]),
        ("10.005", 2, ["5.005", "5.00"]),
        ("7", 1, ["7"]),
        ("0", 3, ["0", "0", "0"]),
    ],
)
def test_parts_are_equal_to_a_hundredth(amount: str, count: int, parts: list[str]) -> None:
    found = equal_parts(Decimal(amount), count)
    assert list(found) == [Decimal(part) for part in parts]
    assert sum(found) == Decimal(amount)


def test_the_accounts_of_the_small_plan() -> None:
    # erp-crm: 500,000 approved, 230,000 spent, 570,000 expected; report-auto: 250,000, nothing reported.
    found = budget_state(state(small_handbook(), "2026-03"))
    crm, report = found.initiatives["erp-crm"], found.initiatives["report-auto"]
    assert crm == Account(Decimal(500_000), Decimal(230_000), Decimal(0), Decimal(570_000))
    assert values(crm.left, crm.overrun) == values(270_000, 70_000)
    assert values(report.left, report.forecast) == values(250_000, 250_000)
    # 2,000,000 − (570,000 + 250,000)
    assert found.left_at_end == 1_180_000
    # Both reviews fall into the first quarter: 120,000, then 110,000 more.
    assert found.spent_by_quarter == {"2026-Q1": 230_000}


def test_what_was_dropped_takes_from_what_is_left() -> None:
    dropped = {"initiative": "erp-crm", "stage": "deferred", "committed": 20_000, "spent": 260_000}
    april = {"month": "2026-04", "held_on": "2026-05-06", "chair": "li-qiang", "progress": [dropped]}
    reviews = {row["month"]: Review.model_validate(row) for row in [*REVIEWS, april]}
    found = budget_state(state(small_handbook(reviews=reviews), "2026-04"))
    assert found.initiatives["erp-crm"] == Account(
        Decimal(0), Decimal(260_000), Decimal(20_000), Decimal(280_000)
    )
    # 250,000 approved for the other initiative, 280,000 gone.
    assert found.total.left == -30_000
    assert found.spent_by_quarter == {"2026-Q1": 230_000, "2026-Q2": 30_000}


_NAMES = [f"i-{number}" for number in range(5)]
_MODULES = [f"m-{number}" for number in range(4)]
_OBJECTIVES = [f"o-{number}" for number in range(3)]
_MONEY = st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def _plans(draw: st.DrawFn) -> BudgetState:
    """Return the budget of a plan whose initiatives have any modules, objectives, money, stage and report."""
    quarters = st.sampled_from(["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q4", "2027-Q1"])
    lines = st.builds(
        lambda kind, cells: {"kind": kind, "by_quarter": cells},
        st.sampled_from(["capex", "opex", "internal", "vendor"]),
        st.dictionaries(quarters, _MONEY, max_size=3),
    )
    initiatives, progress = {}, []
    for name in draw(st.lists(st.sampled_from(_NAMES), unique=True)):
        row: dict[str, Any] = {
            **INITIATIVES[1], "id": name, "depends_on": [], "phases": [], "milestones": [],
            "stage": draw(st.sampled_from(["approved", "proposed", "deferred"])),
            "modules": draw(st.lists(st.sampled_from(_MODULES), unique=True)),
            "objectives": draw(st.lists(st.sampled_from(_OBJECTIVES), unique=True)),
            "budget": draw(st.lists(lines, max_size=3)),
        }  # fmt: skip
        initiatives[name] = Initiative.model_validate(row)
        money = {key: draw(st.none() | _MONEY) for key in ("spent", "committed", "forecast_cost")}
        progress.append({"initiative": name, **money})
    review = {"month": "2026-05", "held_on": "2026-06-02", "chair": "li-qiang", "progress": progress}
    handbook = small_handbook(
        initiatives=initiatives,
        reviews={"2026-05": Review.model_validate(review)},
        modules={name: Module.model_validate({**MODULES[0], "id": name}) for name in _MODULES},
        objectives={name: Objective.model_validate({**OBJECTIVES[0], "id": name}) for name in _OBJECTIVES},
    )
    return budget_state(state(handbook, "2026-06"))


@settings(max_examples=60, deadline=None)
@given(_plans())
def test_every_split_of_any_plan_sums_to_the_whole(found: BudgetState) -> None:
    for accounts in (found.initiatives, found.modules, found.objectives):
        assert total_account(accounts.values()) == found.total
    split = found.split
    for amounts in (split.by_kind, split.by_quarter, split.cells):
        assert sum(amounts.values(), Decimal(0)) == found.approved
    assert sum(split.by_objective.values(), split.without_objective) == found.approved
    assert sum(found.spent_by_quarter.values(), Decimal(0)) == found.spent
    assert found.free is not None
    assert found.contingency is not None
    assert found.free + found.approved + found.contingency == found.envelope


def test_contracts_late_ones_first() -> None:
    parties = [
        {"id": "a", "name": "A", "does": "x", "due": "2026-04-20", "contract": "C-1", "amount": 5},
        {"id": "b", "name": "B", "does": "x", "due": "2026-03-01", "signed_on": "2026-01-05"},
        {"id": "c", "name": "C", "does": "x", "due": "2026-12-01"},
        {"id": "d", "name": "D", "does": "x", "due": "2026-12-01", "signed_on": "2026-01-05"},
        {"id": "e", "name": "E", "does": "x", "due": "2026-02-01"},
    ]
    line = {"kind": "vendor", "third_party": "a", "by_quarter": {"2026-Q1": 3, "2026-Q2": 4}}
    row = {**INITIATIVES[0], "third_parties": parties, "budget": [line]}
    plan = small_handbook(initiatives={"erp-crm": Initiative.model_validate(row)}, reviews={})
    found = contracts(state(plan, "2026-03"))
    # On 31 March: e is 58 days late, b 30, c has no contract, a is due in 20 days, d later.
    assert [(one.party.id, one.stage, one.days) for one in found] == [
        ("e", ContractStage.LATE, -58),
        ("b", ContractStage.LATE, -30),
        ("c", ContractStage.UNSIGNED, 245),
        ("a", ContractStage.SOON, 20),
        ("d", ContractStage.RUNNING, 245),
    ]
    assert [one.budgeted for one in found if one.party.id in "ad"] == [7, None]


def test_a_proposed_initiative_has_no_account() -> None:
    row = {**INITIATIVES[1], "stage": "proposed"}
    plan = small_handbook(initiatives={"report-auto": Initiative.model_validate(row)}, reviews={})
    now = state(plan, "2026-03").initiatives["report-auto"]
    assert account_of(now, dt.date(2026, 3, 31)) == Account()
    assert budget_state(state(plan, "2026-03")).initiatives == {}
