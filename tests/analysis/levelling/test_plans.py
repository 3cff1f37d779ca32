"""Level plans read from files: what is wrong is told with its place, and the rest is solved."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from erpsite.analysis.levelling import Limits, Outcome, PlanProblem, level, plan_problem, propose
from erpsite.analysis.levelling.chances import level_chances
from erpsite.analysis.levelling.committed import committed
from erpsite.analysis.levelling.proposing import _runs
from erpsite.analysis.schedule import plan_schedule
from erpsite.analysis.schedule.optimism import FinishChance, optimism
from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.load import load_handbook
from tests.analysis.levelling.checker import faults

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "base_plan"
QUICK = Limits(5)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a copy of the base plan without its reviews."""
    data = tmp_path / "data"
    shutil.copytree(GOLDEN, data)
    shutil.rmtree(data / "reviews")
    shutil.rmtree(data / "levelling")
    return data


def _edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    file.write_text(text.replace(before, after), encoding="utf-8")


def _state(data: Path, month: str = "2026-01") -> PlanState:
    found = load_handbook(data)
    assert found.handbook is not None, found.issues
    return state(found.handbook, month)


def _made(data: Path) -> PlanProblem:
    return plan_problem(_state(data))


CRM, PLAN = "initiatives/erp-crm.yml", "handbook.yml"
ROLES = "  capacity:\n    2026-Q1: 60\n    2026-Q2: 60\n"


def test_effort_stays_where_it_was_stated(plan: Path) -> None:
    made = _made(plan)
    stated: dict[str, int] = {}
    for role, periods in made.problem.periods.items():
        for quarter, period in zip(made.quarters[role], periods, strict=True):
            stated[quarter] = stated.get(quarter, 0) + period.fixed
    found = propose(made, QUICK)
    loads = {(one.role, one.quarter): one.planned for one in found.loads}
    assert loads["consultant", "2026-Q1"] == 50
    assert loads["consultant", "2026-Q2"] == 60
    assert not any(stated.values())


def test_what_is_asked_for_moves_until_it_fits(plan: Path) -> None:
    _edit(plan / PLAN, ROLES, "  capacity:\n    2026-Q1: 60\n    2026-Q2: 40\n    2026-Q3: 60\n")
    made = _made(plan)
    found = level(made.problem, QUICK)
    assert found.placed is not None
    assert found.outcome is Outcome.PROVED
    assert not faults(made.problem, found.placed)
    record = propose(made, QUICK)
    assert {move.task for move in record.moves} >= {"erp-crm/roll-out", "erp-crm/go-live"}
    first = record.moves[0].because
    assert (first.kind, first.role) == ("capacity", "consultant")
    assert first.until == record.moves[0].start
    assert all(one.levelled <= (one.capacity or 0) + 0.1 for one in record.loads)
    assert "erp-crm" in record.missed
    assert record.reliefs[0].end is not None


def test_a_role_without_capacity_limits_nothing_and_is_told(plan: Path) -> None:
    _edit(plan / PLAN, ROLES, "  capacity: {}\n")
    made = _made(plan)
    assert {role for role, _ in made.unlimited} == {"consultant"}
    assert level(made.problem, QUICK).outcome is Outcome.PROVED


def test_a_role_with_nothing_to_give(plan: Path) -> None:
    _edit(plan / PLAN, ROLES, "  capacity:\n    2026-Q1: 0\n    2026-Q2: 0\n")
    record = propose(_made(plan), QUICK)
    assert record.outcome == "impossible"
    assert [(one.kind, one.role) for one in record.clash] == [("effort", "consultant")]


def test_effort_beyond_a_whole_year(plan: Path) -> None:
    _edit(plan / CRM, "    2026-Q1: 50\n", "    2026-Q1: 5000\n")
    record = propose(_made(plan), QUICK)
    assert [(one.kind, one.task) for one in record.clash] == [("effort", "erp-crm/pilot")]


def test_effort_outside_the_phases(plan: Path) -> None:
    _edit(plan / CRM, "    2026-Q1: 50\n", "    2026-Q1: 50\n    2026-Q4: 7\n")
    (lost,) = _made(plan).homeless
    assert (lost.initiative, lost.role, lost.period, lost.days) == ("erp-crm", "consultant", "2026-Q4", 7)
    assert lost.source.path == CRM
    assert lost.source.line > 0


def test_a_fixed_date_before_what_it_waits_for(plan: Path) -> None:
    _edit(plan / CRM, "  finish: 2026-03-31\n", "  finish: 2026-04-15\n")
    _edit(plan / CRM, "  finish: 2026-06-30\n", "  finish: 2026-06-30\n  fixed: true\n")
    record = propose(_made(plan), QUICK)
    assert record.outcome == "impossible"
    assert record.smallest
    kinds = sorted((one.kind, one.task) for one in record.clash)
    assert kinds == [("fixed", "erp-crm/roll-out"), ("link", "erp-crm/roll-out"), ("start", "erp-crm/pilot")]


def test_a_freeze_puts_a_milestone_off(plan: Path) -> None:
    freeze = (
        "  base: china\n  freezes:\n  - {id: half-year, name: Close, first: 2026-06-25, last: 2026-07-10}"
    )
    _edit(plan / PLAN, "  base: china", freeze)
    record = propose(_made(plan), QUICK)
    moves = {move.task: move for move in record.moves}
    assert moves["erp-crm/go-live"].finish.isoformat() == "2026-07-13"
    assert (moves["erp-crm/go-live"].because.kind, moves["erp-crm/go-live"].because.other) == (
        "freeze",
        "half-year",
    )


def test_an_absence_is_taken_off(plan: Path) -> None:
    absence = ROLES + "  absences:\n  - {first: 2026-04-01, last: 2026-04-10}\n"
    _edit(plan / PLAN, ROLES, absence)
    made = _made(plan)
    spring = made.problem.periods["consultant"][made.quarters["consultant"].index("2026-Q2")]
    worked = made.state.days.worth(*(made.state.days.day(0).replace(2026, 4, day) for day in (1, 10)))
    assert spring.amount == (60 - worked) * 1_000_000


def test_a_quarter_without_a_working_day(plan: Path) -> None:
    holidays = ", ".join(f"2026-{month:02d}-{day:02d}" for month in (4, 5, 6) for day in range(1, 31))
    _edit(plan / PLAN, "  base: china", f"  base: china\n  holidays: [{holidays}]")
    made = _made(plan)
    assert "2026-Q2" not in made.quarters["consultant"]
    assert {lost.period for lost in made.homeless} == {"2026-Q2"}
    assert propose(made, QUICK).outcome == "proved"


def test_a_proposal_is_stale_once_the_plan_changes(plan: Path) -> None:
    now = _state(plan)
    record = propose(plan_problem(now), QUICK)
    now.handbook.levelling[record.month] = record  # type: ignore[index]
    found = committed(now)
    assert found is not None
    assert not found.stale
    _edit(plan / CRM, "    2026-Q1: 50\n", "    2026-Q1: 51\n")
    later = _state(plan)
    later.handbook.levelling[record.month] = record  # type: ignore[index]
    changed = committed(later)
    assert changed is not None
    assert changed.stale


def test_levelled_chances_without_capacity_are_the_schedules(repo_root: Path) -> None:
    found = load_handbook(repo_root / "data").handbook
    assert found is not None
    now = state(found, "2026-01")
    made = plan_problem(now)
    free = PlanProblem(
        **{
            **{name: getattr(made, name) for name in made.__dataclass_fields__},
            "problem": type(made.problem)(
                made.problem.names, made.problem.durations, made.problem.arcs, made.problem.pins,
                tuple(() for _ in made.problem.names),
            ),
        }
    )  # fmt: skip
    levelled = level(free.problem)
    assert levelled.placed is not None
    drawn = level_chances(free, levelled.placed, 50, 7)
    wanted = optimism(now, plan_schedule(now), 50, 7).plan
    assert drawn is not None
    assert isinstance(wanted, FinishChance)
    assert now.days.day(drawn.plan[24] - 1) == wanted.p50
    assert now.days.day(drawn.plan[39] - 1) == wanted.p80


def test_one_time_holds_for_all_of_it(plan: Path) -> None:
    _edit(plan / PLAN, ROLES, "  capacity:\n    2026-Q1: 60\n    2026-Q2: 40\n    2026-Q3: 60\n")
    steps: list[tuple[str, int, int]] = []
    now = time.monotonic()
    record = propose(_made(plan), Limits(600, ends=now), lambda *step: steps.append(step))
    # The time is over before it begins: the rules' plan stands, no measure is tried, and nothing is drawn.
    assert record.end is not None
    assert not record.reliefs
    assert record.chances is None
    assert {step for step, _, _ in steps} == {"plan", "chances", "late"}
    assert time.monotonic() - now < 60


def test_runs_are_fewer_where_there_is_no_time_for_all(plan: Path) -> None:
    made = _made(plan)
    assert _runs(made, 100) == made.state.handbook.plan.levelling.runs
    assert _runs(made, 0) < made.state.handbook.plan.levelling.runs
