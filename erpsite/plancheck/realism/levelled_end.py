"""Judge the promised end against the end that capacity allows."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.levelling.committed import Cause, causes_of
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_levelled_end"]

_IMPOSSIBLE = {
    Cause.PEOPLE: "with the people there are no plan keeps all links and dates",
    Cause.FREEZES: "with the freezes of the calendar no plan keeps all links and dates",
    Cause.BOTH: "with the people and the freezes there are no plan keeps all links and dates",
    Cause.DATES: "no plan keeps all links and dates, however many people there are",
    Cause.GROUP: "no plan can hold all initiatives of a group of which only one can be chosen",
    Cause.UNKNOWN: "no plan keeps all capacities, links and dates",
}


@rule("P3-LEVELLED", Pitfall.P3, limits={"days": 0}, place=3)
def judge_levelled_end(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A promise that the people there are can keep.

    Why: Dates that follow from links alone forget that nobody works twice at once.
    Passes: The end that capacity allows is no later than the promised one.
    Fails: It is later, or no plan is possible at all.
    Mend: Take the measure that helps most (resources page), or promise the levelled day.
    """
    found, plan = facts.figures.levelling, facts.handbook.plan
    if found is None or found.stale:
        message = (
            "no levelled plan was computed; `erpsite level` does it"
            if found is None
            else "the levelled plan was computed for another state of the plan; `erpsite level` does it anew"
        )
        yield NotJudged("plan", "levelling", message, found.record.where if found else plan.where)
        return
    record = found.record
    if record.outcome == "impossible":
        yield Hit("plan", "levelling", _IMPOSSIBLE[found.impossible_for], record.where)
    elif record.end is None or record.promised_end is None:
        message = "too little is known to say what capacity does to the end"
        yield NotJudged("plan", "levelling", message, record.where)
    elif facts.state.days.slip(record.promised_end, record.end) > limits["days"]:
        last = [move for move in record.moves if move.finish == record.end]
        message = "{promised} is promised for the end of the plan; with the people there are it ends on {end}"
        if last and causes_of(record, last) is Cause.FREEZES:
            message = "{promised} is promised for the end of the plan; with the freezes it ends on {end}"
        yield Hit(
            "plan",
            "levelling",
            message,
            record.where,
            {"promised": record.promised_end.isoformat(), "end": record.end.isoformat()},
        )
