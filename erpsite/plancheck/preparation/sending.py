"""Judge when the charter and the pre-read went out."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.issues import Source
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_charter", "judge_pack"]


@rule("R-CHARTER", Pitfall.R, place=1)
def judge_charter(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """A charter before the pack.

    Why: The pack answers a question; the charter asks it.
    Passes: The charter was issued no later than the pre-read.
    Fails: It came after the pre-read.
    Mend: Issue the charter first; next year in time.
    """
    charter, sent = facts.handbook.charter, facts.handbook.plan.preread_sent_on
    if charter is None or sent is None:
        where = facts.handbook.plan.where_of("preread_sent_on") if charter else Source("charter.yml")
        yield NotJudged("plan", "charter", "the charter or the day the pre-read was sent is missing", where)
    elif charter.issued_on > sent:
        yield Hit(
            "plan",
            "charter",
            "the charter is of {issued}, the pre-read went out before it, on {sent}",
            charter.where_of("issued_on"),
            {"issued": charter.issued_on.isoformat(), "sent": sent.isoformat()},
            charter.sponsor,
        )


@rule("R-PACK", Pitfall.R, limits={"days": 7}, place=1)
def judge_pack(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Seven days to read.

    Why: Who has not read decides by the loudest voice.
    Passes: The pre-read went out at least the limit's days before.
    Fails: It went out later.
    Mend: Move the meeting, or send the pack now.
    """
    plan = facts.handbook.plan
    if plan.preread_sent_on is None:
        yield NotJudged(
            "plan", "preread", "nobody says when the pre-read was sent", plan.where_of("preread_sent_on")
        )
        return
    days = (plan.meeting_date - plan.preread_sent_on).days
    if days < limits["days"]:
        yield Hit(
            "plan",
            "preread",
            "the pre-read went out {days} days before the meeting, {limit} are needed to read it",
            plan.where_of("preread_sent_on"),
            {"days": days, "limit": round(limits["days"])},
        )
