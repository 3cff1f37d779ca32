"""Judge benefits whose measure date has passed."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_unmeasured"]


@rule("P4-UNMEASURED", Pitfall.P4, scope="benefits", place=8)
def judge_unmeasured(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """Benefits measured on their day.

    Why: Promises nobody checks grow every year.
    Passes: A benefit past its measure date has a realised amount.
    Fails: It has no realised amount.
    Mend: Measure it and fill `benefit.realised`, even where it is 0.
    """
    for now in facts.planned:
        one, benefit = now.initiative, now.initiative.benefit
        if benefit is None or benefit.realised is not None:
            continue
        if benefit.measure_on is None:
            yield NotJudged(
                "initiatives", one.id, "{record} has no measure date", benefit.where, {"record": one.id}
            )
        elif benefit.measure_on < facts.state.today:
            yield Hit(
                "initiatives",
                one.id,
                "the benefit of {record} was to be measured on {day} and was not",
                benefit.where_of("measure_on"),
                {"record": one.id, "day": benefit.measure_on.isoformat()},
                now.owner,
            )
