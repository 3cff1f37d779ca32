"""Share what several rules look at, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from erpsite.analysis.figures import Figures
from erpsite.analysis.people.resources import Resources
from erpsite.analysis.schedule import Schedule
from erpsite.analysis.schedule.tasks import planned_states
from erpsite.analysis.state.freshness import SeriesFreshness
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plan_state import PlanState
from erpsite.model.review import Progress
from erpsite.plancheck.places import SeriesRows, series_rows
from erpsite.plancheck.quoting_texts import quoting_texts

if TYPE_CHECKING:
    from erpsite.analysis.schedule.optimism import Optimism

__all__ = ["EMPTY", "SCOPES", "Facts"]

EMPTY: Mapping[str, tuple[str, str]] = {
    "running": ("no initiative is approved and unfinished", ""),
    "planned": ("the plan has no initiative", ""),
    "objectives": ("the plan has no objective", "objectives.yml"),
    "kpis": ("the plan has no KPI", "kpis.yml"),
    "pain_points": ("the plan has no pain point", "pain_points.yml"),
    "criteria": ("the plan has no maturity score", "maturity.yml"),
    "series": ("the plan has no KPI and no health metric", "kpis.yml"),
    "texts": ("the plan has no text that could quote a number", ""),
    "roles": ("no role has effort or capacity", ""),
    "people": ("no running initiative has an owner", ""),
    "tasks": ("no unfinished phase or milestone is scheduled", ""),
    "actions": ("no action was given yet", ""),
    "decisions": ("no decision was taken yet", "decisions.yml"),
    "risks": ("the plan has no risk", ""),
    "benefits": ("no initiative states a benefit", ""),
    "assumptions": ("no initiative states an assumption", ""),
    "seats": ("the working group has no required seat", "working_group.yml"),
    "sessions": ("the agenda has no session", "agenda.yml"),
}
"""What is said of a rule that found nothing to judge, by its scope, and the file to fill where it is one.

A plan without waivers lacks nothing.
"""
SCOPES = ("plan", *EMPTY, "waivers")
"""What a rule can be put to."""


class Facts:
    """Hold what rules look at: the figures that the pages print, and what only rules count."""

    def __init__(self, plan: PlanState | Figures) -> None:
        self.figures = plan if isinstance(plan, Figures) else Figures(plan)
        self.state = self.figures.state
        self.handbook = self.state.handbook

    @property
    def running(self) -> tuple[InitiativeState, ...]:
        """Return the approved initiatives that are not finished."""
        return self.figures.running

    @cached_property
    def planned(self) -> tuple[InitiativeState, ...]:
        """Return the approved, finished and proposed initiatives."""
        return tuple(planned_states(self.state))

    @property
    def schedule(self) -> Schedule:
        """Return the computed schedule."""
        return self.figures.schedule

    @property
    def optimism(self) -> Optimism:
        """Return how likely the promised dates are."""
        return self.figures.optimism

    @property
    def resources(self) -> Resources:
        """Return effort against capacity, by role and quarter."""
        return self.figures.resources

    @cached_property
    def series(self) -> tuple[tuple[SeriesFreshness, str], ...]:
        """Return every series with the owner of its source."""
        return tuple((series, one.source.owner) for one in self.figures.freshness for series in one.series)

    @cached_property
    def reports(self) -> Mapping[str, list[Progress]]:
        """Return what the reviews report by initiative, earliest first."""
        found: dict[str, list[Progress]] = {}
        for review in self.state.reviews:
            for report in review.progress:
                found.setdefault(report.initiative, []).append(report)
        return found

    @cached_property
    def rows(self) -> SeriesRows:
        """Return month and place of the rows of every series."""
        return series_rows(self.handbook, self.state.as_of)

    @cached_property
    def open_tasks(self) -> int:
        """Return how many unfinished tasks are scheduled."""
        return sum(not one.task.done for one in self.schedule.tasks.values())

    def exempt(self, scope: str) -> int:
        """Return of how many records some rules ask nothing, because law or a contract demands them."""
        found = {"running": self.running, "planned": self.planned}.get(scope, ())
        return sum(now.initiative.mandatory for now in found)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return how many records each kind of rule is put to."""
        book, group, agenda = self.handbook, self.handbook.working_group, self.handbook.agenda
        return {
            "plan": 1,
            "running": len(self.running),
            "planned": len(self.planned),
            "objectives": len(book.objectives),
            "kpis": len(book.kpis),
            "pain_points": len(book.pain_points),
            "criteria": sum(len(one.criteria) for one in book.maturity.values()),
            "series": len(self.series),
            "texts": len({record for _, record, _, _, _ in quoting_texts(book, self.planned)}),
            "roles": len(self.resources.roles),
            "people": len({now.owner for now in self.running if now.owner}),
            "tasks": self.open_tasks,
            "actions": len(self.state.actions),
            "decisions": len(book.decided_in_meeting) + sum(len(one.decisions) for one in self.state.reviews),
            "risks": len(self.state.risks),
            "benefits": sum(now.initiative.benefit is not None for now in self.planned),
            "assumptions": sum(
                len(now.initiative.assumptions) for now in self.planned if now.stage != "finished"
            ),
            "seats": sum(role.required for role in group.roles) if group else 1,
            "sessions": len(agenda.sessions) if agenda else 1,
            "waivers": len(book.plan.waivers),
        }
