"""Make plans of a few phases, in memory, for the tests of the schedule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from erpsite.model.review import Review
from tests.factory import PLAN, small_handbook

__all__ = ["initiative", "phase", "plan_state", "review", "stone"]


def phase(
    name: str, start: str = "", finish: str = "", after: Sequence[Any] = (), **more: Any
) -> dict[str, Any]:
    """Return a phase; `after` holds ids or whole links."""
    dates = {key: value for key, value in (("start", start), ("finish", finish)) if value}
    return {"id": name, "name": name, **dates, "after": _links(after), **more}


def stone(name: str, date: str, after: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    """Return a milestone."""
    return {"id": name, "name": name, "date": date, "after": _links(after), **more}


def _links(after: Sequence[Any]) -> list[Any]:
    return [{"to": one} if isinstance(one, str) else one for one in after]


def initiative(name: str, phases: Sequence[Any], milestones: Sequence[Any] = (), **more: Any) -> Initiative:
    """Return an initiative of those phases and milestones."""
    return Initiative.model_validate(
        {
            "id": name, "name": name, "type": "optimisation", "summary": name, "modules": ["finance"],
            "owner": "li-qiang", "phases": list(phases), "milestones": list(milestones), **more,
        }
    )  # fmt: skip


def review(month: str, *progress: dict[str, Any]) -> Review:
    """Return a review with those reports."""
    return Review.model_validate(
        {"month": month, "held_on": f"{month}-28", "chair": "li-qiang", "progress": list(progress)}
    )


def plan_state(
    *initiatives: Initiative, reviews: Sequence[Review] = (), as_of: str = "2025-12", base: str = "weekdays"
) -> PlanState:
    """Return the state of a plan of those initiatives, on a calendar of weekdays unless another is named."""
    handbook = small_handbook(
        plan=Plan.model_validate({**PLAN, "calendar": {"base": base}}),
        initiatives={one.id: one for one in initiatives},
        reviews={one.month: one for one in reviews},
    )
    return state(handbook, as_of)
