"""Check the durations of phases against their dates and estimates."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue, Severity
from erpsite.model.initiative import Initiative, Phase

__all__ = ["check_duration_against_dates", "check_estimate_against_plan"]


def check_duration_against_dates(state: PlanState) -> Iterator[Issue]:
    """Warn of a phase whose duration disagrees with its start and finish; the dates count."""
    for initiative, phase in _planned_phases(state):
        if phase.duration is None or phase.start is None or phase.finish is None:
            continue
        counted = state.days.between(phase.start, phase.finish)
        if counted != phase.duration:
            message = "the duration is {found} working days, but from {start} to {finish} there are {counted}"
            values: dict[str, object] = {
                "found": phase.duration,
                "start": phase.start.isoformat(),
                "finish": phase.finish.isoformat(),
                "counted": counted,
                "initiative": initiative.id,
            }
            place = phase.where_of("duration")
            yield Issue("duration-mismatch", message, place, Severity.WARNING, values)


def check_estimate_against_plan(state: PlanState) -> Iterator[Issue]:
    """Warn of a phase planned to be shorter than its own optimistic estimate."""
    for initiative, phase in _planned_phases(state):
        first = state.initiatives[initiative.id].tasks[phase.id]
        if phase.estimate is None or first.first_start is None or first.first_finish is None:
            continue
        planned = state.days.between(first.first_start, first.first_finish)
        if planned < phase.estimate.optimistic:
            message = (
                "the phase {phase} is planned for {planned} working days, less than its optimistic estimate "
                "of {optimistic}"
            )
            values: dict[str, object] = {
                "phase": phase.id, "planned": planned, "optimistic": f"{phase.estimate.optimistic:g}",
                "initiative": initiative.id,
            }  # fmt: skip
            place = phase.estimate.where_of("optimistic")
            yield Issue("shorter-than-optimistic", message, place, Severity.WARNING, values)


def _planned_phases(state: PlanState) -> Iterator[tuple[Initiative, Phase]]:
    for now in state.initiatives.values():
        if now.stage not in ("deferred", "rejected"):
            for phase in now.initiative.phases:
                yield now.initiative, phase
