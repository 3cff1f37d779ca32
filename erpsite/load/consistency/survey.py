"""Check that a round of the survey holds the answers that it had when it was closed, and no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from erpsite.issues import Issue, Severity
from erpsite.load.consistency.draft import Draft
from erpsite.model.plan import Survey

__all__ = ["check_closed_rounds"]


def check_closed_rounds(draft: Draft) -> Iterator[Issue]:
    """Refuse a closed round whose answers are more or fewer than they were, and ask for the counts.

    Its figures are published by then. With n answers of mean a before and n + 1 of mean b after, the one
    that came in between is (n + 1) b − n a, whoever gave it: so nothing is dated back into such a round.
    """
    survey = draft.plan.survey if draft.plan else None
    if survey is None or not survey.closed_on:
        return
    days = sorted(survey.closed_on)
    stated = survey.answers_at_closing
    if len(stated) > len(days):
        message = "{where} has {found} numbers, but {closed} rounds are closed"
        values = {"where": "answers_at_closing", "found": len(stated), "closed": len(days)}
        yield Issue("count-without-round", message, survey.where_of("answers_at_closing"), values=values)
    counts = [_answers(draft, before, day) for before, day in zip([dt.date.min, *days], days, strict=False)]
    for day, count, known in zip(days, counts, stated, strict=False):
        if count != known:
            message = (
                "the round closed on {day} had {stated} answers, but {found} are dated into it now; its "
                "figures are published, and the difference would tell what was answered: date a late "
                "answer after {day}, and put back one that is gone"
            )
            values = {"day": day.isoformat(), "stated": known, "found": count}
            yield Issue("round-changed", message, survey.where_of("answers_at_closing"), values=values)
    if len(stated) < len(days):
        yield _unstated(survey, counts)


def _answers(draft: Draft, before: dt.date, day: dt.date) -> int:
    """Return how many answers are dated after one closing, up to the next."""
    return sum(before < answer.answered_on <= day for answer in draft.survey)


def _unstated(survey: Survey, counts: list[int]) -> Issue:
    message = (
        "nothing says how many answers the closed rounds had, so one that is dated back into them would not "
        "be noticed; write {fix} once they are closed"
    )
    values = {"fix": f"answers_at_closing: [{', '.join(map(str, counts))}]"}
    return Issue("round-not-counted", message, survey.where_of("closed_on"), Severity.INFO, values)
