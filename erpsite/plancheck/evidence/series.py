"""Judge the age and the gaps of series."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.plancheck.declaring import rule
from erpsite.plancheck.facts import Facts
from erpsite.plancheck.places import last_row, newest_month, row_before_gap
from erpsite.plancheck.rule import Hit, Limits, NotJudged, Pitfall

__all__ = ["judge_gaps", "judge_stale"]


@rule("P2-STALE", Pitfall.P2, scope="series", place=4)
def judge_stale(facts: Facts, _limits: Limits) -> Iterator[Hit | NotJudged]:
    """Series that are up to date.

    Why: A decision on old figures is a decision on a plant that no longer exists.
    Passes: The last value is no older than its source allows.
    Fails: It is older.
    Mend: Ask the source's owner for the missing months.
    """
    for series, owner in facts.series:
        where = getattr(facts.handbook, series.kind)[series.id].where
        if series.last is None:
            yield NotJudged(series.kind, series.id, "{record} has no value yet", where, {"record": series.id})
        elif not series.fresh:
            values: dict[str, object] = {"record": series.id, "month": series.last, "age": series.age}
            message = "{record} ends in {month}, {age} days ago: bring in the newer values"
            if series.modules > 1:
                values |= {"n": len(series.stale), "all": series.modules, "modules": ", ".join(series.stale)}
                message = (
                    "{record} ends in {month}, {age} days ago, in {n} of {all} series ({modules}): bring in "
                    "the newer values"
                )
            yield Hit(
                series.kind, series.id, message, last_row(facts.rows, series) or where, values, owner
            )  # fmt: skip


@rule("P2-GAPS", Pitfall.P2, limits={"months": 0}, scope="series", place=4)
def judge_gaps(facts: Facts, limits: Limits) -> Iterator[Hit | NotJudged]:
    """Series without gaps.

    Why: The missing month is often the bad one.
    Passes: Every month between the first and the last value is there.
    Fails: Months are missing.
    Mend: Add the missing months, or say in the source why there are none.
    """
    for series, owner in facts.series:
        where = getattr(facts.handbook, series.kind)[series.id].where
        if series.last is None:
            yield NotJudged(series.kind, series.id, "{record} has no value yet", where, {"record": series.id})
        elif len(series.gaps) > limits["months"]:
            values: dict[str, object] = {
                "record": series.id,
                "n": len(series.gaps),
                "first": series.first,
                "last": newest_month(facts.rows, series),
                "month": series.gaps[0],
            }
            message = (
                "{record} has no value for {n} of the months from {first} to {last}; the first is {month}"
            )
            if series.modules > 1:
                values["modules"] = ", ".join(name or "-" for name in series.broken)
                message = (
                    "{record} has no value for {n} of the months from {first} to {last}; the first is "
                    "{month}, and months are missing in {modules}"
                )
            place = row_before_gap(facts.rows, series, series.gaps[0]) or where
            yield Hit(series.kind, series.id, message, place, values, owner)
