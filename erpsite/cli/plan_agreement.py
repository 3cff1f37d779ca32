"""Compare the schedule that erpsite computes of an imported plan with the dates in its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from erpsite.analysis import state
from erpsite.analysis.schedule.plan import plan_schedule
from erpsite.ingest.account import Draft
from erpsite.model import Handbook

__all__ = ["disagreements"]


def disagreements(
    handbook: Handbook, drafts: Sequence[Draft]
) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Give place, msgid and values of each task that the computed schedule moves away from its file."""
    parts = {
        f"{child.key[0]}/{child.key[1]}": child
        for draft in drafts
        for children in draft.children.values()
        for child in children
    }
    schedule = plan_schedule(state(handbook, handbook.plan.first_month))
    for name, found in schedule.tasks.items():
        draft = parts.get(name)
        said = draft and (draft.values.get("finish") or draft.values.get("date"))
        if draft is None or not said:
            continue
        finish = dt.date.fromisoformat(str(said))
        if found.early_finish != finish:
            values: dict[str, Any] = {
                "name": draft.values["name"], "finish": finish, "computed": found.early_finish,
            }  # fmt: skip
            message = (
                "{name}: the file says that it ends on {finish}; by its links and the calendar on {computed}"
            )
            yield draft.place, message, values
