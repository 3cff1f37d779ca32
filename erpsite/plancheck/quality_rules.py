"""Describe the rules of schedule quality: ten after DCMA-14, and nine on dates that must agree."""

from __future__ import annotations

from erpsite.issues import Severity
from erpsite.plancheck.rule import Judge, Rule

__all__ = ["date_rules", "quality_rules"]


def quality_rules(
    leads: Judge, lags: Judge, high_float: Judge, negative_float: Judge, high_duration: Judge,
    invalid_dates: Judge, missed: Judge, path_test: Judge, cpli: Judge, bei: Judge,
) -> tuple[Rule, ...]:  # fmt: skip
    """Return the rules after DCMA-14, with the thresholds written there."""
    note = Severity.INFO
    return (
        Rule(
            "S-LEADS", "No leads", "A negative lag says that a task starts on what does not exist yet.",
            "No link has a negative lag (DCMA-14: 0%).", "Links have one.",
            "Split the task before at the point that really matters.", leads, "tasks", limits={"share": 0},
        ),
        Rule(
            "S-LAGS", "Few lags", "A lag is waiting without a name.",
            "At most the limit's share of the links has a lag (DCMA-14: 5%).", "More links have one.",
            "Make what is waited for a phase or a milestone.", lags, "tasks", note, {"share": 0.05},
        ),
        Rule(
            "S-HIGH-FLOAT", "Little high float", "Very much float mostly means that a link is missing.",
            "At most the limit's share of the tasks has more than 44 working days of float (DCMA-14: 5%).",
            "Tasks have more float.", "Link the task to what needs its result.", high_float, "tasks", note,
            {"share": 0.05, "days": 44},
        ),
        Rule(
            "S-NEGATIVE-FLOAT", "No negative float", "Negative float says that the promised end cannot hold.",
            "No task is later than the promised end of the plan allows (DCMA-14: 0%).",
            "Tasks are later.", "Shorten the path, or have a new baseline decided.", negative_float, "tasks",
            limits={"share": 0},
        ),
        Rule(
            "S-HIGH-DURATION", "Few long tasks", "What takes longer than two months is late before anybody sees it.",
            "At most the limit's share of the tasks takes more than 44 working days (DCMA-14: 5%).",
            "More tasks take longer.", "Split the phase at a checkable result.", high_duration, "tasks", note,
            {"share": 0.05, "days": 44},
        ),
        Rule(
            "S-INVALID-DATES", "No unfinished work in the past", "A forecast in the past forecasts nothing.",
            "What is not finished is forecast after the month shown (DCMA-14: 0%).",
            "Unfinished tasks have a finish that has passed.", "Ask the owner for a new forecast.", invalid_dates,
            "tasks", limits={"share": 0},
        ),
        Rule(
            "S-MISSED", "Few missed tasks", "Who misses one date in four will miss the next, too.",
            "At most the limit's share of the tasks due missed its first date (DCMA-14: 5%).", "More missed it.",
            "Find out what they have in common, and correct the rest of the plan by it.", missed,
            limits={"share": 0.05},
        ),
        Rule(
            "S-CRITICAL-PATH", "A critical path that starts now", "Where the path begins later, something is not linked.",
            "The first critical task starts within the limit's days.", "It starts later.",
            "Link what the first critical task waits for.", path_test, limits={"days": 20},
        ),
        Rule(
            "S-CPLI", "Critical path length index", "Below 0.95 the promised end is out of reach at today's pace.",
            "CPLI is at least the limit.", "The index is below it.",
            "Shorten the critical path first; other work does not help.", cpli, limits={"least": 0.95},
        ),
        Rule(
            "S-BEI", "Baseline execution index", "Below 0.95 fewer tasks are finished than were due.",
            "BEI is at least the limit.", "The index lies below it.",
            "Finish what is nearly done before you begin anything.", bei, limits={"least": 0.95},
        ),
    )  # fmt: skip


def date_rules(judges: tuple[Judge, ...]) -> tuple[Rule, ...]:
    """Return the nine rules on dates, each with its judge; an impossible date stops the build."""
    links, forecasts, stone, durations, estimate, phases, unscheduled, waits, loose = judges
    return (
        Rule(
            "S-LINK-DATES", "Planned dates that the links allow", "A plan that contradicts itself cannot be kept.",
            "Each planned date is possible by its own links.", "A link makes the date impossible.",
            "Move the date, or mend the link.", links, "tasks", Severity.ERROR,
        ),
        Rule(
            "S-FORECAST-DATES", "Forecasts that the links allow", "An impossible forecast is a hope.",
            "Each forecast date is possible by its links.", "A link makes the forecast impossible.",
            "Ask the owner for a forecast that the link allows.", forecasts, "tasks",
        ),
        Rule(
            "S-MILESTONE-PHASE", "Milestones within their phase", "A milestone after its phase belongs to another.",
            "The milestone lies within its phase.", "It lies after the phase's last day.",
            "Move the milestone, or name the right phase.", stone, "tasks",
        ),
        Rule(
            "S-DURATION", "Durations that agree with dates", "Two answers to one question are none.",
            "Duration and dates give the same days.", "They differ.", "Leave one of them out.", durations, "tasks",
        ),
        Rule(
            "S-ESTIMATE", "Plans no shorter than their best case", "The best case is what does not happen.",
            "A phase takes at least its optimistic estimate.", "It is planned shorter.",
            "Plan the likely days.", estimate, "tasks",
        ),
        Rule(
            "S-PHASES", "Phases for each initiative", "What has no phase has no date.",
            "The initiative has a phase.", "It has no phase.", "Add at least one phase.", phases, "planned",
        ),
        Rule(
            "S-UNSCHEDULED", "A place in the schedule for each phase", "A phase without a date is not planned.",
            "The phase has dates, or a duration and a link.", "It has neither.",
            "Give it a start and a duration, or let it wait for another.", unscheduled, "tasks",
        ),
        Rule(
            "S-WAITS", "Waiting only for what is planned", "What waits for something that never comes never starts.",
            "Each link leads to an approved initiative.", "A link leads to one that is deferred or rejected.",
            "Mend the link, or approve the other initiative.", waits, "tasks",
        ),
        Rule(
            "S-LOGIC", "Few loose tasks", "A task without links moves nothing when it moves.",
            "At most 5% of the tasks lack a predecessor or a successor (DCMA-14).", "More lack one.",
            "Link them.", loose, "tasks", Severity.INFO,
        ),
    )  # fmt: skip
