"""Hold the map of a plan: what becomes an initiative, and what each must have that the file does not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from erpsite.i18n import Translator
from erpsite.ingest.plans.foreign import ForeignPlan
from erpsite.ingest.stand_ins import NOT_NAMED, not_named
from erpsite.issues import Issue, Severity, Source
from erpsite.load.binding import bind
from erpsite.load.yaml_reader import EMPTY, read_yaml
from erpsite.model.base import Record
from erpsite.patch.values import write_flow

__all__ = ["PLAN_KIND", "PlanMap", "is_plan_map", "leaves_tasks", "propose_plan_map", "read_plan_map"]

PLAN_KIND = "plan"
"""What the map of a plan says as its kind."""


class PlanMap(Record):
    """Say how the plan of another program is read."""

    kind: Literal["plan"]
    tasks: Literal["take", "leave"] = "take"
    """Whether tasks are taken at all; where they are left, the calendar of the file comes in alone."""
    level: Annotated[int, Field(strict=True, ge=1, le=20)] = 1
    """Outline level whose tasks become initiatives; tasks without others beneath them become phases."""
    milestones: Literal["zero-length", "flagged", "both"] = "both"
    """Which tasks become milestones: those that take no time, those that the program calls so, or both."""
    calendar: Literal["add", "leave"] = "add"
    """Whether days off and make-up days of the file are added to the plan's calendar."""
    cost: Literal["take", "leave"] = "take"
    """Whether the cost of an initiative becomes its budget."""
    people: Mapping[str, Any] | None = None
    """What a person holds, besides id and name, who is made of a resource; left out, nobody is made."""
    names: Mapping[str, str] = {}
    """Ids of people by the name of the resource."""
    review: str | None = None
    """Month whose review is begun with how far the tasks are, as `YYYY-MM`."""
    only: tuple[str, ...] = ()
    """Names of the tasks of that level that are taken; left out, all of them."""
    constants: Mapping[str, Any] = {}
    """Fields that every initiative has: `type`, `modules`, `owner` where no resource is named."""
    made: Mapping[str, Any] = {}
    """Records that others refer to and the plan lacks, by kind."""
    together: StrictBool = True
    """Whether tasks of that level without others beneath them become one initiative, named as the plan."""


def is_plan_map(data: bytes, path: str) -> bool:
    """Say whether a map is one of a plan."""
    tree = read_yaml(data, path).tree
    return isinstance(tree, Mapping) and tree.get("kind") == PLAN_KIND


def leaves_tasks(data: bytes, path: str) -> bool:
    """Say whether a map takes nothing of a plan but its calendar."""
    tree = read_yaml(data, path).tree
    return isinstance(tree, Mapping) and tree.get("tasks") == "leave"


def read_plan_map(data: bytes, path: str) -> tuple[PlanMap | None, tuple[Issue, ...]]:
    """Return the map, or None with every fault and its place."""
    file = read_yaml(data, path)
    if file.tree is EMPTY or file.tree is None:
        message = "the file is empty; it must hold keys and values"
        return None, (Issue("empty-file", message, Source(path, 1, 1)),)
    found, issues = bind(PlanMap, file.tree, path, file.lines)
    issues = [*file.issues, *issues]
    failed = any(issue.severity is Severity.ERROR for issue in issues)
    return (None if failed else found), tuple(issues)


def propose_plan_map(plan: ForeignPlan, has_nobody: bool, tr: Translator) -> str:
    """Return a first map as text; `has_nobody`: the plan lacks the person who is not named yet."""
    level = _level(plan) if plan.tasks else 1
    begun = tr(
        "Proposed from {path}. Read each line, settle what is OPEN, then import again.", path=plan.path
    )
    lines = [
        "# yaml-language-server: $schema=../../schemas/import-plan.schema.json",
        f"# {begun}",
        f"kind: {PLAN_KIND}",
    ]
    days = [
        f"# {tr('days off and make-up days of the file are added to the calendar of the plan (add, leave)')}",
        "calendar: add",
    ]
    if not plan.tasks:
        alone = (
            [f"# {tr('only the calendar of the file is taken')}", "tasks: leave"]
            if plan.calendar_alone
            else []
        )
        return "\n".join([*lines, *alone, *days]) + "\n"
    lines += [
        f"# {tr('tasks of this outline level are initiatives; those that hold no others are phases')}",
        f"level: {level}",
        f"# {tr('milestones: what takes no time, what the program calls so (zero-length, flagged, both)')}",
        "milestones: both",
        *days,
        f"# {tr('the cost of an initiative becomes its budget (take, leave)')}",
        "cost: take",
        f"# {tr('people are made of the resources that the plan does not know')}",
        f"people: {write_flow({'title': tr('not stated'), 'side': 'business'})}",
    ]
    if plan.status_month and any(task.complete for task in plan.tasks):
        words = tr("tasks say how far they are; this begins the review of that month with them")
        lines += [f"# {words}", f"# review: {plan.status_month}"]
    lines += [
        f"# {tr('where no cell says it, this stands; change what you know better')}",
        "constants:",
        "  type: optimisation",
        "  modules: []",
        f"  owner: {NOT_NAMED}",
    ]
    if has_nobody:
        lines += ["made:", "  people:", f"    - {write_flow(dict(not_named(tr)))}"]
    return "\n".join(lines) + "\n"


def _level(plan: ForeignPlan) -> int:
    """Return the outermost level with more than one task: one task around all others is the plan itself."""
    live = [task for task in plan.tasks if not task.skipped]
    level = 1
    while True:
        tops = [task for task in live if task.level == level]
        inside = {task.uid for task in live if task.parent == tops[0].uid} if len(tops) == 1 else set()
        parents = {task.parent for task in live}
        if len(tops) != 1 or not inside & parents or len(inside & parents) < 2:
            return level
        level += 1
