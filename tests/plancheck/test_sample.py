"""The sample that ships is a plan without faults, with a path that decides its end, and promises to doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from erpsite.analysis.schedule import plan_schedule
from erpsite.analysis.schedule.optimism import optimism
from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.load import load_handbook
from erpsite.plancheck import check_plan

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def now() -> PlanState:
    handbook = load_handbook(DATA).handbook
    assert handbook is not None
    return state(handbook, handbook.default_as_of)


def test_no_month_of_the_sample_has_a_fault_in_its_plan(now: PlanState) -> None:
    for month in ("2026-01", *now.handbook.reviews):
        assert check_plan(state(now.handbook, month)) == (), month


def test_its_critical_path_is_a_chain_to_the_last_day(now: PlanState) -> None:
    schedule = plan_schedule(now)
    path = [schedule.tasks[name] for name in schedule.critical_path]
    assert len(path) >= 3
    assert path[-1].finish == schedule.finish
    assert all(one.total_float == 0 and not one.task.done for one in path)
    before = state(now.handbook, "2026-01")
    assert len(plan_schedule(before).critical_path) >= 3
    across = [one for one in schedule.links if one.before.split("/")[0] != one.after.split("/")[0]]
    assert len(across) >= 15


def test_some_of_its_promises_are_doubtful(now: PlanState) -> None:
    found = optimism(now, plan_schedule(now))
    assert found.doubtful
    assert 0 < found.estimated < found.open_phases
    assert found.finished >= 20
