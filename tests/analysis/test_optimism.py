"""How likely the promised dates are: from estimates, the plan's own past, facts and links."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from erpsite.analysis.schedule import plan_schedule
from erpsite.analysis.schedule.optimism import Basis, FinishChance, Optimism, optimism, past_factors
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.analysis.state.plan_state import PlanState
from tests.analysis.schedules import initiative, phase, plan_state, review

FIXED = {"optimistic": 20, "likely": 20, "pessimistic": 20}
SPREAD = {"optimistic": 10, "likely": 20, "pessimistic": 60}


def _told(state: PlanState, **more: Any) -> Optimism:
    return optimism(state, plan_schedule(state), **more)


def _chance(found: Optimism, name: str) -> FinishChance:
    one = found.initiatives[name]
    assert isinstance(one, FinishChance)
    return one


def test_an_estimate_is_drawn_from_beta_pert() -> None:
    state = plan_state(initiative("one", [phase("p1", "2026-01-05", "2026-01-30", estimate=SPREAD)]))
    found = _told(state)
    one = _chance(found, "one")
    # Beta-PERT with the same three points, drawn another way: 10 + 50 × Beta(1.8, 4.2).
    draw = random.Random(7)
    days = sorted(round(10 + 50 * draw.betavariate(1.8, 4.2)) for _ in range(20_000))
    for told, share in ((one.p50, 0.5), (one.p80, 0.8)):
        expected = state.days.add(dt.date(2026, 1, 5), days[int(len(days) * share)] - 1)
        assert abs(state.days.slip(expected, told)) <= 1
    # Twenty working days end on 30 January, the promised day.
    assert isinstance(one.chance, float)
    assert one.chance == pytest.approx(sum(length <= 20 for length in days) / len(days), abs=0.03)
    assert (one.basis, one.doubtful, found.doubtful) == (Basis.ESTIMATES, True, ("one",))
    assert (found.estimated, found.open_phases, found.finished) == (1, 1, 0)


def test_the_same_seed_gives_the_same_figures() -> None:
    plan = initiative("one", [phase("p1", "2026-01-05", "2026-01-30", estimate=SPREAD)])
    more = initiative("two", [phase("q1", "2026-01-05", "2026-01-30", estimate=SPREAD)])
    first = _told(plan_state(plan))
    assert _told(plan_state(plan)) == first
    assert _told(plan_state(plan), seed=1).initiatives != first.initiatives
    # Another initiative leaves the figures of this one alone, and has draws of its own.
    both = _told(plan_state(plan, more))
    assert both.initiatives["one"] == first.initiatives["one"]
    assert _chance(both, "two").chance != _chance(both, "one").chance


def _past(finished: int) -> PlanState:
    """Return a plan of which some phases, planned for five days, took ten; and one of ten days is ahead."""
    phases = [phase(f"p{number}", "2026-01-05", "2026-01-09") for number in range(finished)]
    reports = [
        {"phase": f"p{number}", "actual_start": "2026-01-05", "actual_finish": "2026-01-16"}
        for number in range(finished)
    ]
    told = review("2026-01", {"initiative": "past", "phases": reports})
    ahead = initiative("ahead", [phase("q1", "2026-02-02", "2026-02-13")])
    return plan_state(initiative("past", phases), ahead, reviews=[told], as_of="2026-01")


def test_without_estimates_the_plan_learns_from_its_own_finished_phases() -> None:
    state = _past(5)
    assert past_factors(state) == (2.0,) * 5
    found = _told(state)
    # Every phase took twice its days: ten become twenty, 2 to 27 February.
    one = _chance(found, "ahead")
    assert (one.p50, one.p80) == (dt.date(2026, 2, 27), dt.date(2026, 2, 27))
    assert (one.promised, one.chance, one.chance_expected) == (dt.date(2026, 2, 13), 0.0, 0.0)
    assert (one.basis, found.finished, found.factors[0]) == (Basis.SLIPS, 5, 2.0)
    assert found.initiatives["past"] == NotAvailable(Reason.NOTHING_LEFT)


def test_too_few_finished_phases_say_nothing() -> None:
    found = _told(_past(4))
    assert found.initiatives["ahead"] == found.plan == NotAvailable(Reason.TOO_FEW_SLIPS)
    assert found.finished == 4
    assert found.doubtful == ()


def test_a_running_phase_keeps_what_is_done() -> None:
    plan = initiative("one", [phase("p1", "2026-01-05", "2026-01-30", estimate=FIXED)])
    half = {"phase": "p1", "actual_start": "2026-01-05", "complete": 50}
    told = review("2026-01", {"initiative": "one", "phases": [half]})
    found = _told(plan_state(plan, reviews=[told], as_of="2026-01"))
    # Half of twenty days is left after 31 January: 2 to 13 February.
    assert _chance(found, "one").p50 == dt.date(2026, 2, 13)
    untold = {"phase": "p1", "actual_start": "2026-01-12"}
    told = review("2026-01", {"initiative": "one", "phases": [untold]})
    found = _told(plan_state(plan, reviews=[told], as_of="2026-01"))
    # Fifteen of the twenty days have passed since 12 January: 2 to 6 February.
    assert _chance(found, "one").p50 == dt.date(2026, 2, 6)


def test_what_waits_for_uncertain_work_is_uncertain() -> None:
    late = {"optimistic": 30, "likely": 30, "pessimistic": 30}
    first = initiative("one", [phase("p1", "2026-01-05", "2026-01-30", estimate=late)])
    after = initiative("two", [phase("q1", "2026-02-02", "2026-02-06", ["one/p1"], estimate={
        "optimistic": 5, "likely": 5, "pessimistic": 5})])  # fmt: skip
    found = _told(plan_state(first, after))
    # Thirty days end on 13 February instead of 30 January; the five that follow end on the 20th.
    assert _chance(found, "two").p80 == dt.date(2026, 2, 20)
    assert isinstance(found.plan, FinishChance)
    assert (found.plan.p50, found.plan.chance) == (dt.date(2026, 2, 20), 0.0)


def test_a_phase_that_waits_is_worked_on_at_the_end_of_its_wait() -> None:
    plan = initiative("one", [phase("p1", "2026-03-02", "2026-03-27", estimate=FIXED)])
    later = {"initiative": "one", "phases": [{"phase": "p1", "forecast_finish": "2026-04-10"}]}
    found = _told(plan_state(plan, reviews=[review("2026-01", later)], as_of="2026-01"))
    # Twenty days of work, as estimated, end on the forecast day: 16 March to 10 April.
    assert _chance(found, "one").p50 == dt.date(2026, 4, 10)


def test_reasons_stand_where_there_is_no_figure() -> None:
    assert _told(plan_state()).plan == NotAvailable(Reason.NO_TASKS)
    start = initiative("one", [phase("p0", "2026-01-05", "2026-01-05", estimate={
        "optimistic": 1, "likely": 1, "pessimistic": 1})])  # fmt: skip
    undated = initiative("two", [phase("q1", duration=3, after=["one/p0"], estimate=SPREAD)])
    assert _chance(_told(plan_state(start, undated)), "two").chance == NotAvailable(Reason.NO_BASELINE)
    empty = initiative("none", [])
    assert _told(plan_state(start, empty)).initiatives["none"] == NotAvailable(Reason.NO_TASKS)
