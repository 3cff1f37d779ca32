"""Judge how likely the promised dates are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable, Reason
from erpsite.issues import Source
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import finish_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_p80"]


@rule("P3-P80", Pitfall.P3, limits={"days": 0}, scope="running", place=6)
def judge_p80(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """A promise that holds with 80% probability.

    Why: A date that holds every other time is not a promise.
    Passes: The day reached in 80% of all simulated runs is no later than the promised one.
    Fails: It is later.
    Mend: Promise the 80% day, cut scope, or shorten what decides the day.
    """
    for now in facts.running:
        name = now.initiative.id
        chance = facts.optimism.initiatives[name]
        if isinstance(chance, NotAvailable) or chance.promised is None:
            # Where all is finished but not closed, there is nothing to doubt.
            if not isinstance(chance, NotAvailable) or chance.reason is not Reason.NOTHING_LEFT:
                yield NotJudged(
                    "initiatives",
                    name,
                    "too little is known to say how likely the date of {record} is",
                    now.initiative.where,
                    {"record": name},
                )
        elif (chance.p80 - chance.promised).days > limits["days"]:
            yield Hit(
                "initiatives",
                name,
                "{record} is promised for {promised}, but only on {p80} will it be done with 80% probability",
                _last_place(now, chance.promised),
                {"record": name, "promised": chance.promised.isoformat(), "p80": chance.p80.isoformat()},
                now.owner,
            )


def _last_place(now: InitiativeState, promised: dt.date) -> Source:
    """Return where the last day of an initiative was promised; milestones count before phases."""
    for task in (*now.milestones, *now.phases):
        if task.baseline_finish == promised:
            return finish_place(now, task)
    return now.initiative.where
