"""Judge the durations of phases against their dates and estimates."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue, Severity
from erpsite.model.initiative import Initiative, Phase
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Limits, Pitfall
from erpsite.plancheck.schedule.needs import has_estimates, needs

__all__ = ["check_duration_against_dates", "check_estimate_against_plan"]


@rule("S-DURATION", Pitfall.S, scope="tasks", codes=("duration-mismatch",), place=7)
def check_duration_against_dates(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Durations that agree with dates.

    Why: Two answers to one question are none.
    Passes: Duration and dates give the same days.
    Fails: They differ.
    Mend: Leave one of them out.
    """
    for initiative, phase in _planned_phases(facts.state):
        if phase.duration is None or phase.start is None or phase.finish is None:
            continue
        counted = facts.state.days.between(phase.start, phase.finish)
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


@rule("S-ESTIMATE", Pitfall.S, scope="tasks", codes=("shorter-than-optimistic",), place=7)
@needs(has_estimates, "no phase has a three-point estimate")
def check_estimate_against_plan(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Plans no shorter than their best case.

    Why: The best case is what does not happen.
    Passes: A phase takes at least its optimistic estimate.
    Fails: It is planned shorter.
    Mend: Plan the likely days.
    """
    for initiative, phase in _planned_phases(facts.state):
        first = facts.state.initiatives[initiative.id].tasks[phase.id]
        if phase.estimate is None or first.first_start is None or first.first_finish is None:
            continue
        planned = facts.state.days.between(first.first_start, first.first_finish)
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
