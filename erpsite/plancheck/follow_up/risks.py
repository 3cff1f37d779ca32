"""Judge risks whose day has passed."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_trigger"]


@rule("P4-TRIGGER", Pitfall.P4, scope="risks", place=7)
def judge_trigger(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """Risks looked at on their day.

    Why: A risk whose day has passed is a fact or a memory.
    Passes: An open risk's day lies ahead, or a later look is planned.
    Fails: Its day has passed, and it is still open.
    Mend: Close it, report it as occurred, or set the next look.
    """
    for name, now in facts.state.risks.items():
        day = now.risk.trigger_date
        if now.status != "open":
            continue
        if day is None:
            yield NotJudged(
                "risks",
                name,
                "nobody says by when the sign of the risk {record} will show",
                now.risk.where,
                {"record": name},
            )
        elif day < facts.state.today and (now.next_look is None or now.next_look <= facts.state.today):
            yield Hit(
                "risks",
                name,
                "the risk {record} was to show by {day} and is still open: close it or move its day",
                now.risk.where_of("trigger_date"),
                {"record": name, "day": day.isoformat()},
                now.risk.owner,
            )
