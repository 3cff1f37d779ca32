"""Bring the plans of other programs in: the first map, and what is taken by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from erpsite.analysis.state.working_days import working_days
from erpsite.i18n import Translator
from erpsite.ingest.account import Taken
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.plans.calendars import with_days
from erpsite.ingest.plans.day_tables import read_day_table
from erpsite.ingest.plans.foreign import Counts, ForeignPlan
from erpsite.ingest.plans.plan_map import PLAN_KIND, PlanMap, is_plan_map, leaves_tasks, propose_plan_map
from erpsite.ingest.plans.taking import take_plan
from erpsite.ingest.proposing import Proposal
from erpsite.ingest.stand_ins import NOT_NAMED
from erpsite.ingest.tables import ForeignTable
from erpsite.load import load_handbook

__all__ = ["HOLIDAYS", "as_calendar", "proposed_plan", "taken_plan"]

_PLAN = "handbook.yml"
HOLIDAYS = "holidays"
"""What a table of days off is called in the command; its map is that of a plan without tasks."""


def as_calendar(
    source: tuple[ForeignTable, ...] | ForeignPlan, kind: str, map_path: Path
) -> tuple[ForeignTable, ...] | ForeignPlan:
    """Return the calendar that tables or a plan hold, where the command or the map that is there says so."""
    if isinstance(source, ForeignPlan):
        known = map_path.is_file() and leaves_tasks(map_path.read_bytes(), map_path.name)
        asked = kind == PLAN_KIND and bool(source.tasks)
        return _calendar_of(source) if asked or known else source
    if kind == PLAN_KIND or (map_path.is_file() and is_plan_map(map_path.read_bytes(), map_path.name)):
        return read_day_table(source, source[0].path)
    return source


def _calendar_of(plan: ForeignPlan) -> ForeignPlan:
    """Return a plan without its tasks, of which the elements of its calendars alone are taken."""
    counts = plan.counts
    taken = {name: count for name, count in counts.taken.items() if "calendar" in name.casefold()}
    return replace(plan, tasks=[], counts=Counts(counts.cells, taken), calendar_alone=True)


def proposed_plan(plan: ForeignPlan, names: PlanNames, tr: Translator) -> Proposal:
    """Return a first map of a plan, with the elements of the file in place of columns."""
    text = propose_plan_map(plan, NOT_NAMED not in names.known.get("people", ()), tr)
    counts = plan.counts
    columns = tuple((name, "plan" if counts.taken.get(name) else "", "") for name in counts.cells)
    return Proposal(text, PLAN_KIND, tr("the plan of {program}", program=plan.program), (), columns)


def taken_plan(
    plan: ForeignPlan, found: PlanMap, names: PlanNames, ids: Mapping[str, str], texts: Mapping[str, bytes],
    data_dir: Path,
) -> tuple[Taken, dict[str, str]]:  # fmt: skip
    """Return what a map makes of a plan, and `handbook.yml` where days were added to its calendar."""
    handbook = load_handbook(data_dir).handbook
    taken = take_plan(plan, found, names, ids, handbook.plan.currency if handbook else plan.currency)
    if handbook is None or found.calendar == "leave":
        return taken, {}
    text = texts[_PLAN].decode("utf-8")
    new, count = with_days(text, plan, working_days(handbook.plan).is_worked, handbook.plan.plan_year)
    if not count:
        return taken, {}
    taken.notices.append(("days off and make-up days added to the calendar of the plan: {n}", {"n": count}))
    return taken, {_PLAN: new}
