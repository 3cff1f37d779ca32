"""Judge whether the outage log can be true."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from erpsite.analysis.health.unlikely import Unlikely, unlikely_outages
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_outages"]

_MESSAGES = {
    "low": (
        "{record} was up {value}% in {month} (months below {limit}%: {n}), which no company has: are "
        "these tickets? The largest outages, by line: {lines}"
    ),
    "overlap": (
        "outages of {record} that overlap: {n}; each minute counts once; the largest, by line: {lines}"
    ),
    "long": (
        "outages of {limit} days or longer: {n}, the longest of {value} days: is the end of the right day? "
        "The largest, by line: {lines}"
    ),
}


@rule("P2-OUTAGES", Pitfall.P2, limits={"percent": 90, "days": 7}, place=5)
def judge_outages(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """An outage log that can be true.

    Why: An availability that nobody can believe discredits every figure beside it.
    Passes: Every month and module is up at least the limit's percent, no outages of one module
    overlap, and none lasts the limit's days.
    Fails: One of these is broken; most often tickets were written down as outages, or a day is wrong.
    Mend: Move tickets to `tickets.csv`, say in `degraded` how much was lost, and correct the times.
    """
    plan = facts.handbook.plan
    if not facts.handbook.incidents:
        yield NotJudged("plan", "incidents", "the plan keeps no log of outages", plan.where)
        return
    zone = ZoneInfo(plan.timezone)
    shown = [one for one in facts.handbook.incidents if f"{one.started:%Y-%m}" <= facts.state.as_of]
    for one in unlikely_outages(
        facts.figures.availability, shown, zone, percent=limits["percent"], days=limits["days"]
    ):
        yield _hit(one, limits)


def _hit(one: Unlikely, limits: Limits) -> Hit:
    values: dict[str, object] = {
        "record": one.module or "system",
        "value": f"{one.value:.1f}",
        "month": one.month,
        "n": one.count,
        "limit": f"{limits['days' if one.kind == 'long' else 'percent']:g}",
        "lines": ", ".join(str(incident.where.line) for incident in one.largest),
    }
    where = one.largest[0].where
    return Hit(
        "modules" if one.module else "plan", one.module or "incidents", _MESSAGES[one.kind], where, values
    )
