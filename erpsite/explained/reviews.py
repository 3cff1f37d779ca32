"""Monthly reviews, decisions and actions."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["REVIEWS"]

REVIEWS = (
    means(
        "already-closed",
        "A review reports on an initiative that was closed before.",
        "To take it up again write `stage: approved`; else delete the report.",
    ),
    means(
        "decision-changed",
        "A decision was published, and now says something else.",
        "Restore it, and write a new one that supersedes it.",
    ),
    means(
        "decision-gone",
        "A decision was published, and is gone.",
        "Put it back, and supersede it by another.",
    ),
    means(
        "finish-before-start",
        "A report gives a phase an end before its beginning.",
        "Correct the day, or give the new start as well.",
    ),
    means(
        "forecast-over",
        "A forecast lies in a month that is over, though the thing is not done.",
        "Write when it was done, or a later forecast.",
    ),
    means(
        "named-later",
        "A review reports on something that a later review names first.",
        "Move the report, or name the thing earlier.",
    ),
    means(
        "no-due-day",
        "An action has no day by which it is due, so it can never be late.",
        "Give it `due`.",
    ),
    means(
        "not-reported",
        "A review says nothing of an initiative that is running.",
        "Report on it, even if in one line.",
    ),
    means(
        "progress-falls",
        "The part that is done is smaller than a month before.",
        "Correct it; where it is right, say why in the note.",
    ),
    means(
        "reported-twice",
        "One review reports on the same thing twice.",
        "Keep one of the two.",
    ),
    means(
        "review-gap",
        "A month between two reviews has none; its news counts for the later one.",
        "Add the missing review, or leave it so.",
    ),
    means(
        "review-incomplete",
        "A review was begun and still waits for somebody: it counts for nothing yet.",
        "Finish what the message names, and set `confirmed`.",
    ),
    means(
        "second-review",
        "Two files are reviews of one month.",
        "Bring them together in one.",
    ),
    means(
        "second-vote",
        "The votes for one thing are counted twice in the record of the meeting.",
        "Delete one of the two.",
    ),
    means(
        "spend-shrinks",
        "The money spent since the start is less than a month before.",
        "Write the sum since the start, not that of the month.",
    ),
    means(
        "spent-beyond",
        "More is spent than the forecast cost, or, without a forecast, than the budget. What is spent is the "
        "least that it will cost, and pages count with it.",
        "Give in this review the `forecast_cost` that is expected now.",
    ),
)
