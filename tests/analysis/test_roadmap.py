"""Prove how tasks become lanes: order, clipping at the plan year, what has no date, what stands together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from erpsite.analysis import state
from erpsite.analysis.schedule.roadmap import Lane, Roadmap, Timing, roadmap_of, streams
from erpsite.model.initiative import Initiative
from tests.factory import INITIATIVES, small_handbook

D = dt.date


def _one(name: str, **fields: Any) -> dict[str, Any]:
    base = {"id": name, "name": name, "type": "integration", "summary": name, "modules": ["supply-chain"]}
    return {**base, "owner": "li-qiang", **fields}


def _roadmap(*rows: dict[str, Any], timings: dict[str, Timing] | None = None) -> Roadmap:
    records = {row["id"]: Initiative.model_validate(row) for row in rows}
    handbook = small_handbook(initiatives=records, reviews={})
    return roadmap_of(state(handbook, "2026-03"), timings or {})


def _phase(name: str, start: str | None = None, finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "start": start, "finish": finish, **more}


def test_lanes_stand_by_start_and_what_has_no_date_stands_last() -> None:
    roadmap = _roadmap(
        _one("none"),
        _one("late", phases=[_phase("b", "2026-05-01", "2026-05-09")]),
        _one("undated", phases=[_phase("x")]),
        _one("early", milestones=[{"id": "m", "name": "m", "date": "2026-01-20"}]),
    )
    assert [lane.id for lane in roadmap.lanes] == ["early", "late", "none", "undated"]
    assert [lane.dated for lane in roadmap.lanes] == [True, True, False, False]


def test_what_is_not_decided_has_no_lane() -> None:
    stages = ("proposed", "approved", "deferred", "rejected")
    assert [lane.id for lane in _roadmap(*(_one(s, stage=s) for s in stages)).lanes] == ["approved"]


def test_offsets_are_kept_within_the_plan_year() -> None:
    # 2026 has 365 days; 1 March is the 60th, so 59 days lie before it.
    roadmap = _roadmap()
    assert (roadmap.first, roadmap.last, roadmap.days) == (D(2026, 1, 1), D(2026, 12, 31), 365)
    offsets = [roadmap.offset(day) for day in (D(2025, 7, 1), D(2026, 1, 1), D(2026, 3, 1), D(2028, 1, 1))]
    assert offsets == [0, 0, 59, 365]


def test_the_time_shown_reaches_to_the_latest_finish_within_a_year_after_the_plan_year() -> None:
    late = _one("late", phases=[_phase("a", "2026-10-01", "2027-02-03")])
    assert _roadmap(late).last == D(2027, 2, 28)
    far = _one("far", phases=[_phase("a", "2026-10-01", "2031-02-03")])
    assert _roadmap(far).last == D(2027, 12, 31)
    shown = roadmap_of(state(small_handbook(), "2026-06"), {}, [D(2027, 1, 5)])
    assert shown.last == D(2027, 1, 31)


def test_a_fiscal_year_may_start_in_any_month() -> None:
    handbook = small_handbook()
    shifted = replace(handbook, plan=handbook.plan.model_copy(update={"fiscal_start": 4}))
    roadmap = roadmap_of(state(shifted, "2026-06"), {})
    assert (roadmap.first, roadmap.last) == (D(2026, 4, 1), D(2027, 3, 31))


def test_a_milestone_stands_behind_its_phase_and_one_without_a_phase_last() -> None:
    stones = [
        {"id": "free", "name": "f", "date": "2026-02-01"},
        {"id": "in-b", "name": "b", "date": "2026-04-01", "phase": "b"},
        {"id": "in-a", "name": "a", "date": "2026-03-01", "phase": "a"},
    ]
    phases = [_phase("a", "2026-02-01", "2026-03-01"), _phase("b", "2026-03-02", "2026-04-01")]
    (lane,) = _roadmap(_one("x", phases=phases, milestones=stones)).lanes
    assert [task.state.id for task in lane.tasks] == ["a", "in-a", "b", "in-b", "free"]


def test_links_name_a_task_here_or_elsewhere_or_a_whole_initiative() -> None:
    after = [{"to": "a"}, {"to": "other/z", "type": "SS", "lag": -3}, {"to": "other"}]
    phases = [_phase("a", "2026-02-01", "2026-03-01"), _phase("b", "2026-03-02", "2026-04-01", after=after)]
    (lane,) = _roadmap(_one("x", phases=phases)).lanes
    waits = [(wait.on, wait.type.value, wait.lag) for wait in lane.phases[1].waits]
    assert waits == [("x/a", "FS", 0), ("other/z", "SS", -3), ("other", "FS", 0)]


def test_the_schedule_gives_a_place_only_to_what_people_left_open() -> None:
    given, open_ = _phase("a", "2026-02-02", "2026-02-27"), _phase("b", duration=10)
    timings = {
        "x/a": Timing(D(2026, 2, 2), D(2026, 3, 13), pushed=10, total_float=0, critical=True),
        "x/b": Timing(D(2026, 3, 16), D(2026, 3, 27), total_float=0, critical=True),
    }
    (lane,) = _roadmap(_one("x", phases=[given, open_]), timings=timings).lanes
    first, second = lane.phases
    assert (first.start, first.finish, first.pushed_to) == (D(2026, 2, 2), D(2026, 2, 27), D(2026, 3, 13))
    assert (second.start, second.finish, second.pushed_to) == (D(2026, 3, 16), D(2026, 3, 27), None)
    assert (lane.critical, lane.late) == (True, True)


def test_high_risks_are_flagged_the_highest_first() -> None:
    def risk(name: str, probability: int, impact: int) -> dict[str, Any]:
        return {**INITIATIVES[0]["risks"][0], "id": name, "probability": probability, "impact": impact}

    rows = [risk("low", 2, 4), risk("high", 3, 3), risk("worst", 5, 4)]
    (lane,) = _roadmap(_one("x", risks=rows)).lanes
    assert [flag.risk.id for flag in lane.risks] == ["worst", "high"]  # 20 and 9; 8 is medium


def _lanes(*rows: dict[str, Any]) -> tuple[Lane, ...]:
    return _roadmap(*rows).lanes


def test_a_lane_stands_in_one_stream_and_those_that_serve_nothing_stand_last() -> None:
    lanes = _lanes(_one("a", objectives=["fast-orders", "cheap"]), _one("b"), _one("c", objectives=["cheap"]))
    found = streams(lanes, "objective", ["cheap", "unused", "fast-orders"])
    assert [(stream.key, [lane.id for lane in stream.lanes]) for stream in found] == [
        ("cheap", ["c"]),
        ("fast-orders", ["a"]),
        ("", ["b"]),
    ]


def test_streams_by_owner_and_type_follow_the_given_order() -> None:
    lanes = _lanes(_one("a", owner="zhao-min"), _one("b", type="technology"))
    assert [s.key for s in streams(lanes, "owner", ["li-qiang", "zhao-min"])] == ["li-qiang", "zhao-min"]
    assert [s.key for s in streams(lanes, "type", ["technology", "integration"])] == [
        "technology",
        "integration",
    ]
