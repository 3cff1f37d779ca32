"""Describe the rules of pitfall 4."""

from __future__ import annotations

from erpsite.plancheck.rule import Judge, Rule

__all__ = ["follow_up_rules"]


def follow_up_rules(
    left: Judge, office: Judge, review_age: Judge, overdue: Judge, carried: Judge, path: Judge,
    melon: Judge, decision: Judge, trigger: Judge, unmeasured: Judge, assumption: Judge,
) -> tuple[Rule, ...]:  # fmt: skip
    """Return the eleven rules, each with its judge."""
    return (
        Rule(
            "P4-OWNER", "One owner who is here", "Work without an owner stops at the first obstacle.",
            "The owner works in the organisation.", "The owner has left, or is nobody in people.yml.",
            "Name one person in the next review's progress entry.", left, "running",
        ),
        Rule(
            "P4-PMO", "A project office that watches", "Somebody must watch the whole plan, or nobody does.",
            "A seat of the working group is held by the project office.", "No such seat is filled.",
            "Give the project office a seat in working_group.yml.", office,
        ),
        Rule(
            "P4-REVIEW-AGE", "A review every month", "A plan nobody looks at drifts unseen.",
            "The last review is no older than the limit's days.", "It was held longer ago.",
            "Hold the review; erpsite review writes its file.", review_age, limits={"days": 35},
        ),
        Rule(
            "P4-OVERDUE", "Actions done by their day", "An overdue action that nobody mentions excuses the next.",
            "No open action is past its day.", "An action is past its day.",
            "Report it done, or agree on a new day in the review.", overdue, "actions", limits={"days": 0},
        ),
        Rule(
            "P4-CARRIED", "Actions not carried over for ever", "What is carried over three times will not be done.",
            "An open action was carried over fewer times than the limit.", "It was carried over as often, or more.",
            "Do it, split it, give it to somebody else, or drop it.", carried, "actions", limits={"times": 3},
        ),
        Rule(
            "P4-PATH", "A path back for what is off track", "Red without a way back is only a colour.",
            "What is at risk or off track has a path_to_green.", "No way back is written.",
            "Write in the review who does what by when.", path, "running",
        ),
        Rule(
            "P4-WATERMELON", "Statuses that their numbers bear out",
            "Green outside and red inside is found out last by those who could have helped.",
            "The declared status is not better than the computed one by two bands.",
            "It is declared on track, and its cost or dates are off track.",
            "Declare what the numbers say, or mend the forecast.", melon, "running",
        ),
        Rule(
            "P4-DECISION", "Something that follows from each decision", "A decision without action is an opinion.",
            "An action or an initiative belongs to the decision.", "Neither does.",
            "Give somebody an action with a day, and name the decision in it.", decision, "decisions",
        ),
        Rule(
            "P4-TRIGGER", "Risks looked at on their day", "A risk whose day has passed is a fact or a memory.",
            "An open risk's day lies ahead, or a later look is planned.", "Its day has passed, and it is still open.",
            "Close it, report it as occurred, or set the next look.", trigger, "risks",
        ),
        Rule(
            "P4-UNMEASURED", "Benefits measured on their day", "Promises nobody checks grow every year.",
            "A benefit past its measure date has a realised amount.", "It has no realised amount.",
            "Measure it and fill benefit.realised, even where it is 0.", unmeasured, "benefits",
        ),
        Rule(
            "P4-ASSUMPTION", "Assumptions that still hold", "What was true in January decides in October.",
            "The assumption has not expired.", "It has.",
            "Test it, and set a new day or change the plan.", assumption, "assumptions",
        ),
    )  # fmt: skip
