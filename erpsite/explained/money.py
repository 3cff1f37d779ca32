"""Budgets, contracts, rates and effort."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["MONEY"]

MONEY = (
    means(
        "band-order",
        "The lower limit of a band stands above the upper one.",
        "Exchange the two.",
    ),
    means(
        "budget-line",
        "A line of a budget has neither quarters nor an amount of the year, or the two contradict each "
        "other.",
        "Give `by_quarter` or `amount`; where both stand, the quarters must not exceed the year.",
    ),
    means(
        "budget-total",
        "`budget_total` says another sum than the lines of the budget give.",
        "Delete `budget_total`, or correct the lines.",
    ),
    means(
        "contract-value",
        "A contract is worth more or less than its lines of the budget.",
        "Correct the value of the contract or the lines that name it.",
    ),
    means(
        "effort-twice",
        "Effort is given for a month and for its quarter; the two are added up.",
        "Delete one of the two, or look whether the sum is meant.",
    ),
    means(
        "exclusive-group",
        "Initiatives of which only one can be chosen are both mandatory, or needed by what is mandatory.",
        "Take `mandatory` from one of them, or the group.",
    ),
    means(
        "mandatory-cost",
        "What must be done costs more than may be spent, so that no choice is left.",
        "Take the mark `mandatory` from what can wait, or raise the envelope.",
    ),
    means(
        "negative-days",
        "Effort or capacity is below zero, which makes room that is not there.",
        "Correct the number; less capacity is a smaller number.",
    ),
    means(
        "no-budget",
        "Initiatives state no budget; sums, ranking and cut line leave them out and say so.",
        "Write `budget_total` or lines under `budget`; what may not be said is withheld with its reason.",
    ),
    means(
        "no-capacity",
        "Effort of a role is planned in a quarter in which nobody has capacity for it.",
        "State the capacity under `roles` in `handbook.yml`, or move the work.",
    ),
    means(
        "no-module",
        "Initiatives name no module, so that no sum by module has them.",
        "Name them under `modules`.",
    ),
    means(
        "no-summary",
        "Initiatives have no summary; readers see a name alone.",
        "Write in a sentence what each is and why.",
    ),
    means(
        "over-envelope",
        "More is approved than may be given out: the envelope without its contingency.",
        "Approve less, or raise the envelope by a decision.",
    ),
    means(
        "own-currency",
        "The plan's own currency is given a rate.",
        "Delete the line: its rate is 1.",
    ),
    means(
        "rival-needs",
        "An initiative needs two others that exclude each other, so it can never be chosen.",
        "Correct `depends_on` or the group.",
    ),
    means(
        "second-rate",
        "A currency has two rates.",
        "Delete one of the two.",
    ),
    means(
        "weights-sum",
        "The weights of the criteria do not sum up to 1.",
        "Correct them until they do.",
    ),
)
