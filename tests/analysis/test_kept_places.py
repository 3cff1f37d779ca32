"""Prove that what is not known or lies on a day off keeps its place in schedule and health."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erpsite.analysis import state
from erpsite.analysis.health.metrics import health_series
from erpsite.analysis.schedule.plan import plan_schedule
from erpsite.model.health import HealthValue
from erpsite.model.initiative import Initiative
from erpsite.model.module import Module
from erpsite.model.plan import Rag
from erpsite.model.review import Review
from tests.factory import REVIEWS, small_handbook

_PLAIN = {"type": "optimisation", "modules": ["finance"], "owner": "wang-fang"}


def test_a_milestone_lies_on_the_day_off_on_which_its_phase_ends() -> None:
    # 11 and 12 July 2026 are a Saturday and a Sunday, on which people put the cutover; the milestone at its
    # end was forecast for the Friday before and is pushed, but not onto a day before the work is done.
    phase = {"id": "cutover", "name": "Cutover", "start": "2026-07-04", "finish": "2026-07-05"}
    stone = {"id": "live", "name": "Live", "date": "2026-07-05", "phase": "cutover"}
    later = {**stone, "id": "told", "name": "Told", "phase": None, "after": [{"to": "live"}]}
    row = {**_PLAIN, "id": "over", "name": "Over", "phases": [phase], "milestones": [stone, later]}
    told = {
        "initiative": "over",
        "phases": [
            {"phase": "cutover", "forecast_start": "2026-07-11", "forecast_finish": "2026-07-12"},
        ],
    }  # fmt: skip
    march = {**REVIEWS[-1], "progress": [*REVIEWS[-1]["progress"], told]}
    plan = replace(
        small_handbook(),
        initiatives={**small_handbook().initiatives, "over": Initiative.model_validate(row)},
        reviews={**small_handbook().reviews, march["month"]: Review.model_validate(march)},
    )
    tasks = plan_schedule(state(plan, "2026-03")).tasks
    assert {name: str(tasks[f"over/{name}"].early_finish) for name in ("cutover", "live", "told")} == {
        "cutover": "2026-07-12",
        "live": "2026-07-12",
        "told": "2026-07-12",
    }


@pytest.mark.parametrize("cell", [None, {"withheld": "the provider forbids it"}])
def test_a_module_whose_values_are_all_unknown_or_withheld_is_counted(cell: object) -> None:
    plan = small_handbook()
    row = HealthValue.model_validate(
        {"metric": "availability", "month": "2026-03", "module": "production", "value": cell}
    )
    module = Module.model_validate({"id": "production", "name": "Production", "owner": "li-qiang"})
    plan = replace(
        plan, modules={**plan.modules, "production": module}, health_values=(*plan.health_values, row)
    )
    found = [one for one in health_series(plan, "2026-03") if one.module == "production"]
    assert [(one.rag, one.fresh, bool(one.withheld)) for one in found] == [(Rag.GREY, False, bool(cell))]
