"""Random plans with gaps, odd dates and reports: nothing raises, and what is promised of a schedule holds."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from erpsite.analysis.schedule import Schedule, ScheduledTask, plan_schedule
from erpsite.analysis.schedule.optimism import FinishChance, optimism
from erpsite.analysis.state.plan_state import PlanState
from erpsite.model.initiative import Initiative, LinkType
from erpsite.model.review import Review
from erpsite.plancheck import check_plan
from tests.analysis.schedules import initiative, phase, plan_state, review, stone

PLANS = 150
START = dt.date(2026, 1, 1)


def _day(draw: random.Random) -> str:
    return (START + dt.timedelta(days=draw.randrange(300))).isoformat()


def _links(draw: random.Random, own: list[str], others: list[str]) -> list[dict[str, Any]]:
    targets = draw.sample([*own, *others], min(len(own) + len(others), draw.choice((0, 0, 1, 1, 2))))
    return [
        {"to": to, "type": draw.choice(list(LinkType)).value, "lag": draw.randint(-3, 8)} for to in targets
    ]


def _phase(draw: random.Random, name: str, links: list[dict[str, Any]]) -> dict[str, Any]:
    start, finish = sorted((_day(draw), _day(draw)))
    more: dict[str, Any] = {}
    if draw.random() < 0.4:
        more["duration"] = draw.randint(1, 40)
    if draw.random() < 0.3:
        low, mid, high = sorted(draw.randint(1, 60) for _ in range(3))
        more["estimate"] = {"optimistic": low, "likely": mid, "pessimistic": high}
    return phase(
        name, start if draw.random() < 0.7 else "", finish if draw.random() < 0.6 else "", links, **more
    )


def _initiative(draw: random.Random, name: str, others: list[str]) -> Initiative:
    own = [f"{name}-p{number}" for number in range(draw.randint(0, 4))]
    phases = [_phase(draw, part, _links(draw, own[:at], others)) for at, part in enumerate(own)]
    stones = [
        stone(f"{name}-m{number}", _day(draw), _links(draw, own, others))
        | ({"phase": draw.choice(own)} if own and draw.random() < 0.6 else {})
        for number in range(draw.randint(0, 2))
    ]
    stage = draw.choice(("approved",) * 6 + ("deferred", "proposed"))
    return initiative(name, phases, stones, stage=stage)


def _report(draw: random.Random, one: Initiative) -> dict[str, Any]:
    phases = []
    for part in one.phases:
        first, last = sorted((_day(draw), _day(draw)))
        kind = draw.choice(("none", "forecast", "late", "running", "done"))
        told: dict[str, Any] = {"phase": part.id}
        if kind == "forecast":
            told |= {"forecast_start": first, "forecast_finish": last}
        elif kind == "late":
            told |= {"forecast_finish": last}
        elif kind in ("running", "done"):
            told |= {"actual_start": first, "complete": draw.randint(0, 100)}
            told |= {"actual_finish": last} if kind == "done" else {}
        phases.append(told)
    stones = [
        {"milestone": part.id, draw.choice(("forecast", "done_on")): _day(draw)} for part in one.milestones
    ]
    stage = {"stage": "finished"} if draw.random() < 0.1 else {}
    return {"initiative": one.id, "phases": phases, "milestones": stones, **stage}


def _random_state(seed: int) -> PlanState:
    draw = random.Random(seed)
    made: list[Initiative] = []
    for number in range(draw.randint(0, 6)):
        known = [one.id for one in made] + [f"{one.id}/{part.id}" for one in made for part in one.phases]
        made.append(_initiative(draw, f"i{number}", known))
    reports: list[Review] = []
    if made and draw.random() < 0.7:
        told = [_report(draw, one) for one in made if draw.random() < 0.6]
        reports.append(review("2026-05", *told))
    base = draw.choice(("china", "weekdays"))
    return plan_state(*made, reviews=reports, as_of=draw.choice(("2025-12", "2026-05")), base=base)


def _borders(one: ScheduledTask, state: PlanState) -> tuple[int, int]:
    finish = state.days.border(one.early_finish)
    at_once = one.early_start == one.early_finish and not one.task.duration
    return (finish if at_once else min(state.days.number(one.early_start), finish)), finish


def _check(schedule: Schedule, state: PlanState) -> int:
    for one in schedule.tasks.values():
        assert one.start is not None
        assert one.finish is not None
        assert one.start <= one.finish
        assert one.free_float <= max(one.total_float, 0)
        assert one.critical == (not one.task.done and one.total_float <= 0)
        assert one.pushed >= 0
        assert one.pushed_by is None or one.pushed > 0
        if one.task.done:
            assert (one.finish, one.pushed, one.total_float) == (one.task.finish, 0, 0)
        elif one.task.finish:
            assert one.finish >= one.task.finish
    checked = 0
    for link in schedule.links:
        before, after = schedule.tasks.get(link.before), schedule.tasks.get(link.after)
        if before is None or after is None or after.task.started:
            continue
        from_start = link.type in (LinkType.SS, LinkType.SF)
        to_start = link.type in (LinkType.FS, LinkType.SS)
        edge = _borders(before, state)[0 if from_start else 1] + link.lag
        assert _borders(after, state)[0 if to_start else 1] >= edge, link
        checked += 1
    return checked


def test_random_plans_are_scheduled_checked_and_simulated() -> None:
    links = figures = 0
    for seed in range(PLANS):
        state = _random_state(seed)
        schedule = plan_schedule(state)
        approved = [now for now in state.initiatives.values() if now.stage in ("approved", "finished")]
        told = {one.task.id for one in schedule.unscheduled} | set(schedule.tasks)
        assert told == {f"{now.initiative.id}/{name}" for now in approved for name in now.tasks}, seed
        links += _check(schedule, state)
        check_plan(state)
        found = optimism(state, schedule, runs=50)
        for chance in found.initiatives.values():
            if isinstance(chance, FinishChance):
                figures += 1
                assert chance.p50 <= chance.p80
    assert links > 200
    assert figures > 50
