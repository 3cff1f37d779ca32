"""Judge what initiatives promise."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_benefit"]


@rule("P2-BENEFIT", Pitfall.P2, scope="planned", place=2)
def judge_benefit(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """A benefit with an amount and a measure date.

    Why: A benefit that nobody will measure was never promised.
    Passes: The benefit has an amount a year, and a day on which it is measured.
    Fails: The amount is 0 or not known, or the day is missing.
    Mend: Fill `benefit.amount` and `benefit.measure_on`.
    """
    for now in facts.planned:
        one, benefit = now.initiative, now.initiative.benefit
        if benefit is None:
            if not one.mandatory:
                yield NotJudged(
                    "initiatives",
                    one.id,
                    "{record} states no benefit",
                    one.where_of("benefit"),
                    {"record": one.id},
                )
        elif "amount" in benefit.withheld:
            yield NotJudged(
                "initiatives",
                one.id,
                "the benefit of {record} is withheld",
                benefit.where_of("amount"),
                {"record": one.id},
            )
        elif not benefit.amount and not one.mandatory:
            yield Hit(
                "initiatives",
                one.id,
                "the benefit of {record} is not quantified",
                benefit.where_of("amount"),
                {"record": one.id},
                now.owner,
            )
        elif benefit.measure_on is None:
            yield Hit(
                "initiatives",
                one.id,
                "nobody said on which day the benefit of {record} will be measured",
                benefit.where_of("measure_on"),
                {"record": one.id},
                now.owner,
            )
