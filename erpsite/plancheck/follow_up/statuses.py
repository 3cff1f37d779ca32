"""Judge statuses: the way back, and whether their numbers bear them out."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.model.plan import Rag
from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import report_place
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_melon", "judge_path"]


@rule("P4-PATH", Pitfall.P4, scope="running", place=5)
def judge_path(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """A path back for what is off track.

    Why: Red without a way back is only a colour.
    Passes: What is at risk or off track has a `path_to_green`.
    Fails: No way back is written.
    Mend: Write in the review who does what by when.
    """
    for now in facts.running:
        status = now.computed if now.declared is Rag.GREY else now.declared
        if status is Rag.GREY:
            yield NotJudged(
                "initiatives",
                now.initiative.id,
                "no review has reported on {record}",
                now.where,
                {"record": now.initiative.id},
            )
        elif status is not Rag.GREEN and now.path_to_green is None:
            yield Hit(
                "initiatives",
                now.initiative.id,
                "{record} is not on track, and nobody says how it gets back",
                now.where if now.declared is Rag.GREY else report_place(facts.state, now, "status"),
                {"record": now.initiative.id},
                now.owner,
            )


@rule("P4-WATERMELON", Pitfall.P4, scope="running", place=5)
def judge_melon(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """Statuses that their numbers bear out.

    Why: Green outside and red inside is found out last by those who could have helped.
    Passes: The declared status is not better than the computed one by two bands.
    Fails: It is declared on track, and its cost or dates are off track.
    Mend: Declare what the numbers say, or mend the forecast.
    """
    for now in facts.running:
        name = now.initiative.id
        if Rag.GREY in (now.computed, now.declared):
            message = "the status of {record} cannot be computed"
            if now.computed is not Rag.GREY:
                message = "nobody has declared a status of {record}"
            yield NotJudged("initiatives", name, message, now.where, {"record": name})
        elif now.watermelon:
            slip, over = now.slip(facts.state.days), now.overrun
            yield Hit(
                "initiatives",
                name,
                _off_track(slip, over) if not now.beyond_nothing else _OF_NOTHING,
                report_place(facts.state, now, "status"),
                {"record": name, "slip": slip or 0, "over": round(100 * (over or 0))},
                now.owner,
            )


_OF_NOTHING = "{record} is declared on track, but it costs money, and its budget is 0"


def _off_track(slip: int | None, over: float | None) -> str:
    """Return what is said of a status that its numbers do not bear out; only known numbers are told."""
    if over is None:
        return (
            "{record} is declared on track, but its dates are off track: slip {slip} working days; no cost "
            "is forecast"
        )
    if slip is None:
        return (
            "{record} is declared on track, but its cost is {over}% above the budget; it has no dates to slip"
        )
    if slip <= 0:
        return "{record} is declared on track, but its cost is {over}% above the budget; its dates hold"
    if round(100 * over) > 0:
        return (
            "{record} is declared on track, but its numbers are off track: slip {slip} working days, "
            "cost {over}% above the budget"
        )
    return (
        "{record} is declared on track, but its dates are off track: slip {slip} working days; its cost "
        "keeps to the budget"
    )
