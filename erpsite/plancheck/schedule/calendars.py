"""Judge whether the plan's calendar is chosen and known."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Severity
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, Pitfall

__all__ = ["judge_base_calendar", "judge_holidays"]


@rule("S-HOLIDAYS", Pitfall.S, Severity.INFO, place=20)
def judge_holidays(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """Holidays that are announced.

    Why: A plan that works through Spring Festival is late on the day it is approved.
    Passes: The public holidays of every year that the plan reaches into are published.
    Fails: A year's notice is not out; only the days off that the law fixes count until then.
    Mend: List the days in `calendar.holidays` and `calendar.working_days` once known, or update erpsite.
    """
    found = facts.figures.unannounced
    if not found.years:
        return
    plan = facts.handbook.plan
    values = {"years": ", ".join(str(year) for year in found.years), "n": found.count}
    message = (
        "the public holidays of {years} are not published: the days off that the law fixes count, without "
        "make-up days; no date of the plan rests on them yet"
    )
    if found.first:
        day, task = found.first
        values |= {"day": day.isoformat(), "task": task}
        message = (
            "the public holidays of {years} are not published: the days off that the law fixes count, "
            "without make-up days; dates that rest on them: {n}, the first is {day} of {task}"
        )
    yield Hit("plan", "calendar", message, plan.where_of("calendar"), values)


@rule("S-CALENDAR", Pitfall.S, Severity.INFO, place=21)
def judge_base_calendar(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    """A calendar that somebody chose.

    Why: Every date of the plan counts working days, and holidays differ from country to country.
    Passes: The plan names the base of its calendar, or needs none.
    Fails: It names none; as its first language is Chinese, mainland China's holidays and make-up days count.
    Mend: Write `calendar: {base: china}` in `handbook.yml`, or the calendar that is right.
    """
    plan = facts.handbook.plan
    if plan.calendar.base is None and plan.base_calendar == "china":
        message = (
            "no calendar is named: the public holidays and make-up days of mainland China count, as the "
            "first language is Chinese; write calendar: {example} if that is right"
        )
        yield Hit("plan", "calendar", message, plan.where, {"example": "{base: china}"})
