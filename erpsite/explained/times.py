"""Days, months and quarters."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["TIMES"]

TIMES = (
    means(
        "day-range",
        "A day lies so far from the plan's year that it must be a slip of the pen.",
        "Correct the year. Where the day is right, state the days that the plan may hold as `window` in"
        " `handbook.yml`.",
    ),
    means(
        "doubtful-time",
        "A local time was there twice, or never, because clocks were changed that night.",
        "Write the time with its offset, such as +01:00; the message offers both.",
    ),
    means(
        "end-before-start",
        "Something ends before it begins.",
        "Correct one of the two days.",
    ),
    means(
        "far-day",
        "A day lies far from the plan's year; it may be right.",
        "Look at it once.",
    ),
    means(
        "far-month",
        "A month lies outside of what the pages show.",
        "Look whether it is right; it is read, but not shown.",
    ),
    means(
        "month-range",
        "A month lies outside of the plan.",
        "Correct the month; the message names the first and the last one.",
    ),
    means(
        "no-day",
        "A day stands for no day, such as 1970-01-01 or 9999-12-31, which programs write where they "
        "know none.",
        "Write the real day, or leave it out.",
    ),
    means(
        "quarter-range",
        "A quarter lies outside of the plan year.",
        "Correct it; the message names the first and the last one.",
    ),
    means(
        "review-name",
        "The month in a review is not that of its file's name.",
        "Correct one of the two.",
    ),
    means(
        "second-value",
        "A series has two values for one month.",
        "Delete one of the two rows.",
    ),
)
