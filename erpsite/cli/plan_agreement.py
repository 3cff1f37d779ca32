"""Compare the schedule that erpsite computes of an imported plan with the dates in its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from erpsite.analysis import state
from erpsite.analysis.schedule.broken import broken_baseline
from erpsite.analysis.schedule.plan import plan_schedule
from erpsite.ingest.account import Draft
from erpsite.model import Handbook
from erpsite.patch import insert_key
from erpsite.patch.nodes import plain, read

__all__ = ["contradictions", "disagreements", "told_as_warnings"]

_RULE = "S-LINK-DATES"
"""The rule that refuses planned dates which the links make impossible."""


def contradictions(handbook: Handbook, drafts: Sequence[Draft]) -> int:
    """Return how many links of imported initiatives the file's own dates break."""
    names = {draft.key[0] for draft in drafts}
    found = broken_baseline(state(handbook, handbook.plan.first_month))
    return sum(broken.link.after.partition("/")[0] in names for broken in found)


def told_as_warnings(text: str) -> str:
    """Return `handbook.yml` in which such dates are warnings; as it is where it says something of the rule.

    An imported plan that contradicts itself is a finding for its owners, and no reason to have no handbook.
    """
    held: Any = plain(read(text)) or {}
    rules = held.get("rules")
    if not isinstance(rules, dict):
        return insert_key(text, [], "rules", {_RULE: {"severity": "warning"}})
    if _RULE in rules:
        return text
    return insert_key(text, ["rules"], _RULE, {"severity": "warning"})


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
