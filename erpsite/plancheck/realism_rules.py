"""Describe the rules of pitfall 3."""

from __future__ import annotations

from erpsite.plancheck.rule import Judge, Rule

__all__ = ["realism_rules"]


def realism_rules(
    first_milestone: Judge, smallest: Judge, overload: Judge, contingency: Judge, slack: Judge,
    parallel: Judge, p80: Judge, history: Judge, third_party: Judge, priority: Judge,
) -> tuple[Rule, ...]:  # fmt: skip
    """Return the ten rules, each with its judge."""
    return (
        Rule(
            "P3-FIRST-MILESTONE", "A first milestone within 90 days",
            "What shows nothing for a quarter is believed for a quarter, and then no longer.",
            "A milestone lies within the limit's days after the start.", "The first one comes later.",
            "Bring forward a result that users can see.", first_milestone, "running", limits={"days": 90},
        ),
        Rule(
            "P3-SMALLEST", "A smallest viable phase",
            "Value that comes only at the end comes not at all when the end moves.",
            "One phase is marked smallest_viable.", "None is.",
            "Split off the smallest part that users would miss, and mark it.", smallest, "running",
        ),
        Rule(
            "P3-OVERLOAD", "Effort within the capacity of each role",
            "What nobody has time for is not done, whatever the plan says.",
            "In each quarter a role is asked for no more than it has.", "It is asked for more.",
            "Move work to another quarter, buy capacity, or drop something.", overload, "loads",
            limits={"share": 1.0},
        ),
        Rule(
            "P3-CONTINGENCY", "A budget with contingency",
            "A budget without reserve is broken by the first surprise.",
            "At least the limit's share of the envelope is held back.", "Less is.",
            "Raise budget.contingency in handbook.yml.", contingency, limits={"share": 0.05},
        ),
        Rule(
            "P3-FLOAT", "Float before the promised end",
            "A path without float turns every late day into a broken promise.",
            "The expected end leaves the limit's working days before the promised one.",
            "It leaves fewer, or lies after it.",
            "Shorten the critical path, or promise a later day and say why.", slack, limits={"days": 1},
        ),
        Rule(
            "P3-PARALLEL", "Few initiatives at once for each owner",
            "Whoever answers for everything answers for nothing.",
            "Nobody owns more than the limit at one time.", "Somebody owns more.",
            "Hand one over, or let one wait.", parallel, "people", limits={"initiatives": 3},
        ),
        Rule(
            "P3-P80", "A promise that holds with 80% probability",
            "A date that holds every other time is not a promise.",
            "The day reached in 80% of all simulated runs is no later than the promised one.", "It is later.",
            "Promise the 80% day, cut scope, or shorten what decides the day.", p80, "running",
            limits={"days": 0},
        ),
        Rule(
            "P3-HISTORY", "Durations that the plan's own past bears out",
            "The next phase seldom goes twice as fast as all before it.",
            "A phase takes at least the limit's share of the median of finished phases.", "It is planned for less.",
            "Ask who did the last one, and estimate with three points.", history, "tasks",
            limits={"share": 0.25},
        ),
        Rule(
            "P3-THIRD-PARTY", "A risk for each third party on the critical path",
            "Another company's delay becomes yours, and you cannot order it away.",
            "The initiative has an open risk.", "It has none.",
            "Write down the risk with its sign, its day and its answer.", third_party, "running",
        ),
        Rule(
            "P3-PRIORITY", "Not everything of priority one",
            "Where all is urgent, the loudest decides.",
            "At most the limit's share of the running initiatives has priority 1.", "More have.",
            "Rank them; half of them can wait a quarter.", priority, limits={"share": 0.5, "least": 3},
        ),
    )  # fmt: skip
