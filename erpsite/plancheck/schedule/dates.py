"""Judge the dates of the plan against its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from erpsite.analysis.schedule import BrokenLink, broken_baseline, broken_forecasts
from erpsite.analysis.state.plan_state import PlanState
from erpsite.issues import Issue, Severity, Source
from erpsite.load.consistency.declared import DECLARED
from erpsite.model.review import MilestoneProgress, PhaseProgress
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Limits, Pitfall
from erpsite.plancheck.schedule.needs import (
    NO_LINK,
    has_forecasts,
    has_links,
    has_phases_of_milestones,
    needs,
)

__all__ = ["check_baseline_links", "check_forecast_links", "check_milestone_after_phase"]


@rule("S-LINK-DATES", Pitfall.S, Severity.ERROR, scope="tasks", codes=("impossible-date",), place=6)
@needs(has_links, NO_LINK)
def check_baseline_links(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Planned dates that the links allow.

    Why: A plan that contradicts itself cannot be kept.
    Passes: Each planned date is possible by its own links.
    Fails: A link makes the date impossible.
    Mend: Move the date, or mend the link.
    """
    for broken in _worst(broken_baseline(facts.state)):
        yield _impossible("impossible-date", broken, broken.link.source, Severity.ERROR)


@rule("S-FORECAST-DATES", Pitfall.S, scope="tasks", codes=("impossible-forecast",), place=6)
@needs(has_forecasts, "no review has forecast a date")
def check_forecast_links(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Forecasts that the links allow.

    Why: An impossible forecast is a hope.
    Passes: Each forecast date is possible by its links.
    Fails: A link makes the forecast impossible.
    Mend: Ask the owner for a forecast that the link allows.
    """
    # A planned date that a slip elsewhere has overtaken is no fault of the data: the schedule moves it.
    for broken in _worst(broken_forecasts(facts.state)):
        source = _forecast_place(facts.state, broken)
        if source is not None:
            yield _impossible("impossible-forecast", broken, source, Severity.WARNING)


def _worst(found: Iterable[BrokenLink]) -> Iterator[BrokenLink]:
    """Give the worst of what one written link breaks; one to an initiative stands for many."""
    by_link: dict[tuple[Source, str, str], BrokenLink] = {}
    for broken in found:
        target = broken.link.before.partition("/")[0]
        known = by_link.setdefault((broken.link.source, broken.link.after, target), broken)
        if broken.days > known.days:
            by_link[broken.link.source, broken.link.after, target] = broken
    yield from by_link.values()


def _impossible(code: str, broken: BrokenLink, source: Source, severity: Severity) -> Issue:
    name = "reached" if broken.task.milestone else "started" if broken.at_start else "finished"
    values: dict[str, object] = {
        "task": broken.task.id,
        "initiative": broken.task.initiative,
        "given": broken.given.isoformat(),
        "type": broken.link.type.value,
        "before": broken.link.before,
        "lag": broken.link.lag,
        "awaited": broken.awaited.isoformat(),
        "earliest": broken.earliest.isoformat(),
    }
    return Issue(code, DECLARED[name].message, source, severity, values)


def _forecast_place(state: PlanState, broken: BrokenLink) -> Source | None:
    """Return where the last review forecast the date; None where no review did."""
    for review in reversed(state.reviews):
        for report in review.progress:
            if report.initiative == broken.task.initiative:
                parts: tuple[PhaseProgress | MilestoneProgress, ...] = (*report.phases, *report.milestones)
                for part in parts:
                    source = _place_in(part, broken)
                    if source is not None:
                        return source
    return None


def _place_in(part: PhaseProgress | MilestoneProgress, broken: BrokenLink) -> Source | None:
    if isinstance(part, MilestoneProgress):
        found = part.milestone == broken.task.part and part.forecast == broken.given
        return part.where_of("forecast") if found else None
    name = "forecast_start" if broken.at_start else "forecast_finish"
    found = part.phase == broken.task.part and getattr(part, name) == broken.given
    return part.where_of(name) if found else None


@rule("S-MILESTONE-PHASE", Pitfall.S, scope="tasks", codes=("milestone-outside-phase",), place=6)
@needs(has_phases_of_milestones, "no milestone names its phase")
def check_milestone_after_phase(facts: Facts, _limits: Limits) -> Iterator[Issue]:
    """Milestones within their phase.

    Why: A milestone after its phase belongs to another.
    Passes: The milestone lies within its phase.
    Fails: It lies after the phase's last day.
    Mend: Move the milestone, or name the right phase.
    """
    # Where the phase gives its finish, the loader says so; here it follows from the duration.
    for now in facts.state.initiatives.values():
        finishes = {
            phase.id: now.tasks[phase.id].first_finish for phase in now.initiative.phases if not phase.finish
        }
        for stone in now.initiative.milestones:
            finish = finishes.get(stone.phase or "")
            if finish and stone.date and stone.date > finish:
                message = DECLARED["outside-phase"].message
                values = {"milestone": stone.id, "phase": stone.phase, "initiative": now.initiative.id}
                source = stone.where_of("date")
                yield Issue("milestone-outside-phase", message, source, Severity.WARNING, values)
