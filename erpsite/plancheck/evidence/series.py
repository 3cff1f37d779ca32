"""Find claims that no data stand behind (pitfall 2)."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.model.kpi import Comparator
from erpsite.plancheck.evidence.claims import judge_claims
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import last_row, newest_month, row_before_gap
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Rule

__all__ = ["RULES"]


def _target(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    for name, kpi in facts.handbook.kpis.items():
        # A KPI without a target, or without bounds, does not load.
        if kpi.comparator is not Comparator.BETWEEN and kpi.target == kpi.baseline:
            yield Hit(
                "kpis",
                name,
                "the KPI {record} starts at its target of {target}: its baseline says nothing",
                kpi.where_of("baseline"),
                {"record": name, "target": f"{kpi.target:g}"},
                kpi.owner,
            )


def _benefit(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
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


def _evidence(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    for name, point in facts.handbook.pain_points.items():
        if not point.evidence:
            yield Hit(
                "pain_points",
                name,
                "nothing proves the pain point {record}: add evidence with a figure",
                point.where_of("evidence"),
                {"record": name},
                point.owner,
            )


def _stale(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    for series, owner in facts.series:
        where = getattr(facts.handbook, series.kind)[series.id].where
        if series.last is None:
            yield NotJudged(series.kind, series.id, "{record} has no value yet", where, {"record": series.id})
        elif not series.fresh:
            yield Hit(
                series.kind,
                series.id,
                "{record} ends in {month}, {age} days ago: bring in the newer values",
                last_row(facts.rows, series) or where,
                {"record": series.id, "month": series.last, "age": series.age},
                owner,
            )


def _gaps(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    for series, owner in facts.series:
        where = getattr(facts.handbook, series.kind)[series.id].where
        if series.last is None:
            yield NotJudged(series.kind, series.id, "{record} has no value yet", where, {"record": series.id})
        elif len(series.gaps) > limits["months"]:
            yield Hit(
                series.kind,
                series.id,
                "{record} has no value for {n} of the months from {first} to {last}; the first is {month}",
                row_before_gap(facts.rows, series, series.gaps[0]) or where,
                {
                    "record": series.id,
                    "n": len(series.gaps),
                    "first": series.first,
                    "last": newest_month(facts.rows, series),
                    "month": series.gaps[0],
                },
                owner,
            )


def _maturity(facts: Facts, _limits: Limits) -> Iterator[Hit]:
    for dimension in facts.handbook.maturity.values():
        for one in dimension.criteria:
            if one.evidence is None:
                yield Hit(
                    "maturity",
                    one.id,
                    "the score {score} of the criterion {record} has no evidence, so it does not count",
                    one.where_of("evidence"),
                    {"record": one.id, "score": f"{one.current:g}"},
                )


RULES = (
    Rule(
        "P2-TARGET",
        "A baseline and a target for each KPI",
        "Without where from and where to, a number is not a measure of success.",
        "The KPI ends elsewhere than it starts, or stays between two bounds.",
        "It starts where it should end.",
        "Measure the baseline, and set a `target` that asks for something.",
        _target,
        "kpis",
    ),
    Rule(
        "P2-BENEFIT",
        "A benefit with an amount and a measure date",
        "A benefit that nobody will measure was never promised.",
        "The benefit has an amount a year, and a day on which it is measured.",
        "The amount is 0, or the day is missing.",
        "Fill `benefit.amount` and `benefit.measure_on`.",
        _benefit,
        "planned",
    ),
    Rule(
        "P2-EVIDENCE",
        "Evidence for each pain point",
        "The loudest complaint is not the costliest one.",
        "At least one piece of evidence stands with the pain point.",
        "Not one piece does.",
        "Add evidence with a figure, its month and its source.",
        _evidence,
        "pain_points",
    ),
    Rule(
        "P2-STALE",
        "Series that are up to date",
        "A decision on old figures is a decision on a plant that no longer exists.",
        "The last value is no older than its source allows.",
        "It is older.",
        "Ask the source's owner for the missing months.",
        _stale,
        "series",
    ),
    Rule(
        "P2-GAPS",
        "Series without gaps",
        "The missing month is often the bad one.",
        "Every month between the first and the last value is there.",
        "Months are missing.",
        "Add the missing months, or say in the source why there are none.",
        _gaps,
        "series",
        limits={"months": 0},
    ),
    Rule(
        "P2-CLAIM",
        "Numbers in texts that the data know",
        "A number in a text convinces; where nobody can trace it, it convinces wrongly.",
        "Each number with a unit lies within the tolerance of a figure in the data.",
        "No figure in the data is near it.",
        "Correct the text, or add the figure to the data with its source.",
        judge_claims,
        "texts",
        limits={"tolerance": 0.01},
    ),
    Rule(
        "P2-MATURITY-EVIDENCE",
        "Evidence for each maturity score",
        "A score without evidence is a feeling.",
        "The criterion says why its current level is what it is.",
        "It does not.",
        "Fill `evidence` with what was seen, and where.",
        _maturity,
        "criteria",
    ),
)
